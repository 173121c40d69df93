import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { compileBayes } from './bayes.ts';
import { createPool } from './calibrate.ts';
import type { Vector } from './classify.ts';
import { compileSoftmax } from './softmax.ts';
import { bestOf } from './threshold.ts';
import type { TrainedIntents } from './training.ts';

/** What the classifiers say together. Valid until the next text. */
export type Opinion = {
  /** The logarithm of each intent's probability, calibrated. */
  scores: Float64Array;
  /** Whether the second opinion (natural's Bayes) has the same favourite as the first. */
  agreed: boolean;
};

/** Asks the softmax classifier and natural's Bayes, and pools their answers. */
export function createOpinion({ softmax: tables, bayes: counts, calibration, labels }: TrainedIntents): (vector: Vector) => Opinion {
  const softmax = compileSoftmax(tables);
  const bayes = compileBayes(counts);
  const pool = createPool(calibration, labels.length, labels.indexOf(OUT_OF_SCOPE));
  return (vector) => {
    const first = softmax(vector);
    const second = bayes(vector);
    return { scores: pool(first, second, vector.numbers.length), agreed: bestOf(first) === bestOf(second) };
  };
}
