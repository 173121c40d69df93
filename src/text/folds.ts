import type { Random } from '../base/random.ts';
import { createVectoriser, createVocabulary, type Vector } from './classify.ts';
import type { Features } from './features.ts';

/** What a classifier is trained on: `targets[i]` is the label of `features[i]`, of `labels` labels. */
export type Texts = { features: Features[]; targets: number[]; labels: number };

/** One part of the texts is judged by classifiers that were trained on the others only, so that what they say of it can be trusted. */
export type Fold = { vectors: Vector[]; targets: number[]; size: number; judged: { vector: Vector; target: number }[] };

export const FOLDS = 5;

/** The texts of every label are dealt out to the parts at random. The vocabulary of a fold is that of the texts that are trained on. */
export function* foldsOf({ features, targets, labels }: Texts, random: Random): Generator<Fold> {
  const parts = partsOf(targets, labels, random);
  for (let part = 0; part < FOLDS; part++) {
    const seen = parts.flatMap((other, index) => (other === part ? [] : [index]));
    const unseen = parts.flatMap((other, index) => (other === part ? [index] : []));
    const vocabulary = createVocabulary(seen.map((index) => features[index]!));
    const vectorise = createVectoriser(vocabulary);
    yield {
      vectors: seen.map((index) => vectorise(features[index]!)),
      targets: seen.map((index) => targets[index]!),
      size: vocabulary.names.length,
      judged: unseen.map((index) => ({ vector: vectorise(features[index]!), target: targets[index]! })),
    };
  }
}

function partsOf(targets: readonly number[], labels: number, random: Random): number[] {
  const parts = new Array<number>(targets.length).fill(0);
  const next = Array.from({ length: labels }, () => random(FOLDS));
  const order = targets.map((_, index) => ({ index, key: random(2 ** 31) })).sort((a, b) => a.key - b.key || a.index - b.index);
  for (const { index } of order) parts[index] = next[targets[index]!]!++ % FOLDS;
  return parts;
}
