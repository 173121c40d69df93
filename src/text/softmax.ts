import type { Random } from '../base/random.ts';
import { normaliseLogarithms, type Classifier, type Corpus, type Vector } from './classify.ts';

/**
 * A row of `labels` weights for each feature, quantised: the weight is `weights[f * labels + k] * scale`. `unknownIdf`: of a feature that no text of
 * training has.
 */
export type SoftmaxTables = { labels: number; scale: number; weights: Int8Array; idf: Float32Array; unknownIdf: number; bias: Float32Array };

/**
 * `rate` falls linearly to `lastRate` over the epochs. `damping`: what the sum of squared gradients starts with, so that the first texts
 * do not decide alone. Smaller gradients than `smallestGradient` are not worth a step.
 */
export type Recipe = { epochs: number; rate: number; lastRate: number; labelSmoothing: number; smallestGradient: number; damping: number };

/** What did best in cross-validation on our examples. */
export const RECIPE: Recipe = { epochs: 7, rate: 5, lastRate: 0.5, labelSmoothing: 0.1, smallestGradient: 3e-3, damping: 1 };

/** The bias has a value of 1 in every text, where a feature has about a tenth. */
const BIAS_RATE = 0.1;

/** Labels are summed up four at a time, so that the sums stay in registers; rows of weights are padded to a multiple of it. */
const LANES = 4;

/** The unquantised result of training: a row of `stride` weights for each feature, of which the first `labels` count. */
export type SoftmaxWeights = { labels: number; stride: number; weights: Float32Array; idf: Float32Array; unknownIdf: number; bias: Float32Array };

/**
 * Multinomial logistic regression (maximum entropy) with label smoothing. AdaGrad (Duchi, Hazan, Singer 2011) with one sum of squared gradients
 * for each feature instead of one for each weight: that generalises better here, and halves what training reads from memory.
 * Feature values: (1 + ln count) × smoothed inverse document frequency, each text of length 1.
 * @param onEpoch is told after every epoch how many are done.
 */
export function trainSoftmax({ vectors, targets, labels, size }: Corpus, random: Random, onEpoch: (done: number) => void, recipe: Recipe = RECIPE): SoftmaxWeights {
  const stride = Math.ceil(labels / LANES) * LANES;
  const idf = inverseDocumentFrequencies(vectors, size);
  const texts = valuesOf(vectors, idf);
  const weights = new Float32Array(size * stride);
  const squares = new Float32Array(size).fill(recipe.damping);
  const bias = new Float32Array(stride);
  const biasSquares = new Float32Array(labels).fill(SMALLEST_SQUARE);
  const order = Int32Array.from(vectors.keys());
  const sums = new Float64Array(stride);
  const errors = sums.subarray(0, labels);
  const active = new Int32Array(labels);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const rate = recipe.rate + ((recipe.lastRate - recipe.rate) * epoch) / Math.max(1, recipe.epochs - 1);
    shuffle(order, random);
    for (const index of order) {
      const [from, to] = [texts.offsets[index]!, texts.offsets[index + 1]!];
      score(texts, from, to, weights, bias, sums);
      toErrors(errors, targets[index]!, recipe.labelSmoothing);
      const actives = selectActive(errors, recipe.smallestGradient, active);
      if (actives === 0) continue;
      let squared = 0;
      for (let j = 0; j < actives; j++) {
        const label = active[j]!;
        const square = errors[label]! ** 2;
        squared += square;
        biasSquares[label]! += square;
        bias[label]! -= (BIAS_RATE * rate * errors[label]!) / Math.sqrt(biasSquares[label]!);
      }
      for (let i = from; i < to; i++) {
        const number = texts.numbers[i]!;
        const value = texts.values[i]!;
        squares[number]! += squared * value * value;
        const step = (rate * value) / Math.sqrt(squares[number]!);
        const first = number * stride;
        for (let j = 0; j < actives; j++) weights[first + active[j]!]! -= step * errors[active[j]!]!;
      }
    }
    onEpoch(epoch + 1);
  }
  return { labels, stride, weights, idf, unknownIdf: inverseFrequency(0, vectors.length), bias: bias.slice(0, labels) };
}

/** Where a sum of squares starts that is not damped: never divided by 0. */
const SMALLEST_SQUARE = 1e-8;

function inverseDocumentFrequencies(vectors: readonly Vector[], features: number): Float32Array {
  const documents = new Float32Array(features);
  for (const { numbers } of vectors) for (const number of numbers) documents[number]! += 1;
  return documents.map((count) => inverseFrequency(count, vectors.length));
}

function inverseFrequency(documents: number, all: number): number {
  return Math.log((1 + all) / (1 + documents)) + 1;
}

/** All texts one after another: text `t` has the features `numbers[offsets[t]]` to `numbers[offsets[t + 1]]`, with these values. */
type Values = { offsets: Uint32Array; numbers: Uint32Array; values: Float32Array };

function valuesOf(vectors: readonly Vector[], idf: Float32Array): Values {
  const offsets = new Uint32Array(vectors.length + 1);
  for (const [index, { numbers }] of vectors.entries()) offsets[index + 1] = offsets[index]! + numbers.length;
  const all = offsets[vectors.length]!;
  const texts: Values = { offsets, numbers: new Uint32Array(all), values: new Float32Array(all) };
  for (const [index, { numbers, counts }] of vectors.entries()) {
    const from = offsets[index]!;
    let squares = 0;
    for (let i = 0; i < numbers.length; i++) {
      const value = (counts[i] === 1 ? 1 : 1 + Math.log(counts[i]!)) * idf[numbers[i]!]!;
      texts.numbers[from + i] = numbers[i]!;
      texts.values[from + i] = value;
      squares += value * value;
    }
    const factor = 1 / (Math.sqrt(squares) || 1);
    for (let i = 0; i < numbers.length; i++) texts.values[from + i]! *= factor;
  }
  return texts;
}

/** Writes to `sums`: bias plus the sum of values × weights. */
function score({ numbers, values }: Values, from: number, to: number, weights: Float32Array, bias: Float32Array, sums: Float64Array): void {
  const stride = sums.length;
  for (let label = 0; label < stride; label += LANES) {
    let [one, two, three, four] = [bias[label]!, bias[label + 1]!, bias[label + 2]!, bias[label + 3]!];
    for (let i = from; i < to; i++) {
      const at = numbers[i]! * stride + label;
      const value = values[i]!;
      one += value * weights[at]!;
      two += value * weights[at + 1]!;
      three += value * weights[at + 2]!;
      four += value * weights[at + 3]!;
    }
    sums[label] = one;
    sums[label + 1] = two;
    sums[label + 2] = three;
    sums[label + 3] = four;
  }
}

/** The labels whose error is worth a step, as the first entries of `active`; answers how many. */
function selectActive(errors: Float64Array, smallest: number, active: Int32Array): number {
  let count = 0;
  for (let label = 0; label < errors.length; label++) if (Math.abs(errors[label]!) >= smallest) active[count++] = label;
  return count;
}

/** Probabilities minus the target, which is spread a little over all labels. */
function toErrors(scores: Float64Array, target: number, smoothing: number): void {
  normaliseLogarithms(scores);
  const base = smoothing / scores.length;
  for (let label = 0; label < scores.length; label++) scores[label] = Math.exp(scores[label]!) - base;
  scores[target]! -= 1 - smoothing;
}

function shuffle(order: Int32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}

/** Weights in 8 bits, without padding. */
export function quantise({ labels, stride, weights, idf, unknownIdf, bias }: SoftmaxWeights): SoftmaxTables {
  let highest = 0;
  for (let at = 0; at < weights.length; at++) highest = Math.max(highest, Math.abs(weights[at]!));
  const scale = highest / 127 || 1;
  const rows = new Int8Array(idf.length * labels);
  for (let feature = 0; feature < idf.length; feature++) {
    for (let label = 0; label < labels; label++) rows[feature * labels + label] = Math.round(weights[feature * stride + label]! / scale);
  }
  return { labels, scale, weights: rows, idf, unknownIdf, bias };
}

/**
 * Unknown features count for the length of a text, so that one of which little is known is like nothing much.
 *
 * Most of the time here is waiting for memory: each feature's idf and weights lie side by side, and all features are looked up before any is summed, so
 * that the processor waits for several at once. The function returned keeps its working memory, so it belongs to one thread.
 */
export function compileSoftmax({ labels, scale, weights, idf, unknownIdf, bias }: SoftmaxTables): Classifier {
  const { frequencies, rows, stride } = interleave(labels, weights, idf);
  const padded = stride - IDF_BYTES;
  const sums = new Float64Array(padded);
  const scores = sums.subarray(0, labels);
  let values = new Float64Array(KNOWN_AT_FIRST);
  let places = new Int32Array(KNOWN_AT_FIRST);
  return ({ numbers, counts, unknown }) => {
    const known = numbers.length;
    if (known > values.length) {
      values = new Float64Array(2 * known);
      places = new Int32Array(2 * known);
    }
    let squares = unknown * unknownIdf ** 2;
    for (let i = 0; i < known; i++) {
      const first = numbers[i]! * stride;
      const value = (counts[i] === 1 ? 1 : 1 + Math.log(counts[i]!)) * frequencies[first >> 2]!;
      squares += value * value;
      values[i] = value;
      places[i] = first + IDF_BYTES;
    }
    sumRows(rows, places, values, known, sums);
    const factor = scale / (Math.sqrt(squares) || 1);
    for (let label = 0; label < labels; label++) scores[label] = scores[label]! * factor + bias[label]!;
    return normaliseLogarithms(scores);
  };
}

/** Known features of most texts; working memory grows with longer ones. */
const KNOWN_AT_FIRST = 512;

/** Writes to `sums`: for each label, the sum of values × the weights at its places. */
function sumRows(rows: Int8Array, places: Int32Array, values: Float64Array, known: number, sums: Float64Array): void {
  for (let label = 0; label < sums.length; label += LANES) {
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let i = 0; i < known; i++) {
      const at = places[i]! + label;
      const value = values[i]!;
      one += value * rows[at]!;
      two += value * rows[at + 1]!;
      three += value * rows[at + 2]!;
      four += value * rows[at + 3]!;
    }
    sums[label] = one;
    sums[label + 1] = two;
    sums[label + 2] = three;
    sums[label + 3] = four;
  }
}

const IDF_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A row for each feature: its idf, then its weights, padded to a multiple of {@link LANES}, which is the alignment of idf, too. */
function interleave(labels: number, weights: Int8Array, idf: Float32Array): { frequencies: Float32Array; rows: Int8Array; stride: number } {
  const stride = IDF_BYTES + Math.ceil(labels / LANES) * LANES;
  const rows = new Int8Array(idf.length * stride);
  const frequencies = new Float32Array(rows.buffer);
  for (let feature = 0; feature < idf.length; feature++) {
    frequencies[(feature * stride) / IDF_BYTES] = idf[feature]!;
    rows.set(weights.subarray(feature * labels, (feature + 1) * labels), feature * stride + IDF_BYTES);
  }
  return { frequencies, rows, stride };
}

/** How much a feature speaks for a label; features and labels that are not in the tables say nothing. */
export function weightOf({ labels, scale, weights, idf }: SoftmaxTables, feature: number, label: number): number {
  if (feature < 0 || label < 0) return 0;
  return (weights[feature * labels + label] ?? 0) * scale * (idf[feature] ?? 0);
}
