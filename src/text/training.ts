import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { OUT_OF_SCOPE, emotionSchema } from '../contract/meaning.ts';
import { seededRandom, type Random } from '../base/random.ts';
import { compileBayes, countTables, tablesOf, trainNatural, type BayesTables } from './bayes.ts';
import { fitCalibration, type Calibration, type Held } from './calibrate.ts';
import { createVectoriser, createVocabulary, type Vocabulary } from './classify.ts';
import type { Features } from './features.ts';
import { createReader } from './reading.ts';
import { RECIPE, compileSoftmax, quantise, trainSoftmax, type SoftmaxTables } from './softmax.ts';
import { fitThreshold, type Threshold } from './threshold.ts';

/** Two classifiers over one vocabulary, and how their opinions are pooled. */
export type Trained = { labels: string[]; vocabulary: Vocabulary; bayes: BayesTables; softmax: SoftmaxTables; calibration: Calibration };

/** Everything that training learned. */
export type Learned = { intents: Trained; emotions: Trained; threshold: Threshold };

/** Called now and then with how much of a stage is done; training waits for it, so that others may run. */
export type Progress = (done: number, total: number, stage: string) => Promise<void>;

type Texts = { features: Features[]; targets: number[]; labels: string[] };

/** Parts for cross-validation: each text is judged by classifiers that were trained on the other parts. */
const PARTS = 5;
/** Texts read between two pauses. */
const READ_AT_ONCE = 500;

/** Trains on the examples of all intents. Equal examples count once. The same content, seed and code give the same result. */
export async function train(intents: readonly IntentDocument[], lexicons: Lexicons, seed: number, progress: Progress): Promise<Learned> {
  const read = createReader(lexicons);
  const labels = intents.map(({ id }) => id).sort();
  const emotions: string[] = [...emotionSchema.options];
  const byIntent: Texts = { features: [], targets: [], labels };
  const byEmotion: Texts = { features: [], targets: [], labels: emotions };
  const examples = distinctExamples(intents);
  for (const [index, { intent, text, emotion }] of examples.entries()) {
    const { extracted, signals } = read(text);
    byIntent.features.push(extracted.features);
    byIntent.targets.push(labels.indexOf(intent));
    byEmotion.features.push([...extracted.features, ...signals.features]);
    byEmotion.targets.push(emotions.indexOf(emotion));
    if (index % READ_AT_ONCE === 0) await progress(index, examples.length, 'reading');
  }
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const { trained, held } = await trainBoth(byIntent, outside, seededRandom(seed), (done, total) => progress(done, total, 'intents'));
  const felt = await trainBoth(byEmotion, -1, seededRandom(seed + 1), (done, total) => progress(done, total, 'emotions'));
  return { intents: trained, emotions: felt.trained, threshold: fitThreshold(held, trained.calibration, outside) };
}

function distinctExamples(intents: readonly IntentDocument[]): { intent: string; text: string; emotion: string }[] {
  const seen = new Set<string>();
  const examples = intents.flatMap(({ id, examples }) => examples.map((example) => ({ intent: id, ...example })));
  return examples.filter(({ intent, text }) => !seen.has(`${intent}\n${text}`) && seen.add(`${intent}\n${text}`));
}

async function trainBoth(
  texts: Texts, outside: number, random: Random, progress: (done: number, total: number) => Promise<void>,
): Promise<{ trained: Trained; held: Held[] }> {
  const total = (PARTS + 1) * RECIPE.epochs;
  const parts = partsOf(texts, random);
  const held: Held[] = [];
  for (let part = 0; part < PARTS; part++) {
    held.push(...(await judgePart(texts, parts, part, random, (epoch) => progress(part * RECIPE.epochs + epoch, total))));
  }
  const vocabulary = createVocabulary(texts.features);
  const vectors = texts.features.map(createVectoriser(vocabulary));
  const natural = trainNatural(texts.features, texts.targets, texts.labels);
  const weights = await trainSoftmax(vectors, texts.targets, texts.labels.length, vocabulary.names.length, random, (epoch) =>
    progress(PARTS * RECIPE.epochs + epoch, total));
  const calibration = fitCalibration(held, outside);
  const bayes = tablesOf(natural, vocabulary, texts.labels);
  return { trained: { labels: texts.labels, vocabulary, bayes, softmax: quantise(weights), calibration }, held };
}

/** The part that each text belongs to: the texts of every label are dealt out at random, one part after another. */
function partsOf({ targets, labels }: Texts, random: Random): number[] {
  const parts = new Array<number>(targets.length).fill(0);
  const next = labels.map(() => random(PARTS));
  const order = [...targets.keys()].map((index) => ({ index, key: random(2 ** 31) })).sort((a, b) => a.key - b.key || a.index - b.index);
  for (const { index } of order) parts[index] = next[targets[index]!]!++ % PARTS;
  return parts;
}

async function judgePart(texts: Texts, parts: readonly number[], part: number, random: Random, pause: (epoch: number) => Promise<void>): Promise<Held[]> {
  const seen = parts.flatMap((other, index) => (other === part ? [] : [index]));
  const unseen = parts.flatMap((other, index) => (other === part ? [index] : []));
  const vocabulary = createVocabulary(seen.map((index) => texts.features[index]!));
  const vectorise = createVectoriser(vocabulary);
  const vectors = seen.map((index) => vectorise(texts.features[index]!));
  const targets = seen.map((index) => texts.targets[index]!);
  const size = vocabulary.names.length;
  const bayes = compileBayes(countTables(vectors, targets, texts.labels.length, size));
  const softmax = compileSoftmax(quantise(await trainSoftmax(vectors, targets, texts.labels.length, size, random, pause)));
  return unseen.map((index) => {
    const vector = vectorise(texts.features[index]!);
    return { softmax: softmax(vector), bayes: bayes(vector), features: vector.numbers.length, target: texts.targets[index]! };
  });
}
