import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { KIND, fingerprintOf, fingerprintOfPair, type Fingerprint } from './fingerprint.ts';
import { clausesOf, isLetterUnit } from './letters.ts';
import { createProtection, type Protected } from './protect.ts';
import { createSegmenter } from './segment.ts';
import { createFolding, isCluster, type Folding } from './synonyms.ts';

/** What a text looks like to the classifiers: fingerprints of features, some of them several times. */
export type Features = readonly Fingerprint[];

/** `meetings`: features that only say something about intents: which stems and meanings meet. `words`: the words of the text for people, in their order. */
export type Extracted = { features: Features; meetings: Features; words: readonly string[]; found: readonly Protected[] };

/** `secrets`: spans of private data, of which nothing becomes a feature. */
export type Extractor = (normalised: string, secrets: readonly { start: number; end: number }[]) => Extracted;

/** Meanings of a text that are paired, at most: a long text has hundreds. */
const MEANINGS = 16;

/** How far apart two stems may stand. */
const NEAR = 3;

/** Stems that are kept. */
const STEMS = 10_000;

const BEGIN = '^'.charCodeAt(0);
const END = '$'.charCodeAt(0);

/**
 * The recipe: jieba's words; pieces of Latin ones and pairs of their stems; characters one by one and in pairs, not across marks, with `^`
 * and `$` at the ends; both again after folding synonyms and known names; every two meanings (clusters) that occur together, wherever they stand;
 * question marks and numbers with a unit.
 * `words`: our dictionary; `clusters`: words that mean the same, or names of the same kind; all normalised.
 */
export function createExtractor(words: readonly string[], clusters: readonly (readonly string[])[]): Extractor {
  const protect = createProtection([...words, ...clusters.flat()]);
  const segment = createSegmenter(words);
  const fold = createFolding(clusters);
  const stemOf = createStems();
  return (normalised, secrets) => {
    const { text, found } = protect(normalised, secrets);
    const cut = segment(text).filter((word) => isLetterUnit(word.charCodeAt(0)));
    const features = cut.map((word) => fingerprintOf(KIND.word, word));
    const stems = addLatin(features, cut, stemOf);
    const meanings = addCharacters(features, clausesOf(text), fold);
    if (text.includes('?')) features.push(fingerprintOf(KIND.mark, '?'));
    for (const { kind } of found) if (kind === 'size' || kind === 'amount') features.push(fingerprintOf(KIND.mark, kind));
    return { features, meetings: [...stems, ...meetingsOf(meanings)], words: cut, found };
  };
}

/**
 * Latin words are too long for pairs of characters: their pieces of three and four, which word follows which; answered are every
 * two stems that are at most {@link NEAR} words apart, with `^` and `$` at the ends.
 */
function addLatin(features: Fingerprint[], words: readonly string[], stemOf: (word: string) => string): Fingerprint[] {
  const stems: Fingerprint[] = [];
  let near: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!isLatin(word)) {
      near = [];
      continue;
    }
    const marked = `^${word}$`;
    for (const length of [3, 4]) {
      for (let at = 0; at + length <= marked.length; at++) features.push(fingerprintOf(KIND.latin, marked.slice(at, at + length)));
    }
    const next = words[index + 1];
    if (next !== undefined && isLatin(next)) features.push(fingerprintOf(KIND.latin, `${word} ${next}`));
    const stem = stemOf(word);
    if (index === 0) stems.push(fingerprintOf(KIND.stems, `^ ${stem}`));
    if (index === words.length - 1) stems.push(fingerprintOf(KIND.stems, `${stem} $`));
    for (let back = 1; back <= near.length; back++) {
      stems.push(fingerprintOf(KIND.stems, `${near[near.length - back]!} ${back === 1 ? '' : '… '}${stem}`));
    }
    near = [...near.slice(1 - NEAR), stem];
  }
  return stems;
}

/** Porter's stems ("shipping", "shipped": ship), each word's once. */
function createStems(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const stem = known.get(word);
    if (stem !== undefined) return stem;
    const found = PorterStemmer.stem(word);
    if (known.size < STEMS) known.set(word, found);
    return found;
  };
}

function isLatin(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 0x61 && code <= 0x7a;
}

/** Answers the meanings of the text, each once, as codes of their signs. */
function addCharacters(features: Fingerprint[], clauses: readonly string[], fold: Folding): number[] {
  const meanings: number[] = [];
  for (let index = 0; index < clauses.length; index++) {
    const characters = (index === 0 ? '^' : '') + clauses[index]! + (index === clauses.length - 1 ? '$' : '');
    addGrams(features, characters);
    const folded = fold(characters);
    if (folded !== characters) addFoldedGrams(features, folded, meanings);
  }
  return meanings;
}

function addGrams(features: Fingerprint[], characters: string): void {
  let before = 0;
  for (let at = 0; at < characters.length; at++) {
    const code = characters.charCodeAt(at);
    if (code !== BEGIN && code !== END) features.push(fingerprintOfPair(KIND.characters, code, 0));
    if (at > 0) features.push(fingerprintOfPair(KIND.characters, before, code));
    before = code;
  }
}

/** Only what folding changed. */
function addFoldedGrams(features: Fingerprint[], folded: string, meanings: number[]): void {
  let before = 0;
  for (let at = 0; at < folded.length; at++) {
    const code = folded.charCodeAt(at);
    if (isCluster(code)) {
      features.push(fingerprintOfPair(KIND.folded, code, 0));
      if (meanings.length < MEANINGS && !meanings.includes(code)) meanings.push(code);
    }
    if (at > 0 && (isCluster(code) || isCluster(before))) features.push(fingerprintOfPair(KIND.folded, before, code));
    before = code;
  }
}

function meetingsOf(meanings: number[]): Fingerprint[] {
  const meetings: Fingerprint[] = [];
  const sorted = meanings.sort((a, b) => a - b);
  for (let first = 0; first < sorted.length; first++) {
    for (let second = first + 1; second < sorted.length; second++) {
      meetings.push(fingerprintOfPair(KIND.meeting, sorted[first]!, sorted[second]!));
    }
  }
  return meetings;
}
