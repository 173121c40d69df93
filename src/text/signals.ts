import type { Lexicons } from '../contract/content/lexicons.ts';
import type { Features } from './features.ts';
import { KIND, fingerprintOf, fingerprintOfPair, type Fingerprint } from './fingerprint.ts';
import { isInsideWord, isLetterUnit } from './letters.ts';
import { createLongestMatch } from './longest.ts';
import { normalise } from './normalise.ts';
import { createPatterns } from './patterns.ts';

/** What in a text speaks of a feeling. `features` for the classifier, `because` for people. */
export type Signals = { features: Features; because: readonly string[] };

const BEGIN = '^'.charCodeAt(0);
const END = '$'.charCodeAt(0);

type Strong = { word: string; emotion: 'angry' | 'upset'; weight: number };

/** Rows of marks and letters, as the normalised text still has them (at most three in a row). */
const MARKS: readonly (readonly [feature: string, pattern: RegExp])[] = [
  ['!!', /!!/], ['!!!', /!!!/], ['??', /\?\?/], ['???', /\?\?\?/], ['?!', /\?!|!\?/], ['...', /\.\.\.|。。|…/], ['~', /~/],
  ['row', /([\u4e00-\u9fff])\1\1/], ['quote', /["“”「」]/], ['emoji', /\p{So}/u],
];

/** A pattern of this weight is meant for us, whatever else in the text is not: a threat after a joke is a threat. */
const UNMISTAKABLE = 4;

/**
 * The graded lexicon, patterns (ultimatums, threats, sarcasm), marks, and what shows that a strong word is not meant for us:
 * then its weight counts separately. A word of weight 0 is an ordinary one that holds a strong one ("操作", "一星期") and takes it out.
 */
export function createSignals(lexicon: Lexicons['emotion']): (normalised: string) => Signals {
  const strong = (['angry', 'upset'] as const).flatMap((emotion) =>
    Object.entries(lexicon[emotion]).map(([word, weight]): Strong => ({ word: normalise(word).text, emotion, weight })),
  );
  const match = createLongestMatch(strong.map((entry) => [entry.word, entry] as const));
  const matchPatterns = createPatterns([...lexicon.patterns, ...lexicon.notAtUs].map(({ pattern }) => pattern));
  const markFeatures = MARKS.map(([name]) => fingerprintOf(KIND.sign, name));
  return (text) => {
    const matched = matchPatterns(text);
    const patterns = matched.filter((index) => index < lexicon.patterns.length).map((index) => lexicon.patterns[index]!);
    const elsewhere = matched.filter((index) => index >= lexicon.patterns.length).map((index) => lexicon.notAtUs[index - lexicon.patterns.length]!);
    const words = strongWordsIn(text, match);
    const isElsewhere = elsewhere.length > 0 && !patterns.some(({ emotion, weight }) => emotion === 'angry' && weight >= UNMISTAKABLE);
    return {
      features: [...marksInContext(text), ...twice([
        sign(`length ${lengthOf(text)}`),
        ...wordFeatures(words, isElsewhere),
        ...(isElsewhere && patterns.every(({ emotion }) => emotion !== 'angry') ? twice(twice([sign('nothing at us')])) : []),
        ...patterns.flatMap(({ emotion, weight }) => [sign(`pattern ${emotion}`), sign(`pattern ${emotion} ${Math.round(weight)}`)]),
        ...matched.map((index) => sign(`pattern ${index}`)),
        ...markFeatures.filter((_, index) => MARKS[index]![1].test(text)),
      ])],
      because: [...words.map(({ word }) => `“${word}”`), ...patterns.map(({ because }) => because), ...elsewhere.map(({ because }) => because)],
    };
  };
}

/** Every mark with the character before and after it: "啊!" and "吗?" are different from "!" and "?". */
function marksInContext(text: string): Fingerprint[] {
  const features: Fingerprint[] = [];
  let before = BEGIN;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : END;
    const isMark = (at > 0 && !isLetterUnit(before)) || (at < text.length && !isLetterUnit(code));
    if (isMark) features.push(fingerprintOfPair(KIND.sign, before, code));
    before = code;
  }
  return features;
}

/** People in rage write one word or a page. */
function lengthOf(text: string): number {
  const limits = [6, 12, 25, 50];
  return limits.filter((limit) => text.length >= limit).length;
}

function sign(name: string): Fingerprint {
  return fingerprintOf(KIND.sign, name);
}

/** Signs say more than words of the text do. */
function twice(features: Features): Fingerprint[] {
  return [...features, ...features];
}

function strongWordsIn(text: string, match: ReturnType<typeof createLongestMatch<Strong>>): Strong[] {
  const words: Strong[] = [];
  for (let at = 0; at < text.length; ) {
    const found = match(text, at);
    const end = at + (found?.word.length ?? 1);
    // "usb" is no "sb", and no number holds "315".
    const isWhole = !isInsideWord(text, at) && !isInsideWord(text, end);
    if (found && isWhole && found.value.weight > 0) words.push(found.value);
    at = found && isWhole ? end : at + 1;
  }
  return words;
}

function wordFeatures(words: readonly Strong[], elsewhere: boolean): Fingerprint[] {
  if (words.length === 0) return [sign('no strong word')];
  const side = elsewhere ? 'elsewhere' : 'at us';
  const features = words.map(({ emotion, weight }) => sign(`${side} ${emotion} ${Math.round(weight)}`));
  for (const emotion of ['angry', 'upset'] as const) {
    const sum = words.filter((word) => word.emotion === emotion).reduce((total, { weight }) => total + weight, 0);
    for (const limit of [1, 3, 6]) if (sum >= limit) features.push(sign(`${side} ${emotion} sum ${limit}`));
  }
  return features;
}
