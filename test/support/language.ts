/** Words of a page by their keys, as vue-i18n has them. */
export type Tree = { readonly [key: string]: string | Tree };

/** Gaps that only numbers go into. */
const NUMBERS = new Set(['n', 'all', 'percent', 'known', 'least', 'number', 'release', 'hours', 'minutes', 'seconds']);

export function sentences(tree: Tree, path = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`)));
}

/** Tells of a text whether it is a sentence of `words`, whatever stands in its gaps. What both languages say alike belongs to neither. */
export function spokenIn(words: Tree, other: Tree): (text: string) => boolean {
  const common = new Set(sentences(other).map(([, sentence]) => sentence));
  const own = sentences(words).map(([, sentence]) => sentence).filter((sentence) => !common.has(sentence) && /\p{L}/u.test(sentence.replace(/\{\w+\}/g, '')));
  const patterns = own.map((sentence) => new RegExp(`^${sentence.split(/(\{\w+\})/).map(patternOf).join('')}$`, 'u'));
  return (text) => patterns.some((pattern) => pattern.test(text));
}

function patternOf(piece: string): string {
  const gap = /^\{(\w+)\}$/.exec(piece)?.[1];
  return gap === undefined ? piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : NUMBERS.has(gap) ? String.raw`[\d.,]+` : '.+';
}
