import { seededRandom, type Random } from '../base/random.ts';
import type { Caution } from '../contract/content/caution.ts';
import { OUT_OF_SCOPE, emotionSchema } from '../contract/meaning.ts';
import { tablesOf, trainNatural, type BayesTables } from './bayes.ts';
import { fitCalibration, type Calibration, type ClassifierChoice, type Held } from './calibrate.ts';
import { createVectoriser, createVocabulary, vocabularyOf, type Corpus, type Vocabulary } from './classify.ts';
import type { Examples } from './examples.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { fitLean, type Lean } from './lean.ts';
import { joinRows, rowOf } from './rows.ts';
import { RECIPE, compileSoftmax, quantise, trainSoftmax, type SoftmaxTables } from './softmax.ts';
import { fitThreshold, type Threshold } from './threshold.ts';
import { judgeUnseen, judgementsOf, type ExampleJudgement, type HeldEmotion, type HeldExample } from './unseen.ts';

/** How opinions become a probability, and when nobody is sure enough. */
export type Trust = { calibration: Calibration; threshold: Threshold };

/** Two classifiers, and the trust in both together and in each alone. `labels` are ids of intents, sorted. */
export type TrainedIntents = { labels: string[]; bayes: BayesTables; softmax: SoftmaxTables; trust: Record<ClassifierChoice, Trust> };

/** Labels are those of the contract, in its order. */
export type TrainedEmotions = { softmax: SoftmaxTables; lean: Lean };

/**
 * Everything that training learned. The first `textFeatures` of the vocabulary are features of the text and all that the classifiers of
 * intents know; that of emotions knows the signs of feelings, too.
 */
export type Learned = { vocabulary: Vocabulary; textFeatures: number; intents: TrainedIntents; emotions: TrainedEmotions };

/** Told now and then how much of a stage is done. */
export type Progress = (done: number, total: number, stage: 'intents' | 'emotions') => void;

/** Orders the texts; another one gives another model, about as good. */
export const SEED = 1;

/** Three labels need smaller steps than forty. */
const EMOTION_RECIPE = { ...RECIPE, rate: 1, lastRate: 0.1, damping: 0.3 };

/** A run for each fold, and the last one on everything. */
const RUNS = FOLDS + 1;

/**
 * Learns from examples. Takes seconds, in which nothing else runs on its thread. The same examples, seed and code give the same result.
 * Between two calls of `progress` lies less than half a second.
 */
export function learn(examples: Examples, seed: number, progress: Progress): Learned {
  return learnJudged(examples, seed, progress).learned;
}

/**
 * {@link learn}, and with it what training finds out on its way: where each example is put by classifiers that have not seen it, in the order of
 * the examples.
 */
export function learnJudged(examples: Examples, seed: number, progress: Progress): { learned: Learned; judgements: ExampleJudgement[] } {
  const ofText = joinRows(examples.features, examples.meetings);
  const ofFeeling = joinRows(examples.features, examples.signs);
  const textVocabulary = createVocabulary(ofText);
  const signs = createVocabulary(Array.from(examples.intents, (_, index) => rowOf(examples.signs, index)));
  const vocabulary = vocabularyOf(joined(textVocabulary.names, signs.names));
  const corpus = (rows: readonly Int32Array[], known: Vocabulary, targets: ArrayLike<number>, labels: number): Corpus =>
    ({ vectors: rows.map(createVectoriser(known)), targets, labels, size: known.names.length });
  const intents = trainIntents(corpus(ofText, textVocabulary, examples.intents, examples.labels.length), examples.labels, seededRandom(seed), progress, examples.caution);
  const emotions = trainEmotions(corpus(ofFeeling, vocabulary, examples.emotions, emotionSchema.options.length), seededRandom(seed), progress);
  return {
    learned: { vocabulary, textFeatures: textVocabulary.names.length, intents: intents.trained, emotions: emotions.trained },
    judgements: judgementsOf(examples.labels, intents.trained.trust.both, intents.held, emotions.trained.lean, emotions.held, examples.caution),
  };
}

/** Not spread: a call takes fewer arguments than a desk with many examples has features. */
function joined(one: Int32Array, other: Int32Array): Int32Array {
  const names = new Int32Array(one.length + other.length);
  names.set(one);
  names.set(other, one.length);
  return names;
}

function trainIntents(corpus: Corpus, labels: string[], random: Random, progress: Progress, caution: Caution): { trained: TrainedIntents; held: HeldExample[] } {
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const total = RUNS * RECIPE.epochs;
  const held = judgeUnseen(corpus, random, (done) => progress(done, total, 'intents'));
  const weights = trainSoftmax(corpus, random, (done) => progress(FOLDS * RECIPE.epochs + done, total, 'intents'));
  const trained = {
    labels,
    bayes: tablesOf(trainNatural(corpus, labels), corpus.size, labels),
    softmax: quantise(weights),
    trust: { both: fitTrust(held, outside, 'both', caution), natural: fitTrust(held, outside, 'natural', caution), softmax: fitTrust(held, outside, 'softmax', caution) },
  };
  return { trained, held };
}

function fitTrust(held: readonly Held[], outside: number, choice: ClassifierChoice, caution: Caution): Trust {
  const calibration = fitCalibration(held, outside, choice);
  return { calibration, threshold: fitThreshold(held, calibration, outside, caution) };
}

function trainEmotions(corpus: Corpus, random: Random, progress: Progress): { trained: TrainedEmotions; held: HeldEmotion[] } {
  const held: HeldEmotion[] = [];
  let runs = 0;
  const train = (of: Corpus): SoftmaxTables => {
    const before = RECIPE.epochs * runs++;
    return quantise(trainSoftmax(of, random, (done) => progress(before + done, RUNS * RECIPE.epochs, 'emotions'), EMOTION_RECIPE));
  };
  for (const { seen, judged } of foldsOf(corpus, random)) {
    const softmax = compileSoftmax(train(seen));
    for (const { index, vector, target } of judged) held.push({ index, scores: softmax(vector).slice(), target });
  }
  return { trained: { softmax: train(corpus), lean: fitLean(held, corpus.labels) }, held };
}
