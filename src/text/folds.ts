import type { Random } from '../base/random.ts';
import type { Corpus, Vector } from './classify.ts';

/** One part of the texts is judged by classifiers that were trained on the others only, so that what they say of it can be trusted. */
export type Fold = { seen: Corpus; judged: { index: number; vector: Vector; target: number }[] };

export const FOLDS = 5;

/**
 * The texts of every label are dealt out to the parts at random. Numbers of features stay those of the corpus; of a text that is judged, features that
 * none of the others has are unknown.
 */
export function* foldsOf({ vectors, targets, labels, size }: Corpus, random: Random): Generator<Fold> {
  const parts = partsOf(targets, labels, random);
  for (let part = 0; part < FOLDS; part++) {
    const seen: number[] = [];
    const unseen: number[] = [];
    for (const [index, other] of parts.entries()) (other === part ? unseen : seen).push(index);
    const known = new Uint8Array(size);
    for (const index of seen) for (const number of vectors[index]!.numbers) known[number] = 1;
    yield {
      seen: { vectors: seen.map((index) => vectors[index]!), targets: seen.map((index) => targets[index]!), labels, size },
      judged: unseen.map((index) => ({ index, vector: withoutUnknown(vectors[index]!, known), target: targets[index]! })),
    };
  }
}

function withoutUnknown({ numbers, counts, unknown }: Vector, known: Uint8Array): Vector {
  const left = { numbers: [] as number[], counts: [] as number[], unknown };
  for (let i = 0; i < numbers.length; i++) {
    if (known[numbers[i]!] === 1) {
      left.numbers.push(numbers[i]!);
      left.counts.push(counts[i]!);
    } else left.unknown += counts[i]!;
  }
  return left;
}

function partsOf(targets: ArrayLike<number>, labels: number, random: Random): Uint8Array {
  const parts = new Uint8Array(targets.length);
  const next = Array.from({ length: labels }, () => random(FOLDS));
  const order = Array.from(parts, (_, index) => ({ index, key: random(2 ** 31) })).sort((a, b) => a.key - b.key || a.index - b.index);
  for (const { index } of order) parts[index] = next[targets[index]!]!++ % FOLDS;
  return parts;
}
