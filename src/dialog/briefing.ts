import type { HandOver } from '../contract/dialogState.ts';
import type { Turn } from './turn.ts';
import { isTopic } from './rule.ts';
import { known, restate } from './restate.ts';
import { skillOf } from './skill.ts';

/** What agents read about a customer who waits, after what the customer has just said. `null` when nothing has changed. */
export function briefing(turn: Turn): HandOver | null {
  const { state, meaning } = turn;
  const before = state.waiting;
  if (before === null || meaning === null) return null;
  const skill = turn.route ?? (before.skill === 'common' && isMatter(turn) && !wasMatter(turn, before) ? skillOf(turn) : before.skill);
  const isNamed = isMatter(turn) && !wasMatter(turn, before);
  const after: HandOver = {
    ...before,
    ...(isNamed && { problem: restate(turn, before.reason), intent: state.topic }),
    skill,
    emotion: meaning.emotion === 'calm' && before.emotion === 'angry' ? 'angry' : meaning.emotion,
    tried: [...state.tried],
    slots: { ...before.slots, ...known(turn) },
  };
  if (JSON.stringify(after) === JSON.stringify(before)) return null;
  state.waiting = after;
  return after;
}

/** The customer who only asked for a person has said what it is about; a question beside it does not change why they wait. */
function isMatter({ state, content }: Turn): boolean {
  return isTopic(content.intents.get(state.topic ?? '')?.domain);
}

function wasMatter({ content }: Turn, { intent, reason }: HandOver): boolean {
  return reason !== 'asked' || isTopic(content.intents.get(intent ?? '')?.domain);
}
