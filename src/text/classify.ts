import type { Features } from './features.ts';

/** Which number a feature has. Features of the training data only; the others say nothing. */
export type Vocabulary = { readonly names: readonly string[]; readonly numbers: ReadonlyMap<string, number> };

/** A text for a classifier: the numbers of its known features, each once, and how often each occurs. */
export type Vector = { readonly numbers: readonly number[]; readonly counts: readonly number[] };

/** The logarithm of each label's probability, in the order of the labels. Not calibrated. The answer is valid until the next call. */
export type Classifier = (vector: Vector) => Float64Array;

/**
 * The features of `documents`, the most frequent first (of equals, the first to occur): what most texts ask for lies close together
 * in memory, and waiting for memory is most of the time that classifying takes.
 */
export function createVocabulary(documents: Iterable<Features>): Vocabulary {
  const occurrences = new Map<string, number>();
  for (const features of documents) for (const name of features) occurrences.set(name, (occurrences.get(name) ?? 0) + 1);
  return vocabularyOf([...occurrences].sort((a, b) => b[1] - a[1]).map(([name]) => name));
}

export function vocabularyOf(names: readonly string[]): Vocabulary {
  return { names, numbers: new Map(names.map((name, number) => [name, number])) };
}

/** Turns features into vectors. The function returned keeps its working memory, so it belongs to one thread. */
export function createVectoriser(vocabulary: Vocabulary): (features: Features) => Vector {
  const found = new Uint16Array(vocabulary.names.length);
  return (features) => {
    const numbers: number[] = [];
    for (const name of features) {
      const number = vocabulary.numbers.get(name);
      if (number !== undefined && found[number]!++ === 0) numbers.push(number);
    }
    const counts: number[] = [];
    for (const number of numbers) {
      counts.push(found[number]!);
      found[number] = 0;
    }
    return { numbers, counts };
  };
}

/** Two vectors of the same vocabulary without a common feature. */
export function joinVectors(one: Vector, other: Vector): Vector {
  return { numbers: [...one.numbers, ...other.numbers], counts: [...one.counts, ...other.counts] };
}

/** Subtracts the logarithm of the sum, so that the probabilities add up to 1. Works in place. */
export function normaliseLogarithms(scores: Float64Array): Float64Array {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - highest);
  const shift = highest + Math.log(sum);
  for (let i = 0; i < scores.length; i++) scores[i]! -= shift;
  return scores;
}
