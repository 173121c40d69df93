import type { Emotion } from '../../contract/meaning.ts';
import type { SentenceState } from '../../contract/studio/review.ts';

/** What one person says of a sentence; `intent` null: to be ignored. */
export type Vote = { intent: string | null; emotion: Emotion };
export type Verdict = { state: Extract<SentenceState, 'open' | 'disputed' | 'labelled' | 'ignored'>; intent: string | null; emotion: Emotion | null };

const OPEN: Verdict = { state: 'open', intent: null, emotion: null };

/**
 * What the votes of different people come to, oldest first. Of one opinion the last word counts; where two are asked for, what two people say alike,
 * unless as many say something else; then, and while two differ, it is disputed.
 */
export function settle(votes: readonly Vote[], opinions: 1 | 2): Verdict {
  const last = votes.at(-1);
  if (last === undefined) return OPEN;
  if (opinions === 1) return decided(last);
  const counts = new Map<string | null, number>();
  for (const { intent } of votes) counts.set(intent, (counts.get(intent) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (first![1] >= opinions && first![1] > (second?.[1] ?? 0)) return decided(votes.findLast(({ intent }) => intent === first![0])!);
  return counts.size > 1 ? { state: 'disputed', intent: null, emotion: null } : OPEN;
}

function decided({ intent, emotion }: Vote): Verdict {
  return intent === null ? { state: 'ignored', intent: null, emotion: null } : { state: 'labelled', intent, emotion };
}
