import { search } from './calibrate.ts';

/** What is added to the logarithm of each label's probability before the highest is taken. */
export type Lean = number[];

/** How many times as bad it is to overlook anger as to see some where there is none. */
const OVERLOOKED = 1.2;

/** What a classifier said of a text that it was not trained on (logarithms of probabilities), and what was right. */
export type Judged = { scores: Float64Array; target: number };

/**
 * How far to lean towards the rarer emotions, from judgements on texts that the classifier had not seen: the highest sum of
 * F-measures, in which recall of the last label (angry) weighs more than precision, because to overlook an angry customer is worse than to soothe
 * a calm one.
 */
export function fitLean(judged: readonly Judged[], labels: number): Lean {
  const start = Object.fromEntries(Array.from({ length: labels - 1 }, (_, index) => [String(index + 1), 0]));
  const best = search(start, 0.4, (candidate) => {
    const lean = leanOf(candidate, labels);
    const answers = judged.map(({ scores, target }) => ({ target, answer: bestLeaning(scores, lean) }));
    return -lean.reduce((sum, _, label) => sum + measureOf(answers, label, label === labels - 1 ? OVERLOOKED : 1), 0);
  });
  return leanOf(best, labels);
}

function leanOf(point: Readonly<Record<string, number>>, labels: number): Lean {
  return Array.from({ length: labels }, (_, label) => point[String(label)] ?? 0);
}

/** The label with the highest score after leaning; -1 for none. */
export function bestLeaning(scores: Float64Array, lean: Lean): number {
  let best = scores.length > 0 ? 0 : -1;
  for (let label = 1; label < scores.length; label++) if (scores[label]! + lean[label]! > scores[best]! + lean[best]!) best = label;
  return best;
}

/** F-measure (van Rijsbergen 1979); `beta`: how many times as important recall is as precision. */
function measureOf(answers: readonly { target: number; answer: number }[], label: number, beta: number): number {
  const right = answers.filter(({ target, answer }) => target === label && answer === label).length;
  const given = answers.filter(({ answer }) => answer === label).length;
  const expected = answers.filter(({ target }) => target === label).length;
  return right === 0 ? 0 : ((1 + beta ** 2) * right) / (given + beta ** 2 * expected);
}
