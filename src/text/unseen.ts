import { seededRandom, type Random } from '../base/random.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { compileBayes, countTables } from './bayes.ts';
import { createPool, fitCalibration, type Held } from './calibrate.ts';
import { createVectoriser, createVocabulary, type Corpus } from './classify.ts';
import type { Examples } from './examples.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { joinRows } from './rows.ts';
import { RECIPE, compileSoftmax, quantise, trainSoftmax } from './softmax.ts';
import { bestOf } from './threshold.ts';

/** An example by its row, the intent (by its number) that it is put into by classifiers that have not seen it, and their calibrated probability. */
export type Judgement = { index: number; target: number; best: number; probability: number };

/** What both classifiers say of each text after training on four fifths of the others. `onEpoch` is told how many of `FOLDS` × epochs are done. */
export function judgeUnseen(corpus: Corpus, random: Random, onEpoch: (done: number) => void): (Held & { index: number })[] {
  const held: (Held & { index: number })[] = [];
  let runs = 0;
  for (const { seen, judged } of foldsOf(corpus, random)) {
    const before = RECIPE.epochs * runs++;
    const bayes = compileBayes(countTables(seen));
    const softmax = compileSoftmax(quantise(trainSoftmax(seen, random, (done) => onEpoch(before + done))));
    for (const { index, vector, target } of judged) {
      held.push({ index, softmax: softmax(vector).slice(), bayes: bayes(vector).slice(), features: vector.numbers.length, target });
    }
  }
  return held;
}

/** Cross-validates examples: every one is judged once, by classifiers that have not seen it. */
export function judgeExamples({ labels, intents, features, meetings }: Examples, seed: number, progress: (done: number, total: number) => void): Judgement[] {
  const rows = joinRows(features, meetings);
  const vocabulary = createVocabulary(rows);
  const corpus: Corpus = { vectors: rows.map(createVectoriser(vocabulary)), targets: intents, labels: labels.length, size: vocabulary.names.length };
  const held = judgeUnseen(corpus, seededRandom(seed), (done) => progress(done, FOLDS * RECIPE.epochs));
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const pool = createPool(fitCalibration(held, outside), labels.length, outside);
  return held.map(({ index, target, softmax, bayes, features: known }) => {
    const scores = pool(softmax, bayes, known);
    const best = bestOf(scores);
    return { index, target, best, probability: Math.exp(scores[best] ?? -Infinity) };
  });
}
