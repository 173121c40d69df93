import type { Random } from '../base/random.ts';
import { normaliseLogarithms, type Classifier, type Vector } from './classify.ts';

/** A row of `labels` weights for each feature, quantised: the weight is `weights[f * labels + k] * scale`. */
export type SoftmaxTables = { labels: number; scale: number; weights: Int8Array; idf: Float32Array; bias: Float32Array };

/** What training was measured to do best with on our texts; see docs of the recipe in nlu-findings. */
export const RECIPE = { epochs: 20, rate: 0.5, lastRate: 0.05, labelSmoothing: 0.1, smallestGradient: 1e-3 };

/** The unquantised result of training. */
export type SoftmaxWeights = { labels: number; weights: Float32Array; idf: Float32Array; bias: Float32Array };

/** Called after every epoch; training waits for it. */
export type Pause = (done: number, total: number) => Promise<void>;

/**
 * Multinomial logistic regression (maximum entropy) with AdaGrad (Duchi, Hazan, Singer 2011) and label smoothing.
 * Feature values: (1 + ln count) × smoothed inverse document frequency, each text of length 1.
 */
export async function trainSoftmax(
  vectors: readonly Vector[], targets: readonly number[], labels: number, features: number,
  random: Random, pause: Pause, recipe = RECIPE,
): Promise<SoftmaxWeights> {
  const idf = inverseDocumentFrequencies(vectors, features);
  const values = vectors.map((vector) => valuesOf(vector, idf));
  const weights = new Float32Array(features * labels);
  const squares = new Float32Array(features * labels).fill(1e-8);
  const bias = new Float32Array(labels);
  const biasSquares = new Float32Array(labels).fill(1e-8);
  const order = Int32Array.from(vectors.keys());
  const gradient = new Float64Array(labels);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const rate = recipe.rate + ((recipe.lastRate - recipe.rate) * epoch) / Math.max(1, recipe.epochs - 1);
    shuffle(order, random);
    for (const index of order) {
      const { numbers } = vectors[index]!;
      const row = values[index]!;
      score(numbers, row, weights, bias, gradient);
      toGradient(gradient, targets[index]!, recipe.labelSmoothing);
      for (let label = 0; label < labels; label++) {
        const error = gradient[label]!;
        if (Math.abs(error) < recipe.smallestGradient) continue;
        biasSquares[label]! += error * error;
        bias[label]! -= (0.1 * rate * error) / Math.sqrt(biasSquares[label]!);
        for (let i = 0; i < numbers.length; i++) {
          const step = error * row[i]!;
          const at = numbers[i]! * labels + label;
          squares[at]! += step * step;
          weights[at]! -= (rate * step) / Math.sqrt(squares[at]!);
        }
      }
    }
    await pause(epoch + 1, recipe.epochs);
  }
  return { labels, weights, idf, bias };
}

function inverseDocumentFrequencies(vectors: readonly Vector[], features: number): Float32Array {
  const documents = new Float32Array(features);
  for (const { numbers } of vectors) for (const number of numbers) documents[number]! += 1;
  return documents.map((count) => Math.log((1 + vectors.length) / (1 + count)) + 1);
}

function valuesOf({ numbers, counts }: Vector, idf: Float32Array): Float64Array {
  const values = new Float64Array(numbers.length);
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = (1 + Math.log(counts[i]!)) * idf[numbers[i]!]!;
    values[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let i = 0; i < values.length; i++) values[i]! /= length;
  return values;
}

function score(numbers: Int32Array, values: Float64Array, weights: Float32Array | Int8Array, bias: Float32Array, scores: Float64Array, scale = 1): void {
  const labels = scores.length;
  scores.fill(0);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i]! * scale;
    const row = numbers[i]! * labels;
    for (let label = 0; label < labels; label++) scores[label]! += value * weights[row + label]!;
  }
  for (let label = 0; label < labels; label++) scores[label]! += bias[label]!;
}

/** Probabilities minus the target, which is spread a little over all labels. */
function toGradient(scores: Float64Array, target: number, smoothing: number): void {
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
export function quantise({ labels, weights, idf, bias }: SoftmaxWeights): SoftmaxTables {
  let highest = 0;
  for (const weight of weights) highest = Math.max(highest, Math.abs(weight));
  const scale = highest / 127 || 1;
  return { labels, scale, idf, bias, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}

export function compileSoftmax({ labels, scale, weights, idf, bias }: SoftmaxTables): Classifier {
  return (vector) => {
    const scores = new Float64Array(labels);
    score(vector.numbers, valuesOf(vector, idf), weights, bias, scores, scale);
    return normaliseLogarithms(scores);
  };
}
