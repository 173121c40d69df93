import { PLACEHOLDERS, createProtection, type Protected } from './protect.ts';
import { createSegmenter } from './segment.ts';
import { createFolding, isCluster, type Folding } from './synonyms.ts';

/**
 * What a text looks like to the classifiers: names of features, some of them several times. The first letter of a name is its kind:
 * `w` word, `c` one or two characters, `e` word at an edge, `s` characters after folding synonyms, `t` a token for marks.
 */
export type Features = readonly string[];

/** `words`: the words of the text for people, in their order. */
export type Extracted = { features: Features; words: readonly string[]; found: readonly Protected[] };

/** `secrets`: spans of private data, of which nothing becomes a feature. */
export type Extractor = (normalised: string, secrets: readonly { start: number; end: number }[]) => Extracted;

/** Marks that end a clause: no feature reaches across them. */
const CLAUSES = /[^\p{L}\p{N}\p{Co}\p{So}]+/u;
const WORD = /[\p{L}\p{N}\p{Co}\p{So}]/u;

/**
 * The recipe: jieba's words, characters one by one and in pairs with `^` and `$` at the ends, words at the edges once more,
 * pairs again after folding synonyms, tokens for question marks, exclamation marks and numbers with a unit.
 * `words`: our dictionary; `names`: of the gazetteer; `synonyms`: clusters; all normalised.
 */
export function createExtractor(words: readonly string[], names: readonly string[], synonyms: readonly (readonly string[])[]): Extractor {
  const protect = createProtection([...words, ...names]);
  const segment = createSegmenter(words);
  const fold = createFolding(synonyms);
  return (normalised, secrets) => {
    const { text, found } = protect(normalised, secrets);
    const cut = segment(text).filter((word) => WORD.test(word));
    const features: string[] = [];
    addWords(features, cut);
    addCharacters(features, text.split(CLAUSES).filter((clause) => clause !== ''), fold);
    if (text.includes('?')) features.push('t?');
    if (text.includes('!')) features.push('t!');
    for (const { kind } of found) if (kind === 'size' || kind === 'amount') features.push('t' + PLACEHOLDERS[kind]);
    return { features, words: cut, found };
  };
}

function addWords(features: string[], words: readonly string[]): void {
  for (const word of words) features.push('w' + word);
  if (words.length > 0) features.push('e^' + words[0]!, 'e$' + words.at(-1)!);
}

function addCharacters(features: string[], clauses: readonly string[], fold: Folding): void {
  for (const [index, clause] of clauses.entries()) {
    const characters = (index === 0 ? '^' : '') + clause + (index === clauses.length - 1 ? '$' : '');
    for (let at = 0; at < characters.length; at++) {
      if (isInside(characters, at)) features.push('c' + characters[at]!);
      if (at > 0) features.push('c' + characters[at - 1]! + characters[at]!);
    }
    const folded = fold(characters);
    if (folded === characters) continue;
    for (let at = 1; at < folded.length; at++) {
      if (isCluster(folded, at - 1) || isCluster(folded, at)) features.push('s' + folded[at - 1]! + folded[at]!);
    }
    for (let at = 0; at < folded.length; at++) if (isCluster(folded, at)) features.push('s' + folded[at]!);
  }
}

/** Whether it is a character of the text, not a sign for one of its ends. */
function isInside(characters: string, at: number): boolean {
  return characters[at] !== '^' && characters[at] !== '$';
}
