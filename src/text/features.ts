import { KIND, fingerprintOf, fingerprintOfPair, type Fingerprint } from './fingerprint.ts';
import { clausesOf, isLetterUnit } from './letters.ts';
import { createProtection, type Protected } from './protect.ts';
import { createSegmenter } from './segment.ts';
import { createFolding, isCluster, type Folding } from './synonyms.ts';

/** What a text looks like to the classifiers: fingerprints of features, some of them several times. */
export type Features = readonly Fingerprint[];

/** `meetings`: features that only say something about intents. `words`: the words of the text for people, in their order. */
export type Extracted = { features: Features; meetings: Features; words: readonly string[]; found: readonly Protected[] };

/** `secrets`: spans of private data, of which nothing becomes a feature. */
export type Extractor = (normalised: string, secrets: readonly { start: number; end: number }[]) => Extracted;

/** Meanings of a text that are paired, at most: a long text has hundreds. */
const MEANINGS = 16;

const BEGIN = '^'.charCodeAt(0);
const END = '$'.charCodeAt(0);

/**
 * The recipe: jieba's words, and pieces of Latin ones; characters one by one and in pairs, not across marks, with `^` and `$` at the ends;
 * both again after folding synonyms and known names; every two meanings (clusters) that occur together, wherever they stand;
 * question marks and numbers with a unit.
 * `words`: our dictionary; `clusters`: words that mean the same, or names of the same kind; all normalised.
 */
export function createExtractor(words: readonly string[], clusters: readonly (readonly string[])[]): Extractor {
  const protect = createProtection([...words, ...clusters.flat()]);
  const segment = createSegmenter(words);
  const fold = createFolding(clusters);
  return (normalised, secrets) => {
    const { text, found } = protect(normalised, secrets);
    const cut = segment(text).filter((word) => isLetterUnit(word.charCodeAt(0)));
    const features = cut.map((word) => fingerprintOf(KIND.word, word));
    addLatin(features, cut);
    const meanings = addCharacters(features, clausesOf(text), fold);
    if (text.includes('?')) features.push(fingerprintOf(KIND.mark, '?'));
    for (const { kind } of found) if (kind === 'size' || kind === 'amount') features.push(fingerprintOf(KIND.mark, kind));
    return { features, meetings: meetingsOf(meanings), words: cut, found };
  };
}

/** Latin words are too long for pairs of characters: their pieces of three and four, and which word follows which. */
function addLatin(features: Fingerprint[], words: readonly string[]): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!isLatin(word)) continue;
    const marked = `^${word}$`;
    for (const length of [3, 4]) {
      for (let at = 0; at + length <= marked.length; at++) features.push(fingerprintOf(KIND.latin, marked.slice(at, at + length)));
    }
    const next = words[index + 1];
    if (next !== undefined && isLatin(next)) features.push(fingerprintOf(KIND.latin, `${word} ${next}`));
  }
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
