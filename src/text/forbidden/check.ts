import { RE2JS } from 're2js';
import { JiedaError } from '../../base/errors.ts';
import { FORBIDDEN_SEVERITIES, type ForbiddenEntry, type ForbiddenFinding } from '../../contract/content/forbidden.ts';
import { createSounds } from '../homophones.ts';
import { requiredParts } from '../literals.ts';
import { normalise } from '../normalise.ts';
import { compact, spanAsWritten, type Compact } from './compact.ts';

/** Finds what nobody writes to a customer; in the order of the text, without overlap. */
export type ForbiddenCheck = (text: string) => ForbiddenFinding[];

/** Of fewer characters too many ordinary words sound alike. */
const SOUND_LENGTH = 4;
const CLAUSE_END = /[,。!?;\n]/;

type Span = { start: number; end: number };
type Hit = Span & { entry: ForbiddenEntry };
type Pattern = { compiled: RE2JS; required: readonly string[][] };
type Compiled = { entry: ForbiddenEntry; patterns: Pattern[]; unless: Pattern[] };
type Found = Span & { compiled: Compiled };
type Word = { word: string; compiled: Compiled };

/**
 * Compiles the entries once. Of findings that overlap, the most severe stays, of equally severe ones the longest.
 * @throws JiedaError `content.invalid` with the pattern that RE2 does not know.
 */
export function createForbidden(entries: readonly ForbiddenEntry[]): ForbiddenCheck {
  const all = entries.map(compiledOf);
  const words = byFirstUnit(all, (phrase) => [compact(phrase).text]);
  soundOf ??= createSounds();
  const toSounds = soundOf;
  const sounds = byFirstUnit(all, (phrase) => (phrase.length >= SOUND_LENGTH && /^\p{Script=Han}+$/u.test(phrase) ? [toSounds(normalise(phrase).text)] : []));
  const patterned = all.filter(({ patterns }) => patterns.length > 0);

  return (original) => {
    const read = compact(original);
    const allSounds = toSounds(read.text);
    const active = patterned.flatMap((compiled) => compiled.patterns.filter((pattern) => mayMatch(pattern, read.text)).map((pattern) => ({ pattern, compiled })));
    return sentencesOf(read.text).flatMap(({ start, end }) => {
      const text = read.text.slice(start, end);
      const found: Found[] = [
        ...wordsIn(text, words),
        ...wordsIn(allSounds.slice(start, end), sounds),
        ...active.flatMap(({ pattern, compiled }) => spansOf(pattern, text).map((span) => ({ ...span, compiled }))),
      ];
      return withoutOverlap(notExcepted(text, found)).map((hit) => findingOf(read, original, { ...hit, start: start + hit.start, end: start + hit.end }));
    });
  };
}

/** What a hit may reach over at most: to the end of a sentence; of an endless one to a comma, or to this many units. */
const COMMA_AFTER = 120;
const SENTENCE_MAX = 400;

function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start;
    while (end < text.length && end - start < SENTENCE_MAX && !endsSentence(text, end, end - start)) end += 1;
    while (end < text.length && /[。!?\n]/.test(text[end]!)) end += 1;
    if (end < text.length && /[,;]/.test(text[end]!)) end += 1;
    sentences.push({ start, end });
    start = end;
  }
  return sentences;
}

function endsSentence(text: string, at: number, length: number): boolean {
  return /[。!?\n]/.test(text[at]!) || (length >= COMMA_AFTER && /[,;]/.test(text[at]!));
}

/** Without what overlaps an exception of its entry; as wide as is to be marked. */
function notExcepted(text: string, found: readonly Found[]): Hit[] {
  const allowed = new Map<Compiled, Span[]>();
  const hits: Hit[] = [];
  for (const { start, end, compiled } of found) {
    let spans = allowed.get(compiled);
    if (spans === undefined) allowed.set(compiled, (spans = compiled.unless.flatMap((pattern) => spansOf(pattern, text, false))));
    if (spans.some((span) => span.start < end && start < span.end)) continue;
    const { entry } = compiled;
    hits.push({ ...(entry.clause ? clauseAround(text, start, end) : { start, end }), entry });
  }
  return hits;
}

/** Patterns cost far more to compile than to run; of a changed list only what is new is compiled. */
const compiledEntries = new WeakMap<ForbiddenEntry, Compiled>();
let soundOf: ((text: string) => string) | undefined;

function compiledOf(entry: ForbiddenEntry): Compiled {
  const known = compiledEntries.get(entry);
  if (known !== undefined) return known;
  const compiled = { entry, patterns: entry.patterns.map(compile), unless: entry.unless.map(compile) };
  compiledEntries.set(entry, compiled);
  return compiled;
}

function compile(pattern: string): Pattern {
  try {
    return { compiled: RE2JS.compile(pattern), required: requiredParts(pattern) };
  } catch (error) {
    throw new JiedaError('content.invalid', { pattern }, error);
  }
}

function byFirstUnit(all: readonly Compiled[], formsOf: (phrase: string) => string[]): Map<number, Word[]> {
  const table = new Map<number, Word[]>();
  for (const compiled of all) {
    for (const word of new Set(compiled.entry.phrases.flatMap(formsOf))) {
      if (word === '') continue;
      const list = table.get(word.charCodeAt(0)) ?? [];
      list.push({ word, compiled });
      table.set(word.charCodeAt(0), list);
    }
  }
  return table;
}

function wordsIn(text: string, table: ReadonlyMap<number, readonly Word[]>): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < text.length; at++) {
    for (const { word, compiled } of table.get(text.charCodeAt(at)) ?? []) {
      if (text.startsWith(word, at) && standsAlone(text, at, at + word.length)) found.push({ start: at, end: at + word.length, compiled });
    }
  }
  return found;
}

/** A word of Latin letters or digits is not part of a longer one: `sb` does not stand in `usb`. */
function standsAlone(text: string, start: number, end: number): boolean {
  const isLatin = (at: number): boolean => /[a-z0-9]/.test(text[at] ?? '');
  return !(isLatin(start) && isLatin(start - 1)) && !(isLatin(end - 1) && isLatin(end));
}

/** Whether the words stand in the text that the pattern requires. */
function mayMatch({ required }: Pattern, text: string): boolean {
  return required.every((words) => words.some((word) => text.includes(word)));
}

/** Every match of a pattern; with `group`, of its first group where it has one. */
function spansOf(pattern: Pattern, text: string, group = true): Span[] {
  if (!mayMatch(pattern, text)) return [];
  const matcher = pattern.compiled.matcher(text);
  const spans: Span[] = [];
  while (matcher.find()) {
    const marked = group && matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
    const span = { start: matcher.start(marked), end: matcher.end(marked) };
    if (span.end > span.start) spans.push(span);
  }
  return spans;
}

/** From the end of the clause before to the end of this one, with the mark that ends it; a line break stays outside. */
function clauseAround(text: string, start: number, end: number): Span {
  while (start < end && CLAUSE_END.test(text[start]!)) start += 1;
  while (start > 0 && !CLAUSE_END.test(text[start - 1]!)) start -= 1;
  while (end < text.length && !CLAUSE_END.test(text[end - 1]!)) end += 1;
  while (end < text.length && /[。!?]/.test(text[end]!)) end += 1;
  if (text[end - 1] === '\n') end -= 1;
  return { start, end };
}

function withoutOverlap(hits: readonly Hit[]): Hit[] {
  const rank = ({ entry }: Hit): number => FORBIDDEN_SEVERITIES.indexOf(entry.severity);
  const strongest = [...hits].sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Hit[] = [];
  for (const hit of strongest) if (!kept.some(({ start, end }) => start < hit.end && hit.start < end)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}

function findingOf(read: Compact, original: string, { start, end, entry }: Hit): ForbiddenFinding {
  const span = spanAsWritten(read, start, end);
  const { id, kind, severity, because, instead } = entry;
  return { entry: id, kind, severity, ...span, text: original.slice(span.start, span.end), because, instead: [...instead] };
}
