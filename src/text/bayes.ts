import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { normaliseLogarithms, type Classifier, type Vector, type Vocabulary } from './classify.ts';
import type { Features } from './features.ts';
import type { Fingerprint } from './fingerprint.ts';

/** With natural's default of 1 a feature that a label has never seen weighs as much as one seen once, which costs 15 points and more. */
export const SMOOTHING = 0.01;

/**
 * The trained tables of natural's BayesClassifier without the zeros: of feature `f`, entries `offsets[f]` to `offsets[f + 1]`
 * name a label and in how many of its documents the feature occurs. `totals`: documents of each label.
 */
export type BayesTables = {
  smoothing: number;
  totals: Uint32Array;
  offsets: Uint32Array;
  labels: Uint16Array;
  counts: Uint16Array;
};

/** Trains natural's BayesClassifier: `documents[i]` has label number `labels[i]` of `names`. */
export function trainNatural(documents: readonly Features[], labels: readonly number[], names: readonly string[]): BayesClassifier {
  const bayes = new IndexedBayes(undefined, SMOOTHING);
  for (const name of names) assertLabel(name);
  for (const [index, document] of documents.entries()) bayes.addDocument(document.map(tokenOf), names[labels[index]!]!);
  bayes.train();
  return bayes;
}

/** A feature as natural knows it. Never all digits: those would change the order of its tables. */
export function tokenOf(feature: Fingerprint): string {
  return `f${feature.toString(36)}`;
}

/** Labels become keys of natural's plain objects. */
function assertLabel(name: string): void {
  if (name === '' || name !== name.trim() || name in Object.prototype || /^\d+$/.test(name)) throw new RangeError(`not a label: ${name}`);
}

/** natural looks up every feature of its vocabulary in each document, which takes minutes; an index gives the same columns at once. */
class IndexedBayes extends BayesClassifier {
  #columns: Map<string, number> | undefined;

  override train(): void {
    this.#columns = new Map(Object.keys(this.features).map((name, column) => [name, column]));
    super.train();
  }

  override textToFeatures(tokens: readonly string[]): number[] {
    const row = new Array<number>(this.#columns?.size ?? 0).fill(0);
    for (const token of tokens) {
      const column = this.#columns?.get(token);
      if (column !== undefined) row[column] = 1;
    }
    return row;
  }
}

/** Reads the tables out of natural's trained classifier, with the columns in the order of `vocabulary`. */
export function tablesOf(natural: BayesClassifier, vocabulary: Vocabulary, names: readonly string[]): BayesTables {
  const { classFeatures, classTotals, smoothing } = natural.classifier;
  const numbers = new Map(Array.from(vocabulary.names, (feature, number) => [tokenOf(feature), number]));
  const rows: { label: number; count: number }[][] = Array.from(vocabulary.names, () => []);
  const features = Object.keys(natural.features).map((token) => numbers.get(token));
  for (const [label, name] of names.entries()) {
    for (const [column, count] of Object.entries(classFeatures[name] ?? {})) {
      const number = features[Number(column)];
      if (number !== undefined) rows[number]!.push({ label, count: Math.round(count - smoothing) });
    }
  }
  return compress(Uint32Array.from(names, (name) => (classTotals[name] ?? 1) - 1), smoothing, rows);
}

/** The tables that natural would come to, counted directly: for cross-validation, where natural would take minutes. */
export function countTables(vectors: readonly Vector[], targets: readonly number[], labels: number, features: number): BayesTables {
  const rows = Array.from({ length: features }, () => new Map<number, number>());
  const totals = new Uint32Array(labels);
  for (const [index, { numbers }] of vectors.entries()) {
    const label = targets[index]!;
    totals[label]! += 1;
    for (const number of numbers) rows[number]!.set(label, (rows[number]!.get(label) ?? 0) + 1);
  }
  return compress(totals, SMOOTHING, rows.map((row) => [...row].map(([label, count]) => ({ label, count }))));
}

function compress(totals: Uint32Array, smoothing: number, rows: readonly { label: number; count: number }[][]): BayesTables {
  const entries = rows.flatMap((row) => [...row].sort((a, b) => a.label - b.label));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [number, row] of rows.entries()) offsets[number + 1] = offsets[number]! + row.length;
  return {
    smoothing, totals, offsets,
    labels: Uint16Array.from(entries, ({ label }) => label),
    counts: Uint16Array.from(entries, ({ count }) => count),
  };
}

/**
 * natural's formula in logarithms: prior of the label × ∏ (documents with the feature + smoothing) / (documents + 1),
 * where natural itself multiplies and underflows to 0 at about 200 features. Known features only, each once, as natural does.
 */
export function compileBayes({ smoothing, totals, offsets, labels, counts }: BayesTables): Classifier {
  const logTotals = Float64Array.from(totals, (total) => Math.log(total + 1));
  const unseen = Math.log(smoothing);
  const highest = counts.reduce((max, count) => Math.max(max, count), 0);
  const gains = Float64Array.from({ length: highest + 1 }, (_, count) => Math.log(count + smoothing) - unseen);
  // Label and count side by side: most of the time here is waiting for memory.
  const entries = new Uint32Array(labels.length);
  for (let at = 0; at < entries.length; at++) entries[at] = labels[at]! * 65_536 + counts[at]!;
  const scores = new Float64Array(totals.length);
  return ({ numbers }) => {
    for (let label = 0; label < scores.length; label++) {
      scores[label] = logTotals[label]! + numbers.length * (unseen - logTotals[label]!);
    }
    for (let i = 0; i < numbers.length; i++) {
      const end = offsets[numbers[i]! + 1]!;
      for (let at = offsets[numbers[i]!]!; at < end; at++) scores[entries[at]! >>> 16]! += gains[entries[at]! & 0xffff]!;
    }
    return normaliseLogarithms(scores);
  };
}
