import { nameForm } from './form/resume.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

/** The customer owes the next word: asked once whether they are still there, then a kind end. What was left open can be gone on with later. */
export function silent(turn: Turn, stage: 'ask' | 'close'): void {
  const { state } = turn;
  nameForm(turn);
  if (stage === 'ask') {
    turn.because.push('客户一段时间没有说话，问一次');
    const asked = state.asked;
    say(turn, 'desk.silent_ask');
    turn.asks = asked;
    state.silenceAsked = true;
    return;
  }
  const everSpoke = state.emotions.length > 0;
  turn.because.push(everSpoke ? '客户一直没有再说话，结束' : '客户一直没有说话，结束');
  const isOpen = state.form !== null || state.suspended.length > 0;
  say(turn, !everSpoke ? 'desk.silent_start_close' : isOpen ? 'desk.silent_close_open' : 'desk.silent_close');
  turn.close = everSpoke ? 'silent' : 'silent_from_start';
}
