import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { normaliseLogarithms, type Classifier, type Corpus } from './classify.ts';

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

/** Trains natural's BayesClassifier; `names` are those of the labels. Its vocabulary are {@link tokenOf} the numbers of the features. */
export function trainNatural({ vectors, targets, size }: Corpus, names: readonly string[]): BayesClassifier {
  for (const name of names) assertLabel(name);
  const tokens = Array.from({ length: size }, (_, number) => tokenOf(number));
  const bayes = new IndexedBayes(undefined, SMOOTHING);
  for (const [index, { numbers }] of vectors.entries()) bayes.addDocument(numbers.map((number) => tokens[number]!), names[targets[index]!]!);
  bayes.train();
  return bayes;
}

/** A feature as natural knows it. Never all digits: those would change the order of its tables. */
export function tokenOf(number: number): string {
  return `f${number}`;
}

function numberOf(token: string): number {
  return Number(token.slice(1));
}

/** Labels become keys of natural's plain objects. */
function assertLabel(name: string): void {
  if (name === '' || name !== name.trim() || name in Object.prototype || /^\d+$/.test(name)) throw new RangeError(`not a label: ${name}`);
}

/**
 * natural looks up every feature of its vocabulary in each document, which takes minutes; an index gives the same columns at once. One row of
 * columns serves all documents, because natural only reads it: a new one for each is gigabytes in all. It grows with the columns that occur,
 * whose numbers rise from document to document.
 */
class IndexedBayes extends BayesClassifier {
  #columns: Map<string, number> | undefined;
  #row: number[] = [];
  #filled: number[] = [];

  override train(): void {
    this.#columns = new Map(Object.keys(this.features).map((name, column) => [name, column]));
    super.train();
  }

  /** Valid until the next call. */
  override textToFeatures(tokens: readonly string[]): number[] {
    for (const column of this.#filled) this.#row[column] = 0;
    this.#filled = [];
    for (const token of tokens) {
      const column = this.#columns?.get(token);
      if (column !== undefined) this.#filled.push(column);
    }
    for (const column of this.#filled) {
      while (this.#row.length <= column) this.#row.push(0);
      this.#row[column] = 1;
    }
    return this.#row;
  }
}

/** Reads the tables out of natural's trained classifier, with a row for each of `size` features. */
export function tablesOf(natural: BayesClassifier, size: number, names: readonly string[]): BayesTables {
  const { classFeatures, classTotals, smoothing } = natural.classifier;
  const numbers = Object.keys(natural.features).map(numberOf);
  const rows = collectRows(size, (add) => {
    for (const [label, name] of names.entries()) {
      const counts = classFeatures[name] ?? {};
      for (const column in counts) add(numbers[Number(column)]!, label, Math.round(counts[column]! - smoothing));
    }
  });
  return { smoothing, totals: Uint32Array.from(names, (name) => (classTotals[name] ?? 1) - 1), ...rows };
}

/** The tables that natural would come to, counted directly: for cross-validation, where natural would take its time again for each part. */
export function countTables({ vectors, targets, labels, size }: Corpus): BayesTables {
  const totals = new Uint32Array(labels);
  const members: number[][] = Array.from({ length: labels }, () => []);
  for (let index = 0; index < vectors.length; index++) {
    totals[targets[index]!]! += 1;
    members[targets[index]!]!.push(index);
  }
  const counts = new Uint16Array(size);
  const rows = collectRows(size, (add) => {
    for (const [label, own] of members.entries()) {
      for (const index of own) for (const number of vectors[index]!.numbers) counts[number]! += 1;
      for (const index of own) {
        for (const number of vectors[index]!.numbers) {
          if (counts[number] === 0) continue;
          add(number, label, counts[number]!);
          counts[number] = 0;
        }
      }
    }
  });
  return { smoothing: SMOOTHING, totals, ...rows };
}

/**
 * Packs entries by feature. `visit` is called twice, first to see how many there are of each feature; it adds each (feature, label) once, for lower
 * labels first.
 */
function collectRows(
  size: number, visit: (add: (feature: number, label: number, count: number) => void) => void,
): Pick<BayesTables, 'offsets' | 'labels' | 'counts'> {
  const offsets = new Uint32Array(size + 1);
  visit((feature) => void (offsets[feature + 1]! += 1));
  for (let feature = 0; feature < size; feature++) offsets[feature + 1]! += offsets[feature]!;
  const next = offsets.slice();
  const labels = new Uint16Array(offsets[size]!);
  const counts = new Uint16Array(offsets[size]!);
  visit((feature, label, count) => {
    const at = next[feature]!++;
    labels[at] = label;
    counts[at] = count;
  });
  return { offsets, labels, counts };
}

/**
 * natural's formula in logarithms: prior of the label × ∏ (documents with the feature + smoothing) / (documents + 1),
 * where natural itself multiplies and underflows to 0 at about 200 features. Known features only, each once, as natural does.
 * The function returned keeps its working memory, so it belongs to one thread.
 */
export function compileBayes(tables: BayesTables): Classifier {
  const { smoothing, totals, offsets, counts } = tables;
  const labels = totals.length;
  const logTotals = Float64Array.from(totals, (total) => Math.log(total + 1));
  const unseen = Math.log(smoothing);
  const highest = counts.reduce((max, count) => Math.max(max, count), 0);
  /** By how many documents of a label have a feature: how much more that label gets than one that has never seen it. */
  const gains = Float64Array.from({ length: highest + 1 }, (_, count) => Math.log(count + smoothing) - unseen);
  const entries = entriesOf(tables);
  const common = commonRows(tables);
  const sums = new Float64Array(common.stride);
  const scores = sums.subarray(0, labels);
  let places = new Int32Array(KNOWN_AT_FIRST);
  return ({ numbers }) => {
    const known = numbers.length;
    if (known > places.length) places = new Int32Array(2 * known);
    let inRows = 0;
    for (let i = 0; i < known; i++) if (numbers[i]! < common.features) places[inRows++] = numbers[i]! * common.stride;
    sumGains(common.rows, places, inRows, gains, sums);
    for (let i = 0; i < known; i++) {
      const number = numbers[i]!;
      if (number < common.features) continue;
      for (let at = offsets[number]!; at < offsets[number + 1]!; at++) scores[entries[at]! >>> 16]! += gains[entries[at]! & 0xffff]!;
    }
    for (let label = 0; label < labels; label++) scores[label]! += logTotals[label]! + known * (unseen - logTotals[label]!);
    return normaliseLogarithms(scores);
  };
}

/** Known features of most texts; working memory grows with longer ones. */
const KNOWN_AT_FIRST = 512;

/** Label and count side by side: most of the time here is waiting for memory. */
function entriesOf({ labels, counts }: BayesTables): Uint32Array {
  const entries = new Uint32Array(labels.length);
  for (let at = 0; at < entries.length; at++) entries[at] = labels[at]! * 65_536 + counts[at]!;
  return entries;
}

/** So many of the first features, which are the most frequent, have counts of all labels in a row: half of what most texts ask for. */
const COMMON = 4_096;

/** Labels are summed up four at a time, so that the sums stay in registers. */
const LANES = 4;

/** A row of `stride` counts for each of the first `features`; the first ones are those of the labels, the others 0. */
function commonRows({ totals, offsets, labels, counts }: BayesTables): { features: number; rows: Uint16Array; stride: number } {
  const features = Math.min(COMMON, offsets.length - 1);
  const stride = Math.ceil(totals.length / LANES) * LANES;
  const rows = new Uint16Array(features * stride);
  for (let feature = 0; feature < features; feature++) {
    for (let at = offsets[feature]!; at < offsets[feature + 1]!; at++) rows[feature * stride + labels[at]!] = counts[at]!;
  }
  return { features, rows, stride };
}

/** Writes to `sums`: for each label, the sum of the gains of the rows at `places`. */
function sumGains(rows: Uint16Array, places: Int32Array, count: number, gains: Float64Array, sums: Float64Array): void {
  for (let label = 0; label < sums.length; label += LANES) {
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const at = places[i]! + label;
      one += gains[rows[at]!]!;
      two += gains[rows[at + 1]!]!;
      three += gains[rows[at + 2]!]!;
      four += gains[rows[at + 3]!]!;
    }
    sums[label] = one;
    sums[label + 1] = two;
    sums[label + 2] = three;
    sums[label + 3] = four;
  }
}
