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
  const units = simplify(fold(original));
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
      if (folded !== REMOVED) append(units, folded, 0, at, at + 1);
      at += 1;
    }
  }
  if (units.codes.at(-1) === SPACE) {
    units.codes.pop();
    units.starts.pop();
    units.ends.pop();
  }
  return units;
}

/** Folds one character with the marks on it, whatever it is; answers where the next begins. */
function foldCluster(original: string, at: number, units: Units, marks: Uint8Array): number {
  const code = original.codePointAt(at)!;
  let end = at + (code > 0xffff ? 2 : 1);
  const baseEnd = end;
  while (marks[original.charCodeAt(end)] === 1) end += 1;
  if (code >= 0xd800 && code <= 0xdfff) append(units, REPLACEMENT, 0, at, baseEnd);
  else {
    const character = String.fromCodePoint(code);
    if (INVISIBLE.test(character)) return baseEnd;
    const composed = /[\p{Co}\p{Cn}]/u.test(character)
      ? '\ufffd'
      : (character + original.slice(baseEnd, Math.min(end, baseEnd + MARKS))).normalize('NFKC').toLowerCase();
    for (let i = 0; i < composed.length; i++) {
      const low = isHighSurrogate(composed.charCodeAt(i)) ? composed.charCodeAt(i + 1) : 0;
      append(units, composed.charCodeAt(i), low, at, end);
      if (low !== 0) i += 1;
    }
  }
  return end;
}

/**
 * Appends one character (`low` is its second unit, or 0), unless a row of it is long enough. What is dropped belongs to the unit before,
 * so that a span over the row covers all of it.
 */
function append({ codes, starts, ends }: Units, code: number, low: number, start: number, end: number): void {
  if (isSuperfluous(codes, code, low)) {
    if (ends.length > 0) ends[ends.length - 1] = end;
    return;
  }
  codes.push(code);
  starts.push(start);
  ends.push(end);
  if (low === 0) return;
  codes.push(low);
  starts.push(start);
  ends.push(end);
}

/** White space after white space or at the start, and the fourth of a row of signs or characters. */
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
