import { JiedaError } from '../base/errors.ts';
import { appendNotice } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import { NOTICES } from '../conversation/notices.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { after } from '../conversation/state.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { findPerson } from '../storage/person.ts';
import { lockPresence, savePresence } from '../storage/presence.ts';

/**
 * An agent takes a conversation from the queue. Of several at once exactly one succeeds; accepting one's own again changes nothing. Where
 * the desk only offers, agents take what they are offered; supervisors any.
 * @throws JiedaError `conversation.taken` with `by`, `conversation.not_queued`, `conversation.not_offered`, `conversation.not_found`.
 */
export async function accept(runtime: Runtime, person: DeskPerson, conversationId: string): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    if (conversation.state === 'agent' && conversation.agentId === person.id) return;
    const state = after(conversation.state, 'accept');
    if (state === null) {
      const by = conversation.state === 'agent' && conversation.agentId !== null ? await findPerson(database, conversation.agentId) : undefined;
      throw by ? new JiedaError('conversation.taken', { by: { name: by.name, workerNumber: by.workerNumber } }) : new JiedaError('conversation.not_queued');
    }
    const mayPick = person.role !== 'agent' || runtime.settings.get('desk.routing').mode !== 'offer';
    if (!mayPick && conversation.offer?.agentId !== person.id) throw new JiedaError('conversation.not_offered');
    const now_ms = runtime.clock.now_ms();
    const presence = await lockPresence(database, person.id);
    if (presence !== undefined && presence.missed > 0) await savePresence(database, { ...presence, missed: 0 });
    conversation.state = state;
    conversation.agentId = person.id;
    conversation.lastAgentId = person.id;
    conversation.acceptedAt_ms = now_ms;
    appendNotice(draft, NOTICES.accepted(person.name, person.workerNumber), now_ms);
  });
}
