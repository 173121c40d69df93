import { seededRandom, type Random } from '../base/random.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { OUT_OF_SCOPE, emotionSchema } from '../contract/meaning.ts';
import { compileBayes, countTables, tablesOf, trainNatural, type BayesTables } from './bayes.ts';
import { fitCalibration, type Calibration, type ClassifierChoice, type Held } from './calibrate.ts';
import { createVectoriser, createVocabulary, vocabularyOf, type Vocabulary } from './classify.ts';
import type { Features } from './features.ts';
import { FOLDS, foldsOf, type Texts } from './folds.ts';
import { fitLean, type Judged, type Lean } from './lean.ts';
import { createReader } from './reading.ts';
import { RECIPE, compileSoftmax, quantise, trainSoftmax, type Pause, type SoftmaxTables } from './softmax.ts';
import { fitThreshold, type Threshold } from './threshold.ts';

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

/** Called now and then with how much of a stage is done; training waits for it, so that others may run. */
export type Progress = (done: number, total: number, stage: 'reading' | 'intents' | 'emotions') => Promise<void>;

/** Three labels need smaller steps than forty. */
const EMOTION_RECIPE = { ...RECIPE, rate: 0.1, lastRate: 0.01 };

/** Texts read between two pauses. */
const READ_AT_ONCE = 500;

/** Trains on the examples of all intents. Equal examples count once. The same content, seed and code give the same result. */
export async function train(intents: readonly IntentDocument[], lexicons: Lexicons, seed: number, progress: Progress): Promise<Learned> {
  const labels = intents.map(({ id }) => id).sort();
  const { byIntent, byEmotion, signs } = await readExamples(intents, labels, lexicons, progress);
  const ofText = createVocabulary(byIntent.features);
  const ofSigns = createVocabulary(signs);
  // Not spread: a call takes fewer arguments than a desk with many examples has features.
  const names = new Int32Array(ofText.names.length + ofSigns.names.length);
  names.set(ofText.names);
  names.set(ofSigns.names, ofText.names.length);
  const vocabulary = vocabularyOf(names);
  return {
    vocabulary,
    textFeatures: ofText.names.length,
    intents: await trainIntents(byIntent, labels, ofText, seededRandom(seed), (done, total) => progress(done, total, 'intents')),
    emotions: await trainEmotions(byEmotion, vocabulary, seededRandom(seed), (done, total) => progress(done, total, 'emotions')),
  };
}

async function readExamples(
  intents: readonly IntentDocument[], labels: readonly string[], lexicons: Lexicons, progress: Progress,
): Promise<{ byIntent: Texts; byEmotion: Texts; signs: Features[] }> {
  const read = createReader(lexicons);
  const byIntent: Texts = { features: [], targets: [], labels: labels.length };
  const byEmotion: Texts = { features: [], targets: [], labels: emotionSchema.options.length };
  const signs: Features[] = [];
  const examples = distinctExamples(intents);
  for (const [index, { intent, text, emotion }] of examples.entries()) {
    const { extracted, signals } = read(text);
    byIntent.features.push([...extracted.features, ...extracted.meetings]);
    byIntent.targets.push(labels.indexOf(intent));
    byEmotion.features.push([...extracted.features, ...signals.features]);
    byEmotion.targets.push(emotionSchema.options.indexOf(emotion));
    signs.push(signals.features);
    if (index % READ_AT_ONCE === 0) await progress(index, examples.length, 'reading');
  }
  return { byIntent, byEmotion, signs };
}

function distinctExamples(intents: readonly IntentDocument[]): { intent: string; text: string; emotion: (typeof emotionSchema.options)[number] }[] {
  return intents.flatMap(({ id, examples }) => [...new Map(examples.map(({ text, emotion }) => [text, { intent: id, text, emotion }])).values()]);
}

async function trainIntents(texts: Texts, labels: string[], vocabulary: Vocabulary, random: Random, progress: Pause): Promise<TrainedIntents> {
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const held: Held[] = [];
  for (const { vectors, targets, size, judged } of foldsOf(texts, random)) {
    const pause = pauseOfRun(held.length / texts.features.length, progress);
    const bayes = compileBayes(countTables(vectors, targets, texts.labels, size));
    const softmax = compileSoftmax(quantise(await trainSoftmax(vectors, targets, texts.labels, size, random, pause)));
    for (const { vector, target } of judged) {
      held.push({ softmax: softmax(vector).slice(), bayes: bayes(vector).slice(), features: vector.numbers.length, target });
    }
  }
  const vectors = texts.features.map(createVectoriser(vocabulary));
  const natural = trainNatural(texts.features, texts.targets, labels);
  const weights = await trainSoftmax(vectors, texts.targets, texts.labels, vocabulary.names.length, random, pauseOfRun(1, progress));
  return {
    labels,
    bayes: tablesOf(natural, vocabulary, labels),
    softmax: quantise(weights),
    trust: { both: fitTrust(held, outside, 'both'), natural: fitTrust(held, outside, 'natural'), softmax: fitTrust(held, outside, 'softmax') },
  };
}

function fitTrust(held: readonly Held[], outside: number, choice: ClassifierChoice): Trust {
  const calibration = fitCalibration(held, outside, choice);
  return { calibration, threshold: fitThreshold(held, calibration, outside) };
}

async function trainEmotions(texts: Texts, vocabulary: Vocabulary, random: Random, progress: Pause): Promise<TrainedEmotions> {
  const held: Judged[] = [];
  for (const { vectors, targets, size, judged } of foldsOf(texts, random)) {
    const pause = pauseOfRun(held.length / texts.features.length, progress);
    const softmax = compileSoftmax(quantise(await trainSoftmax(vectors, targets, texts.labels, size, random, pause, EMOTION_RECIPE)));
    for (const { vector, target } of judged) held.push({ scores: softmax(vector).slice(), target });
  }
  const vectors = texts.features.map(createVectoriser(vocabulary));
  const weights = await trainSoftmax(vectors, texts.targets, texts.labels, vocabulary.names.length, random, pauseOfRun(1, progress), EMOTION_RECIPE);
  return { softmax: quantise(weights), lean: fitLean(held, texts.labels) };
}

/** Progress over all runs of a stage: one a fold and the last on everything. `part` of the folds is done, from 0 to 1. */
function pauseOfRun(part: number, progress: Pause): Pause {
  const total = (FOLDS + 1) * RECIPE.epochs;
  return (epoch) => progress(Math.round(part * FOLDS) * RECIPE.epochs + epoch, total);
}
