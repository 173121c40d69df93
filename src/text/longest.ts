/** Finds the longest word that begins at a place of a text. */
export type LongestMatch<Value> = (text: string, at: number) => { word: string; value: Value } | undefined;

/** Of equal words the first wins. Empty words are left out. */
export function createLongestMatch<Value>(entries: Iterable<readonly [word: string, value: Value]>): LongestMatch<Value> {
  const byFirst = new Map<number, { word: string; value: Value }[]>();
  const taken = new Set<string>();
  for (const [word, value] of entries) {
    if (word === '' || taken.has(word)) continue;
    taken.add(word);
    const list = byFirst.get(word.charCodeAt(0)) ?? [];
    list.push({ word, value });
    byFirst.set(word.charCodeAt(0), list);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.word.length - a.word.length);
  return (text, at) => byFirst.get(text.charCodeAt(at))?.find(({ word }) => text.startsWith(word, at));
}
