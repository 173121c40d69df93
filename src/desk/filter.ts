import { instantOf } from '../base/day.ts';
import type { ConversationFilters } from '../contract/desk/work.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ConversationFilter } from '../storage/conversationFilter.ts';

/** A filter as storage knows it: days become instants of the desk's time zone. */
export function filterOf({ timeZone }: Runtime, { team, emotion, tag, agent, from, to }: ConversationFilters): ConversationFilter {
  return {
    team,
    emotion,
    tag,
    agentId: agent,
    from_ms: from === undefined ? undefined : instantOf(from, '00:00', timeZone),
    to_ms: to === undefined ? undefined : instantOf(to, '24:00', timeZone),
  };
}
