import type { Features } from './features.ts';

/** Which number a feature has. Features of the training data only; the others say nothing. */
export type Vocabulary = { readonly names: readonly string[]; readonly numbers: ReadonlyMap<string, number> };

/** A text for a classifier: the numbers of its known features, each once, how often each occurs, and how many are unknown. */
export type Vector = { readonly numbers: Int32Array; readonly counts: Int32Array; readonly unknown: number };

/** The logarithm of each label's probability, in the order of the labels. Not calibrated. */
export type Classifier = (vector: Vector) => Float64Array;

/** The features of `documents` in the order of their first occurrence. */
export function createVocabulary(documents: Iterable<Features>): Vocabulary {
  const numbers = new Map<string, number>();
  for (const features of documents) for (const name of features) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return { names: [...numbers.keys()], numbers };
}

export function vocabularyOf(names: readonly string[]): Vocabulary {
  return { names, numbers: new Map(names.map((name, number) => [name, number])) };
}

/** Turns features into vectors. The function returned keeps its working memory, so it belongs to one thread. */
export function createVectoriser(vocabulary: Vocabulary): (features: Features) => Vector {
  const counts = new Int32Array(vocabulary.names.length);
  return (features) => {
    const numbers: number[] = [];
    let unknown = 0;
    for (const name of features) {
      const number = vocabulary.numbers.get(name);
      if (number === undefined) unknown += 1;
      else if (counts[number]!++ === 0) numbers.push(number);
    }
    const vector = { numbers: Int32Array.from(numbers), counts: new Int32Array(numbers.length), unknown };
    for (let i = 0; i < numbers.length; i++) {
      vector.counts[i] = counts[numbers[i]!]!;
      counts[numbers[i]!] = 0;
    }
    return vector;
  };
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
