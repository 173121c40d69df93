import { simplify, textOf, type Units } from './simplify.ts';

/**
 * A text in the form in which it is understood. Unit `i` of `text` stands for `original.slice(starts[i], ends[i])`;
 * starts and ends never fall.
 */
export type Normalised = { original: string; text: string; starts: readonly number[]; ends: readonly number[] };

/** How often a sign, a character or an emoji may stand in a row before the rest of the row is dropped. Digits and Latin letters are never dropped. */
const REPEATS = 3;
/** Marks on one letter beyond these are decoration ("zalgo") and would make normalising slow. */
const MARKS = 4;

/** Formats, joiners, direction overrides, variation selectors and blank letters: one can hide in a word without being seen. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u3164\uffa0]/u;

const REMOVED = 0;
const SPECIAL = 1;
const SPACE = 0x20;
const REPLACEMENT = 0xfffd;

let tables: { folding: Uint16Array; marks: Uint8Array } | undefined;

/**
 * Full-width and compatibility forms (NFKC), lower case, simplified script; without zero-width, bidi and control characters;
 * white space and repeated signs squeezed. Lone surrogates and private-use characters become U+FFFD. Any string is accepted.
 */
export function normalise(original: string): Normalised {
  const units = simplify(squeeze(fold(original)));
  return { original, text: textOf(units.codes), starts: units.starts, ends: units.ends };
}

/** Where `[start, end)` of the normalised text lies in the original one. An empty span is empty there, too. */
export function spanOnOriginal(normalised: Normalised, start: number, end: number): { start: number; end: number } {
  const length = normalised.original.length;
  if (end <= start) {
    const at = normalised.starts[start] ?? length;
    return { start: at, end: at };
  }
  return { start: normalised.starts[start] ?? length, end: normalised.ends[end - 1] ?? length };
}

function fold(original: string): Units {
  tables ??= foldingTables();
  const { folding, marks } = tables;
  const units: Units = { codes: [], starts: [], ends: [] };
  for (let at = 0; at < original.length; ) {
    const folded = folding[original.charCodeAt(at)]!;
    // A mark that follows belongs to this letter, so that both are composed together. (Past the end the code is NaN: no mark.)
    if (folded === SPECIAL || marks[original.charCodeAt(at + 1)] === 1) at = foldCluster(original, at, units, marks);
    else {
      if (folded !== REMOVED) append(units, folded, at, at + 1);
      at += 1;
    }
  }
  return units;
}

/** Folds one character with the marks on it, whatever it is; answers where the next begins. */
function foldCluster(original: string, at: number, units: Units, marks: Uint8Array): number {
  const code = original.codePointAt(at)!;
  let end = at + (code > 0xffff ? 2 : 1);
  const baseEnd = end;
  while (marks[original.charCodeAt(end)] === 1) end += 1;
  if (code >= 0xd800 && code <= 0xdfff) append(units, REPLACEMENT, at, baseEnd);
  else {
    const character = String.fromCodePoint(code);
    if (INVISIBLE.test(character)) return baseEnd;
    const composed = /[\p{Co}\p{Cn}]/u.test(character)
      ? '\ufffd'
      : (character + original.slice(baseEnd, Math.min(end, baseEnd + MARKS))).normalize('NFKC').toLowerCase();
    for (let i = 0; i < composed.length; i++) append(units, composed.charCodeAt(i), at, end);
  }
  return end;
}

function append(units: Units, code: number, start: number, end: number): void {
  units.codes.push(code);
  units.starts.push(start);
  units.ends.push(end);
}

/** Squeezes rows of white space to one space (none at the ends) and rows of one sign or character to {@link REPEATS}. */
function squeeze(units: Units): Units {
  const { codes } = units;
  const kept: Units = { codes: [], starts: [], ends: [] };
  for (let at = 0; at < codes.length; ) {
    const wide = isHighSurrogate(codes[at]!) ? 2 : 1;
    if (isSuperfluous(kept.codes, codes[at]!, wide === 2 ? codes[at + 1]! : 0)) {
      // What is dropped belongs to the unit before, so that a span over the row covers all of it.
      if (kept.ends.length > 0) kept.ends[kept.ends.length - 1] = units.ends[at + wide - 1]!;
    } else {
      for (let i = at; i < at + wide; i++) append(kept, codes[i]!, units.starts[i]!, units.ends[i]!);
    }
    at += wide;
  }
  if (kept.codes.at(-1) === SPACE) {
    kept.codes.pop();
    kept.starts.pop();
    kept.ends.pop();
  }
  return kept;
}

function isSuperfluous(before: readonly number[], code: number, low: number): boolean {
  const length = before.length;
  if (code === SPACE) return length === 0 || before[length - 1] === SPACE;
  if (isDigitOrLatin(code)) return false;
  if (low === 0) {
    for (let back = 1; back <= REPEATS; back++) if (before[length - back] !== code) return false;
    return true;
  }
  for (let back = 1; back <= REPEATS; back++) {
    if (before[length - 2 * back] !== code || before[length - 2 * back + 1] !== low) return false;
  }
  return true;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isDigitOrLatin(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
}

/**
 * For every unit of the basic plane, what it becomes when no mark follows (another unit, {@link REMOVED}, or {@link SPECIAL}
 * where that takes more than a table), and whether it is a combining mark.
 */
function foldingTables(): { folding: Uint16Array; marks: Uint8Array } {
  const folding = new Uint16Array(65_536);
  const marks = new Uint8Array(65_536);
  for (let code = 0; code < 65_536; code++) {
    folding[code] = foldingOf(code);
    if (folding[code] !== REMOVED && /\p{M}/u.test(String.fromCharCode(code))) marks[code] = 1;
  }
  return { folding, marks };
}

function foldingOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SPECIAL;
  const character = String.fromCharCode(code);
  if (/[\p{Co}\p{Cn}]/u.test(character)) return REPLACEMENT;
  if (/[\p{Z}\p{Cc}]/u.test(character)) return SPACE;
  if (INVISIBLE.test(character)) return REMOVED;
  const composed = character.normalize('NFKC').toLowerCase();
  return composed.length === 1 ? composed.charCodeAt(0) : SPECIAL;
}
