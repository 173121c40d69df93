import type { Random } from '../base/random.ts';
import { normaliseLogarithms, type Classifier, type Vector } from './classify.ts';

/**
 * A row of `labels` weights for each feature, quantised: the weight is `weights[f * labels + k] * scale`. `unknownIdf`: of a feature that no text of
 * training has.
 */
export type SoftmaxTables = { labels: number; scale: number; weights: Int8Array; idf: Float32Array; unknownIdf: number; bias: Float32Array };

/** What did best in cross-validation on our examples. */
export type Recipe = { epochs: number; rate: number; lastRate: number; labelSmoothing: number; smallestGradient: number };
export const RECIPE: Recipe = { epochs: 20, rate: 0.2, lastRate: 0.02, labelSmoothing: 0.1, smallestGradient: 1e-3 };

/** The bias has a value of 1 in every text, where a feature has about a tenth. */
const BIAS_RATE = 0.1;

/** The unquantised result of training. */
export type SoftmaxWeights = { labels: number; weights: Float32Array; idf: Float32Array; unknownIdf: number; bias: Float32Array };

/** Called after every epoch; training waits for it. */
export type Pause = (done: number, total: number) => Promise<void>;

/**
 * Multinomial logistic regression (maximum entropy) with AdaGrad (Duchi, Hazan, Singer 2011) and label smoothing.
 * Feature values: (1 + ln count) × smoothed inverse document frequency, each text of length 1.
 */
export async function trainSoftmax(
  vectors: readonly Vector[], targets: readonly number[], labels: number, features: number,
  random: Random, pause: Pause, recipe: Recipe = RECIPE,
): Promise<SoftmaxWeights> {
  const idf = inverseDocumentFrequencies(vectors, features);
  const values = vectors.map((vector) => valuesOf(vector, idf));
  const weights = new Float32Array(features * labels);
  const squares = new Float32Array(features * labels).fill(1e-8);
  const bias = new Float32Array(labels);
  const biasSquares = new Float32Array(labels).fill(1e-8);
  const order = Int32Array.from(vectors.keys());
  const errors = new Float64Array(labels);
  const active = new Int32Array(labels);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const rate = recipe.rate + ((recipe.lastRate - recipe.rate) * epoch) / Math.max(1, recipe.epochs - 1);
    shuffle(order, random);
    for (const index of order) {
      const { numbers } = vectors[index]!;
      const row = values[index]!;
      score(numbers, row, weights, bias, errors);
      toErrors(errors, targets[index]!, recipe.labelSmoothing);
      const actives = selectActive(errors, recipe.smallestGradient, active);
      for (let i = 0; i < actives; i++) {
        const label = active[i]!;
        biasSquares[label]! += errors[label]! ** 2;
        bias[label]! -= (BIAS_RATE * rate * errors[label]!) / Math.sqrt(biasSquares[label]!);
      }
      for (let i = 0; i < numbers.length; i++) {
        const first = numbers[i]! * labels;
        for (let j = 0; j < actives; j++) {
          const at = first + active[j]!;
          const step = errors[active[j]!]! * row[i]!;
          squares[at]! += step * step;
          weights[at]! -= (rate * step) / Math.sqrt(squares[at]!);
        }
      }
    }
    await pause(epoch + 1, recipe.epochs);
  }
  return { labels, weights, idf, unknownIdf: inverseFrequency(0, vectors.length), bias };
}

function inverseDocumentFrequencies(vectors: readonly Vector[], features: number): Float32Array {
  const documents = new Float32Array(features);
  for (const { numbers } of vectors) for (const number of numbers) documents[number]! += 1;
  return documents.map((count) => inverseFrequency(count, vectors.length));
}

function inverseFrequency(documents: number, all: number): number {
  return Math.log((1 + all) / (1 + documents)) + 1;
}

function valuesOf({ numbers, counts }: Vector, idf: Float32Array): number[] {
  const values: number[] = [];
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = (counts[i] === 1 ? 1 : 1 + Math.log(counts[i]!)) * idf[numbers[i]!]!;
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let i = 0; i < values.length; i++) values[i]! /= length;
  return values;
}

/** Writes to `scores`: bias plus the sum of values × weights. */
function score(numbers: readonly number[], values: readonly number[], weights: Float32Array, bias: Float32Array, scores: Float64Array): void {
  const labels = scores.length;
  scores.fill(0);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i]!;
    const row = numbers[i]! * labels;
    for (let label = 0; label < labels; label++) scores[label]! += value * weights[row + label]!;
  }
  for (let label = 0; label < labels; label++) scores[label]! += bias[label]!;
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

/** Weights in 8 bits. */
export function quantise({ weights, ...others }: SoftmaxWeights): SoftmaxTables {
  let highest = 0;
  for (const weight of weights) highest = Math.max(highest, Math.abs(weight));
  const scale = highest / 127 || 1;
  return { ...others, scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}

/**
 * Unknown features count for the length of a text, so that one of which little is known is like nothing much.
 * Each feature's idf and weights lie side by side, because most of the time here is waiting for memory.
 */
export function compileSoftmax({ labels, scale, weights, idf, unknownIdf, bias }: SoftmaxTables): Classifier {
  const scores = new Float64Array(labels);
  const { frequencies, rows, stride } = interleave(labels, weights, idf);
  return ({ numbers, counts, unknown }) => {
    let squares = unknown * unknownIdf ** 2;
    scores.fill(0);
    for (let i = 0; i < numbers.length; i++) {
      const first = numbers[i]! * stride;
      const value = (counts[i] === 1 ? 1 : 1 + Math.log(counts[i]!)) * frequencies[first >> 2]!;
      squares += value * value;
      const weightsAt = first + IDF_BYTES;
      for (let label = 0; label < labels; label++) scores[label]! += value * rows[weightsAt + label]!;
    }
    const factor = scale / (Math.sqrt(squares) || 1);
    for (let label = 0; label < labels; label++) scores[label] = scores[label]! * factor + bias[label]!;
    return normaliseLogarithms(scores);
  };
}

const IDF_BYTES = Float32Array.BYTES_PER_ELEMENT;

function interleave(labels: number, weights: Int8Array, idf: Float32Array): { frequencies: Float32Array; rows: Int8Array; stride: number } {
  const stride = IDF_BYTES * (1 + Math.ceil(labels / IDF_BYTES));
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
