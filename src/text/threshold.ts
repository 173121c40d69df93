import type { Caution } from '../contract/content/caution.ts';
import { createPool, type Calibration, type Held } from './calibrate.ts';

/**
 * When nobody is sure enough. `sureness`: an intent below it counts as outside. `right`: of the texts that fall below it,
 * how many are outside indeed; it becomes their confidence.
 */
export type Threshold = { sureness: number; right: number };

/**
 * How many of the texts that an intent exists for may be turned away for want of confidence alone. Twice and half of it change little; these are
 * apart enough to be felt (measured: docs/understanding.md).
 */
const TURNED_AWAY: Readonly<Record<Caution, number>> = { bold: 0.004, normal: 0.02, careful: 0.15 };

/**
 * How sure the first classifier is of a label, as a logarithm. The pooled probability is the better one of an intent, but Bayes is as sure
 * of texts that nobody has an intent for: with it, a third more of them pass. Alone, Bayes has to do.
 */
export function surenessOf(label: number, softmax: Float64Array, pooled: Float64Array, { softmax: weight }: Calibration): number {
  return (weight > 0 ? softmax : pooled)[label] ?? -Infinity;
}

/** Takes the threshold from judgements on texts that the classifiers had not seen. */
export function fitThreshold(held: readonly Held[], calibration: Calibration, outside: number, caution: Caution = 'normal'): Threshold {
  const pool = createPool(calibration, held[0]?.softmax.length ?? 0, outside);
  const judged = held.map(({ softmax, bayes, features, target }) => {
    const scores = pool(softmax, bayes, features);
    const best = bestOf(scores);
    return { best, sureness: Math.exp(surenessOf(best, softmax, scores, calibration)), isOutside: target === outside };
  });
  const inside = judged.filter(({ best, isOutside }) => !isOutside && best !== outside).map(({ sureness }) => sureness).sort((a, b) => a - b);
  const least = inside[Math.floor(inside.length * TURNED_AWAY[caution])] ?? 0;
  const below = judged.filter(({ best, sureness }) => best !== outside && sureness < least);
  const right = below.filter(({ isOutside }) => isOutside).length;
  // Laplace's rule, because there may be few or none.
  return { sureness: least, right: (right + 1) / (below.length + 2) };
}

/** The first of the highest; -1 for none. */
export function bestOf(scores: Float64Array): number {
  let best = scores.length > 0 ? 0 : -1;
  for (let label = 1; label < scores.length; label++) if (scores[label]! > scores[best]!) best = label;
  return best;
}
