import { normalise, spanOnOriginal } from './normalise.ts';

/**
 * The words by which a text is found. Chinese (and Japanese, Korean) has no spaces: each pair of neighbours is a word, and the last
 * character of a row one of its own, so that every part of a row is a phrase of its pairs and every single character begins a word.
 * Letters and digits are found by how their word begins, long numbers also by their last four digits.
 */
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+/gu;
const PAIRED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LONG_NUMBER = /^\d{6,}$/;
const TAIL = 4;

/** The words of a text in their order. Width, case, and traditional or simplified script make no difference. */
export function searchWords(text: string): string[] {
  const words: string[] = [];
  for (const [run] of normalise(text).text.matchAll(RUNS)) {
    if (PAIRED.test(run)) words.push(...pairsOf(run));
    else words.push(run);
    if (LONG_NUMBER.test(run)) words.push(run.slice(-TAIL));
  }
  return words;
}

/** What is looked for: `words` stand next to each other in this order, or, with `begins`, the one word begins like this. */
export type SearchTerm = { words: string[]; begins: boolean };

/** Everything that has to be in a line for it to be a hit, at most `termsMax` terms; none where there is nothing to look for. */
export function searchTerms(query: string, termsMax: number): SearchTerm[] {
  const runs = [...normalise(query).text.matchAll(RUNS)].map(([run]) => run).slice(0, termsMax);
  return runs.map((run) => {
    if (!PAIRED.test(run)) return { words: [run], begins: true };
    const characters = [...run];
    return characters.length === 1 ? { words: [run], begins: true } : { words: pairsOf(run).slice(0, -1), begins: false };
  });
}

/** A part of a text around what was found; `hit` marks the found words. */
export type SnippetPiece = { text: string; hit: boolean };

/** What of a line a hit shows: around the first thing found at most `length` UTF-16 units of the text as it was written. */
export function snippet(text: string, query: string, length: number): SnippetPiece[] {
  const normalised = normalise(text);
  const wanted = [...new Set([...normalise(query).text.matchAll(RUNS)].map(([run]) => run))];
  const spans = wanted
    .flatMap((run) => occurrences(normalised.text, run))
    .map(([start, end]) => spanOnOriginal(normalised, start, end))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const from = Math.max(0, Math.min((spans[0]?.start ?? 0) - Math.floor(length / 4), text.length - length));
  const to = Math.min(text.length, from + length);
  const pieces: SnippetPiece[] = [];
  let at = from;
  const add = (end: number, hit: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), hit });
    at = Math.max(at, end);
  };
  if (from > 0) pieces.push({ text: '…', hit: false });
  for (const { start, end } of spans) {
    if (start < at || start >= to) continue;
    add(start, false);
    add(Math.min(end, to), true);
  }
  add(to, false);
  if (to < text.length) pieces.push({ text: '…', hit: false });
  return pieces;
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

function occurrences(text: string, run: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) found.push([at, at + run.length]);
  return found;
}
