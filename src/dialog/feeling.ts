import { LIMITS } from '../base/limits.ts';
import { saysWords } from './condition.ts';
import { firstClauseOf } from './gist.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';
import { hasWords } from './words.ts';

/** Feeling first (anger has been taken up already where it is more than a tone): a sentence before the matter, unless the answer itself took it up, begins with an apology, or is a farewell. */
export function empathise(turn: Turn, at: number): void {
  const { meaning, replies, state } = turn;
  if (meaning === null || meaning.emotion === 'calm' || turn.felt || replies.length === at || replies.length >= LIMITS.repliesPerTurn) return;
  if (state.solved || turn.close !== null || ['thanks', 'goodbye'].includes(meaning.intent) || (meaning.intent === 'affirm' && state.form === null)) return;
  const sorry = turn.content.words.get('sorry');
  if (sorry !== undefined && hasWords(firstClauseOf(replies[at]!.text), sorry)) return;
  sayBefore(turn, at, 'desk.empathy');
}

/** Who apologises to us hears that it does not matter, before the matter. */
export function excuse(turn: Turn, at: number): void {
  const { replies, meaning } = turn;
  if (meaning?.emotion === 'angry' || turn.felt || !saysWords(turn, 'apology') || replies.length >= LIMITS.repliesPerTurn) return;
  sayBefore(turn, at, 'desk.excused');
}

function sayBefore(turn: Turn, at: number, name: string): void {
  const { asks, replies } = turn;
  say(turn, name);
  replies.splice(at, 0, ...replies.splice(-1));
  turn.asks = asks;
}
