import type { Lexicons } from '../contract/content/lexicons.ts';
import type { Features } from './features.ts';
import { createLongestMatch } from './longest.ts';
import { normalise } from './normalise.ts';
import { createPatterns } from './patterns.ts';

/** What in a text speaks of a feeling. `features` for the classifier, `because` for people. */
export type Signals = { features: Features; because: readonly string[] };

type Strong = { word: string; emotion: 'angry' | 'upset'; weight: number };

/** Rows of marks and letters, as the normalised text still has them (at most three in a row). */
const MARKS: readonly (readonly [feature: string, pattern: RegExp])[] = [
  ['m!!', /!!/], ['m!!!', /!!!/], ['m??', /\?\?/], ['m???', /\?\?\?/], ['m?!', /\?!|!\?/], ['m...', /\.\.\.|。。|…/], ['m~', /~/],
  ['mrow', /([\u4e00-\u9fff])\1\1/], ['mquote', /["“”「」]/], ['memoji', /\p{So}/u],
];

/**
 * The graded lexicon, patterns (ultimatums, threats, sarcasm), marks, and what shows that a strong word is not meant for us:
 * then its weight counts separately. Names of features begin with `m`.
 */
export function createSignals(lexicon: Lexicons['emotion']): (normalised: string) => Signals {
  const strong = (['angry', 'upset'] as const).flatMap((emotion) =>
    Object.entries(lexicon[emotion]).map(([word, weight]): Strong => ({ word: normalise(word).text, emotion, weight })),
  );
  const match = createLongestMatch(strong.map((entry) => [entry.word, entry] as const));
  const matchPatterns = createPatterns([...lexicon.patterns, ...lexicon.notAtUs].map(({ pattern }) => pattern));
  return (text) => {
    const matched = matchPatterns(text);
    const patterns = matched.filter((index) => index < lexicon.patterns.length).map((index) => lexicon.patterns[index]!);
    const elsewhere = matched.filter((index) => index >= lexicon.patterns.length).map((index) => lexicon.notAtUs[index - lexicon.patterns.length]!);
    const words = strongWordsIn(text, match);
    return {
      // Each twice, because a sign says more than a word of the text.
      features: twice([
        ...wordFeatures(words, elsewhere.length > 0),
        ...patterns.flatMap(({ emotion, weight }) => [`mp${emotion}`, `mp${emotion}${Math.round(weight)}`]),
        ...matched.map((index) => `mp${index}`),
        ...MARKS.filter(([, pattern]) => pattern.test(text)).map(([feature]) => feature),
      ]),
      because: [...words.map(({ word }) => `“${word}”`), ...patterns.map(({ because }) => because), ...elsewhere.map(({ because }) => because)],
    };
  };
}

function twice(features: readonly string[]): string[] {
  return [...features, ...features];
}

function strongWordsIn(text: string, match: ReturnType<typeof createLongestMatch<Strong>>): Strong[] {
  const words: Strong[] = [];
  for (let at = 0; at < text.length; ) {
    const found = match(text, at);
    if (found) words.push(found.value);
    at += found ? found.word.length : 1;
  }
  return words;
}

function wordFeatures(words: readonly Strong[], elsewhere: boolean): string[] {
  const side = elsewhere ? 'me' : 'mw';
  const features = words.map(({ emotion, weight }) => `${side}${emotion}${Math.round(weight)}`);
  for (const emotion of ['angry', 'upset'] as const) {
    const sum = words.filter((word) => word.emotion === emotion).reduce((total, { weight }) => total + weight, 0);
    if (sum > 0) features.push(`${side}${emotion}`);
    if (sum >= 3) features.push(`${side}${emotion}>3`);
    if (sum >= 6) features.push(`${side}${emotion}>6`);
  }
  if (words.length === 0) features.push('m0');
  return features;
}
