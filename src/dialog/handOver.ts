import type { HandOver, HandOverReason } from '../contract/dialogState.ts';
import { suspend } from './form/suspend.ts';
import { known, restate } from './restate.ts';
import { say } from './say.ts';
import { intentOf, skillOf } from './skill.ts';
import type { Turn } from './turn.ts';

export type HandOverTarget = { reason: HandOverReason; skill?: HandOver['skill'] | undefined; reply: string };

/**
 * Hands the conversation over to a person, and says so; one who waits already is told that instead. A form that runs is kept, so that
 * what it asks for can still be given while the customer waits.
 */
export function handOver(turn: Turn, { reason, skill, reply }: HandOverTarget): void {
  const target: HandOver = {
    reason,
    problem: restate(turn, reason),
    intent: turn.state.topic ?? intentOf(turn),
    emotion: turn.meaning?.emotion ?? turn.state.emotions.at(-1) ?? 'calm',
    skill: skill ?? skillOf(turn),
    tried: [...turn.state.tried],
    slots: known(turn),
  };
  if (isClosed(turn)) {
    turn.unserved = target;
    return;
  }
  if (turn.queued) {
    turn.because.push(`已在排队，不重复转人工（${reason}）`);
    say(turn, 'desk.already_waiting');
  } else {
    turn.because.push(`转人工（${reason}）`);
    say(turn, reply);
    turn.handOver = target;
    turn.state.waiting = target;
  }
  suspend(turn);
}

/** Whether nobody is there to hand over to. */
export function isClosed({ facts, queued }: Turn): boolean {
  return !queued && facts.get('desk_open') === false;
}
