import { compileBayes } from './bayes.ts';
import { pool } from './calibrate.ts';
import { createVectoriser, type Classifier, type Vector } from './classify.ts';
import type { Features } from './features.ts';
import { compileSoftmax } from './softmax.ts';
import { bestOf } from './threshold.ts';
import type { Trained } from './training.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';

/** What the classifiers say together. `scores`: logarithm of each label's probability, calibrated. */
export type Opinion = {
  scores: Float64Array;
  vector: Vector;
  /** Whether the second opinion (natural's Bayes) has the same favourite as the first. */
  agreed: boolean;
  /** How much a feature speaks for a label, in the first opinion. */
  weightOf(feature: string, label: string): number;
};

/** Asks the softmax classifier and natural's Bayes, and pools their answers. */
export function createOpinion(trained: Trained): (features: Features) => Opinion {
  const { softmax: tables, vocabulary, calibration, labels } = trained;
  const vectorise = createVectoriser(vocabulary);
  const softmax: Classifier = compileSoftmax(tables);
  const bayes: Classifier = compileBayes(trained.bayes);
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const weightOf = (feature: string, label: string): number => {
    const row = vocabulary.numbers.get(feature);
    const column = labels.indexOf(label);
    return row === undefined || column < 0 ? 0 : tables.weights[row * labels.length + column]! * tables.scale * tables.idf[row]!;
  };
  return (features) => {
    const vector = vectorise(features);
    const first = softmax(vector);
    const second = bayes(vector);
    const agreed = bestOf(first) === bestOf(second);
    return { scores: pool(calibration, first, second, vector.numbers.length, outside), vector, agreed, weightOf };
  };
}
