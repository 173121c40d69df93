/**
 * Features are told apart by 32-bit fingerprints instead of names: no strings are made for them, and a table of them fits the
 * processor's cache. Of 75,000 features one pair is expected to share a fingerprint; they then count as one.
 */
export type Fingerprint = number;

/** What a feature is about, so that equal characters of different kinds differ. */
export const KIND = {
  /** A word of the segmenter. */
  word: 1,
  /** One or two characters. */
  characters: 2,
  /** One or two characters of which folding changed at least one. */
  folded: 3,
  /** Two meanings in one text. */
  meeting: 4,
  /** A mark of the text: a question, a number with a unit. */
  mark: 5,
  /** A sign of a feeling. */
  sign: 6,
  /** A piece of a Latin word, or two of them in a row. */
  latin: 7,
  /** Two stems of Latin words near each other. */
  stems: 8,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Of one or two characters; 0 for no second one. */
export function fingerprintOfPair(kind: Kind, first: number, second: number): Fingerprint {
  return finish((first << 16) ^ second, kind);
}

/** Of a word. FNV-1a (Fowler, Noll, Vo) over its UTF-16 units. */
export function fingerprintOf(kind: Kind, text: string): Fingerprint {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return finish(hash, kind);
}

/** The last step of MurmurHash3 (Appleby, public domain): every bit of the input reaches every bit of the result. */
function finish(hash: number, kind: Kind): Fingerprint {
  let mixed = Math.imul(hash ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
