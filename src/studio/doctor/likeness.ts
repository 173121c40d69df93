import { normalise } from '../../text/normalise.ts';
import { mapGently } from '../gently.ts';

/** Two texts by their numbers, the lower one first, and how alike they are: from the least asked for to 1. */
export type Pair = { one: number; other: number; likeness: number };

/** The letters and digits of a text, simplified and in lower case. Texts of marks alone have none. */
export function lettersOf(text: string): string {
  return normalise(text).text.replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * All pairs of texts whose sets of character pairs have a Jaccard index of at least `least`. Two sets so alike share one of the
 * rarest pairs of each, so that only texts with such a pair in common are compared (prefix filter; Chaudhuri, Ganti and Kaushik 2006).
 */
export function alikePairs(texts: readonly string[], least: number): Pair[] {
  const sets = byRarity(texts.map((text) => gramsOf(lettersOf(text))));
  const known = new Map<string, number[]>();
  const pairs: Pair[] = [];
  for (const [other, grams] of sets.entries()) {
    const candidates = new Set<number>();
    for (const gram of grams.slice(0, grams.length - Math.ceil(least * grams.length) + 1)) {
      const holders = known.get(gram) ?? [];
      for (const one of holders) candidates.add(one);
      holders.push(other);
      known.set(gram, holders);
    }
    for (const one of candidates) {
      const likeness = jaccard(sets[one]!, grams);
      if (likeness >= least) pairs.push({ one, other, likeness });
    }
  }
  return pairs.sort((a, b) => a.one - b.one || a.other - b.other);
}

/** For each text the most alike of the known ones, with a Jaccard index of at least `least`; `null` where there is none. */
export function mostAlike(texts: readonly string[], known: readonly string[], least: number): Alike[] {
  return texts.map(mostAlikeAmong(known, least));
}

/** The most alike of the known texts, by its number, and how alike it is. */
export type Alike = { index: number; likeness: number } | null;

/** {@link mostAlike} for texts that come one after another; what is known is looked through once. */
export function mostAlikeAmong(known: readonly string[], least: number): (text: string) => Alike {
  const index = openGrams();
  for (const text of known) addText(index, text);
  return (text) => mostAlikeIn(index, gramsIn(text), least);
}

/** Known texts looked through, and texts looked for among them, in a row before customers get their turn: some milliseconds each. */
const KNOWN_IN_A_ROW = 200;
const SOUGHT_IN_A_ROW = 10;

/** {@link mostAlike} with pauses, because among thousands of texts it takes tenths of a second. */
export async function mostAlikeGently(texts: readonly string[], known: readonly string[], least: number): Promise<Alike[]> {
  const index = openGrams();
  await mapGently(known, KNOWN_IN_A_ROW, (text) => addText(index, text));
  return mapGently(texts, SOUGHT_IN_A_ROW, (text) => mostAlikeIn(index, gramsIn(text), least));
}

/** Texts by their pairs of characters; `holders`: the numbers of those that have a pair, `sizes`: how many pairs each has. */
export type GramIndex = { holders: Map<string, number[]>; sizes: number[] };

export function openGrams(): GramIndex {
  return { holders: new Map(), sizes: [] };
}

/** Adds a text, whose number is how many there were before. */
export function addText({ holders, sizes }: GramIndex, text: string): void {
  const grams = gramsIn(text);
  for (const gram of grams) {
    const list = holders.get(gram);
    if (list === undefined) holders.set(gram, [sizes.length]);
    else list.push(sizes.length);
  }
  sizes.push(grams.length);
}

/** The most alike of the texts in an index to one with these pairs of characters. */
export function mostAlikeIn({ holders, sizes }: GramIndex, grams: readonly string[], least: number): Alike {
  const common = new Map<number, number>();
  for (const gram of grams) for (const index of holders.get(gram) ?? []) common.set(index, (common.get(index) ?? 0) + 1);
  let best: Alike = null;
  for (const [index, shared] of common) {
    const likeness = shared / (grams.length + sizes[index]! - shared);
    if (likeness >= least && (best === null || likeness > best.likeness)) best = { index, likeness };
  }
  return best;
}

/** What texts are compared by. */
export function gramsIn(text: string): string[] {
  return gramsOf(lettersOf(text));
}

/** The different pairs of neighbouring characters; of a text with one character, that one. */
function gramsOf(letters: string): string[] {
  const characters = [...letters];
  if (characters.length === 1) return characters;
  return [...new Set(characters.slice(1).map((character, index) => characters[index]! + character))];
}

function byRarity(sets: readonly string[][]): string[][] {
  const frequencies = new Map<string, number>();
  for (const grams of sets) for (const gram of grams) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  return sets.map((grams) => grams.toSorted((a, b) => frequencies.get(a)! - frequencies.get(b)! || (a < b ? -1 : 1)));
}

function jaccard(one: readonly string[], other: readonly string[]): number {
  const grams = new Set(one);
  const common = other.filter((gram) => grams.has(gram)).length;
  return common / (one.length + other.length - common);
}
