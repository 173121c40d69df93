import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { compileBayes } from './bayes.ts';
import { createPool, type ClassifierChoice } from './calibrate.ts';
import type { Vector } from './classify.ts';
import { compileSoftmax } from './softmax.ts';
import { bestOf } from './threshold.ts';
import type { TrainedIntents } from './training.ts';

/** What the classifiers say together. Valid until the next text. */
export type Opinion = {
  /** The logarithm of each intent's probability, calibrated. */
  scores: Float64Array;
  /** How sure the one who decides about outside texts is of each intent, as a logarithm; see threshold.ts. */
  sureness: Float64Array;
  /** Whether the second opinion (natural's Bayes) has the same favourite as the first; null where only one was asked. */
  agreed: boolean | null;
};

/** Asks the softmax classifier and natural's Bayes, and pools their answers; or only the one that is chosen. */
export function createOpinion({ softmax: tables, bayes: counts, trust, labels }: TrainedIntents, choice: ClassifierChoice): (vector: Vector) => Opinion {
  const pool = createPool(trust[choice].calibration, labels.length, labels.indexOf(OUT_OF_SCOPE));
  if (choice !== 'both') {
    const only = choice === 'natural' ? compileBayes(counts) : compileSoftmax(tables);
    return (vector) => {
      const scores = only(vector);
      // The other one's weight is 0.
      const pooled = pool(scores, scores, vector.numbers.length);
      return { scores: pooled, sureness: choice === 'natural' ? pooled : scores, agreed: null };
    };
  }
  const softmax = compileSoftmax(tables);
  const bayes = compileBayes(counts);
  return (vector) => {
    const first = softmax(vector);
    const second = bayes(vector);
    return { scores: pool(first, second, vector.numbers.length), sureness: first, agreed: bestOf(first) === bestOf(second) };
  };
}
