import type { Fingerprint } from './fingerprint.ts';

/** Features of the training data; the others say nothing. */
export type Vocabulary = {
  /** The fingerprint of each feature, by its number. */
  readonly names: Int32Array;
  /** The number of a feature, or -1. */
  numberOf(fingerprint: Fingerprint): number;
};

/** A text for a classifier: the numbers of its known features, each once, how often each occurs, and how many features are unknown. */
export type Vector = { readonly numbers: readonly number[]; readonly counts: readonly number[]; readonly unknown: number };

/** What a classifier is trained on: `targets[i]` is the label of `vectors[i]`, of `labels` labels; their features have numbers below `size`. */
export type Corpus = { vectors: readonly Vector[]; targets: ArrayLike<number>; labels: number; size: number };

/** The logarithm of each label's probability, in the order of the labels. Not calibrated. The answer is valid until the next call. */
export type Classifier = (vector: Vector) => Float64Array;

/**
 * The features of `documents`, the most frequent first (of equals, the first to occur): what most texts ask for lies close together
 * in memory, and waiting for memory is most of the time that classifying takes.
 */
export function createVocabulary(documents: Iterable<Iterable<Fingerprint>>): Vocabulary {
  const occurrences = new Map<Fingerprint, number>();
  for (const features of documents) for (const feature of features) occurrences.set(feature, (occurrences.get(feature) ?? 0) + 1);
  return vocabularyOf(Int32Array.from([...occurrences].sort((a, b) => b[1] - a[1]).map(([feature]) => feature)));
}

/** A hash table with open addressing: fingerprint and number + 1 side by side, at most half full. Of equal fingerprints the first stays. */
export function vocabularyOf(names: Int32Array): Vocabulary {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, names.length) * 2)));
  const slots = 2 ** bits;
  const table = new Int32Array(2 * slots);
  for (let number = 0; number < names.length; number++) {
    const fingerprint = names[number]!;
    let slot = fingerprint & (slots - 1);
    while (table[2 * slot + 1] !== 0 && table[2 * slot] !== fingerprint) slot = (slot + 1) & (slots - 1);
    if (table[2 * slot + 1] !== 0) continue;
    table[2 * slot] = fingerprint;
    table[2 * slot + 1] = number + 1;
  }
  return {
    names,
    numberOf(fingerprint) {
      let slot = fingerprint & (slots - 1);
      while (table[2 * slot + 1] !== 0) {
        if (table[2 * slot] === fingerprint) return table[2 * slot + 1]! - 1;
        slot = (slot + 1) & (slots - 1);
      }
      return -1;
    },
  };
}

/** Turns features into vectors. The function returned keeps its working memory, so it belongs to one thread. */
export function createVectoriser(vocabulary: Vocabulary): (features: ArrayLike<Fingerprint>) => Vector {
  const found = new Uint16Array(vocabulary.names.length);
  return (features) => {
    const numbers: number[] = [];
    let unknown = 0;
    for (let i = 0; i < features.length; i++) {
      const number = vocabulary.numberOf(features[i]!);
      if (number < 0) unknown += 1;
      else if (found[number]!++ === 0) numbers.push(number);
    }
    const counts: number[] = [];
    for (let i = 0; i < numbers.length; i++) {
      counts.push(found[numbers[i]!]!);
      found[numbers[i]!] = 0;
    }
    return { numbers, counts, unknown };
  };
}

/** Two vectors of the same vocabulary without a common feature. */
export function joinVectors(one: Vector, other: Vector): Vector {
  return { numbers: one.numbers.concat(other.numbers), counts: one.counts.concat(other.counts), unknown: one.unknown + other.unknown };
}

/** Subtracts the logarithm of the sum, so that the probabilities add up to 1. Works in place. */
export function normaliseLogarithms(scores: Float64Array): Float64Array {
  let highest = -Infinity;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > highest) highest = scores[i]!;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += Math.exp(scores[i]! - highest);
  const shift = highest + Math.log(sum);
  for (let i = 0; i < scores.length; i++) scores[i]! -= shift;
  return scores;
}
