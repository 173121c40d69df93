import { normalise } from '../../text/normalise.ts';

/** Signs without which a sentence asks for the same: particles and pronouns. */
const FILLING = /[的了吗呢啊吧呀哦嗯哈啦嘛么我你您请个]/g;
/** Numbers drawn for each text, and how many of them have to agree before two texts are compared. */
const BANDS = 8;
const ROWS = 2;

/** Sentences with the same key differ in marks, spaces and script only. Empty for what has no letter at all, such as an order number. */
export function keyOf(text: string): string {
  const letters = normalise(text).text.replace(/[^\p{L}\p{N}]/gu, '');
  return /\p{L}/u.test(letters) ? letters : '';
}

/**
 * What a text is compared by: its different signs and pairs of neighbouring ones, numbers alike and without what only fills, each as a number and
 * the numbers in order. Two pieces have the same number once in 4 billion times; thousands of texts are compared in a second and none of them is cut up again.
 */
export type Pieces = readonly number[];

/** The pieces of a key. */
export function piecesOf(key: string): Pieces {
  const plain = key.replace(/\p{N}+/gu, '0');
  const numbers: number[] = [];
  let before: number | null = null;
  for (const sign of plain.replace(FILLING, '') || plain) {
    const own = hashOn(HASH_BEGINS, sign);
    numbers.push(own);
    if (before !== null) numbers.push(hashOn(before, sign));
    before = own;
  }
  const sorted = Int32Array.from(numbers).sort();
  return Array.from(sorted).filter((number, at) => at === 0 || number !== sorted[at - 1]);
}

/** The share of all pieces that both have, 0 to 1 (Jaccard). */
export function likeness(one: Pieces, other: Pieces): number {
  let common = 0;
  for (let at = 0, to = 0; at < one.length && to < other.length; ) {
    const [own, theirs] = [one[at]!, other[to]!];
    if (own === theirs) common += 1;
    if (own <= theirs) at += 1;
    if (theirs <= own) to += 1;
  }
  return common === 0 ? 0 : common / (one.length + other.length - common);
}

/**
 * Numbers of which two texts have one in common almost surely when they are alike, and seldom otherwise: of each of several orders of all
 * pieces the first ones (MinHash in bands; Broder 1997). The same text has the same numbers for ever, so that they can be stored.
 */
export function bandsOf(pieces: Pieces): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let joined = 0;
    for (let row = 0; row < ROWS; row++) joined = mix(joined ^ leastOf(pieces, band * ROWS + row + 1));
    return band * 2 ** 32 + (joined >>> 0);
  });
}

function leastOf(pieces: Pieces, order: number): number {
  let least = 0xffffffff;
  for (let at = 0; at < pieces.length; at++) least = Math.min(least, mix(pieces[at]! ^ Math.imul(order, 0x9e3779b1)) >>> 0);
  return least;
}

/** FNV-1a over UTF-16 units, begun with {@link HASH_BEGINS} or with what the text before came to. */
function hashOn(before: number, text: string): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
const HASH_BEGINS = 0x811c9dc5;

/** Spreads the bits of a number over all 32 (the last step of MurmurHash3). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
