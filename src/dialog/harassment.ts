import { minutesOf } from './due.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

/** Abuse of whoever serves: a warning, another one, and the end when it goes on after the time that the figure gives. */
export function answerHarassment(turn: Turn): void {
  const { state, circumstances, content } = turn;
  const grace_ms = (minutesOf(content.figures, 'harassment_close') ?? 0) * 60_000;
  turn.felt = true;
  if (state.warnedAt_ms === null) {
    state.warnedAt_ms = circumstances.now_ms;
    turn.because.push('言语骚扰，提醒');
    say(turn, 'desk.harassment');
  } else if (circumstances.now_ms - state.warnedAt_ms < grace_ms) {
    turn.because.push('言语骚扰，再次提醒');
    say(turn, 'desk.harassment_again');
  } else {
    turn.because.push('提醒后仍言语骚扰，结束');
    say(turn, 'desk.harassment_close');
    turn.close = 'harassment';
  }
}
