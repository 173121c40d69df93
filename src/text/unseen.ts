import { seededRandom, type Random } from '../base/random.ts';
import type { Caution } from '../contract/content/caution.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { compileBayes, countTables } from './bayes.ts';
import { createPool, fitCalibration, type Calibration, type Held } from './calibrate.ts';
import { createVectoriser, createVocabulary, type Corpus } from './classify.ts';
import { createDecision } from './decide.ts';
import type { Examples } from './examples.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { bestLeaning, type Judged, type Lean } from './lean.ts';
import { joinRows } from './rows.ts';
import { RECIPE, compileSoftmax, quantise, trainSoftmax } from './softmax.ts';
import { bestOf, type Threshold } from './threshold.ts';

/** An example by its row, the intent (by its number) that it is put into by classifiers that have not seen it, and their calibrated probability. */
export type Judgement = { index: number; target: number; best: number; probability: number };

export type HeldExample = Held & { index: number };
export type HeldEmotion = Judged & { index: number };

/**
 * What an example would be understood as if it were none, rules left aside: the intent, calibrated, with the runner-up where there is one, and the
 * emotion by its number in the contract.
 */
export type ExampleJudgement = { intent: string; confidence: number; second: { intent: string; confidence: number } | null; emotion: number };

/** The judgements of training as those of a text that came in; one for each example, in their order. */
export function judgementsOf(
  labels: readonly string[], { calibration, threshold }: { calibration: Calibration; threshold: Threshold }, held: readonly HeldExample[], lean: Lean, heldEmotions: readonly HeldEmotion[],
  caution: Caution,
): ExampleJudgement[] {
  const pool = createPool(calibration, labels.length, labels.indexOf(OUT_OF_SCOPE));
  const decide = createDecision(labels, threshold, caution);
  const noRules = { decided: null, forbidden: new Set<string>(), weights: new Map<string, number>(), because: [] };
  const judgements: ExampleJudgement[] = [];
  for (const { index, softmax, bayes, features } of held) {
    const opinion = { scores: pool(softmax, bayes, features), sureness: softmax };
    const { intent, confidence, alternatives } = decide(opinion, noRules, features === 0 ? 'unknown' : 'known');
    judgements[index] = { intent, confidence, second: alternatives[0] ?? null, emotion: 0 };
  }
  for (const { index, scores } of heldEmotions) judgements[index]!.emotion = bestLeaning(scores, lean);
  return judgements;
}

/** What both classifiers say of each text after training on four fifths of the others. `onEpoch` is told how many of `FOLDS` × epochs are done. */
export function judgeUnseen(corpus: Corpus, random: Random, onEpoch: (done: number) => void): HeldExample[] {
  const held: HeldExample[] = [];
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
