/** A text as phrases are looked for in it: width and case folded, without spaces and signs. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '');
}

/** A list of phrases: `whole` must be the whole text, `parts` may stand anywhere in it. */
export type WordList = { whole: ReadonlySet<string>; parts: readonly string[] };

/** `=…` means the whole text. */
export function compileWords(phrases: readonly string[]): WordList {
  return {
    whole: new Set(phrases.filter((phrase) => phrase.startsWith('=')).map((phrase) => plain(phrase.slice(1)))),
    parts: phrases.filter((phrase) => !phrase.startsWith('=')).map(plain),
  };
}

/** The text must have gone through {@link plain}. */
export function hasWords(text: string, list: WordList): boolean {
  return list.whole.has(text) || list.parts.some((phrase) => text.includes(phrase));
}
