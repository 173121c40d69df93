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

/** The different signs of a key and pairs of neighbouring ones, numbers alike and without what only fills. */
export function piecesOf(key: string): string[] {
  const plain = key.replace(/\p{N}+/gu, '0');
  const signs = [...(plain.replace(FILLING, '') || plain)];
  return [...new Set([...signs, ...signs.slice(1).map((sign, index) => signs[index]! + sign)])];
}

/** Pieces of the texts that others are compared with, over and over; the oldest make room. */
const heads = new Map<string, ReadonlySet<string>>();
const HEADS_MAX = 10_000;

/** {@link piecesOf}, for texts that are asked for again soon. */
export function headPiecesOf(key: string): ReadonlySet<string> {
  const kept = heads.get(key);
  if (kept !== undefined) return kept;
  const pieces = new Set(piecesOf(key));
  if (heads.size >= HEADS_MAX) heads.delete(heads.keys().next().value as string);
  heads.set(key, pieces);
  return pieces;
}

/** The share of all pieces that both have, 0 to 1 (Jaccard). */
export function likeness(one: ReadonlySet<string>, other: readonly string[]): number {
  let common = 0;
  for (const piece of other) if (one.has(piece)) common += 1;
  return common === 0 ? 0 : common / (one.size + other.length - common);
}

/**
 * Numbers of which two texts have one in common almost surely when they are alike, and seldom otherwise: of each of several orders of all
 * pieces the first ones (MinHash in bands; Broder 1997). The same text has the same numbers for ever, so that they can be stored.
 */
export function bandsOf(pieces: readonly string[]): number[] {
  const hashes = pieces.map(hashOf);
  return Array.from({ length: BANDS }, (_, band) => {
    let joined = 0;
    for (let row = 0; row < ROWS; row++) joined = mix(joined ^ leastOf(hashes, band * ROWS + row + 1));
    return band * 2 ** 32 + (joined >>> 0);
  });
}

function leastOf(hashes: readonly number[], order: number): number {
  let least = 0xffffffff;
  for (const hash of hashes) least = Math.min(least, mix(hash ^ Math.imul(order, 0x9e3779b1)) >>> 0);
  return least;
}

/** FNV-1a over UTF-16 units. */
function hashOf(piece: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < piece.length; at++) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  return hash;
}

/** Spreads the bits of a number over all 32 (the last step of MurmurHash3). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
