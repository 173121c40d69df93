import { clausesOf, isLetterUnit } from './letters.ts';
import { PLACEHOLDERS, createProtection, type Protected } from './protect.ts';
import { createSegmenter } from './segment.ts';
import { createFolding, isCluster, type Folding } from './synonyms.ts';

/**
 * What a text looks like to the classifiers: names of features, some of them several times. The first letter of a name is its kind:
 * `w` word, `c` one or two characters, `s` the same after folding synonyms, `q` two meanings in one text, `t` a mark.
 */
export type Features = readonly string[];

/** `meetings`: features of kind `q`, which only say something about intents. `words`: the words of the text for people, in their order. */
export type Extracted = { features: Features; meetings: Features; words: readonly string[]; found: readonly Protected[] };

/** `secrets`: spans of private data, of which nothing becomes a feature. */
export type Extractor = (normalised: string, secrets: readonly { start: number; end: number }[]) => Extracted;

/** Meanings of a text that are paired, at most: a long text has hundreds. */
const MEANINGS = 16;

/**
 * The recipe: jieba's words; characters one by one and in pairs, not across marks, with `^` and `$` at the ends; again after folding synonyms and known names;
 * every two meanings (clusters) that occur together, wherever they stand; question marks and numbers with a unit.
 * `words`: our dictionary; `clusters`: words that mean the same, or names of the same kind; all normalised.
 */
export function createExtractor(words: readonly string[], clusters: readonly (readonly string[])[]): Extractor {
  const protect = createProtection([...words, ...clusters.flat()]);
  const segment = createSegmenter(words);
  const fold = createFolding(clusters);
  return (normalised, secrets) => {
    const { text, found } = protect(normalised, secrets);
    const cut = segment(text).filter((word) => isLetterUnit(word.charCodeAt(0)));
    const features = cut.map((word) => 'w' + word);
    const meanings = addCharacters(features, clausesOf(text), fold);
    if (text.includes('?')) features.push('t?');
    for (const { kind } of found) if (kind === 'size' || kind === 'amount') features.push('t' + PLACEHOLDERS[kind]);
    return { features, meetings: meetingsOf(meanings), words: cut, found };
  };
}

/** Answers the meanings of the text, each once, as a string of their signs. */
function addCharacters(features: string[], clauses: readonly string[], fold: Folding): string {
  let meanings = '';
  for (let index = 0; index < clauses.length; index++) {
    const characters = (index === 0 ? '^' : '') + clauses[index]! + (index === clauses.length - 1 ? '$' : '');
    addGrams(features, characters);
    const folded = fold(characters);
    if (folded !== characters) meanings = addFoldedGrams(features, folded, meanings);
  }
  return meanings;
}

function addGrams(features: string[], characters: string): void {
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character !== '^' && character !== '$') features.push('c' + character);
    if (at > 0) features.push('c' + characters[at - 1]! + character);
  }
}

/** Only what folding changed. Answers the meanings so far, each once. */
function addFoldedGrams(features: string[], folded: string, before: string): string {
  let meanings = before;
  for (let at = 0; at < folded.length; at++) {
    const character = folded[at]!;
    const isFolded = isCluster(folded, at);
    if (isFolded) features.push('s' + character);
    if (isFolded && !meanings.includes(character)) meanings += character;
    if (at > 0 && (isFolded || isCluster(folded, at - 1))) features.push('s' + folded[at - 1]! + character);
  }
  return meanings;
}

function meetingsOf(meanings: string): string[] {
  const meetings: string[] = [];
  const sorted = [...meanings.slice(0, MEANINGS)].sort();
  for (let first = 0; first < sorted.length; first++) {
    for (let second = first + 1; second < sorted.length; second++) meetings.push('q' + sorted[first]! + sorted[second]!);
  }
  return meetings;
}
