import type { JudgedSentence } from '../../contract/studio/evaluation.ts';
import type { Compared, ComparedSentence } from '../../contract/studio/releases.ts';

/** What has become of each sentence, compared with what another release made of it. A sentence is told by its text and what is right for it. */
export function compareSentences(now: readonly JudgedSentence[], before: readonly JudgedSentence[]): (ComparedSentence & { change: Compared })[] {
  const earlier = new Map(before.map((sentence) => [sentence.text, sentence]));
  return now.map((sentence) => {
    const then = earlier.get(sentence.text) ?? null;
    return { now: sentence, before: then, change: changeOf(sentence, then) };
  });
}

/** Each release is held to what it holds for right: labels of examples may have been mended in between. */
function changeOf(now: JudgedSentence, before: JudgedSentence | null): Compared {
  if (before === null) return 'new';
  const [right, wasRight] = [now.got === now.expected, before.got === before.expected];
  if (right === wasRight) return right ? 'unchanged' : 'wrong';
  return right ? 'better' : 'worse';
}

export function countChanges(compared: readonly { change: Compared }[]): Record<Compared, number> {
  const counts: Record<Compared, number> = { better: 0, worse: 0, unchanged: 0, wrong: 0, new: 0 };
  for (const { change } of compared) counts[change] += 1;
  return counts;
}
