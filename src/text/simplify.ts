import { Trie } from 'opencc-js/core';
import * as locale from 'opencc-js/preset/t2cn';

/** Text as UTF-16 units, each with the piece `[start, end)` of the original text that it stands for. */
export type Units = { codes: number[]; starts: number[]; ends: number[] };

let marks: Uint8Array | undefined;
let steps: Trie[] | undefined;

/**
 * Traditional characters and the words of Taiwan and Hong Kong in simplified script, by the dictionaries of OpenCC (opencc-js),
 * longest match first. Text without a traditional character is returned as it came: some Taiwanese words are ordinary words here.
 */
export function simplify(units: Units): Units {
  marks ??= traditionalMarks();
  const table = marks;
  if (!units.codes.some((code) => table[code] === 1)) return units;
  steps ??= [trieOf([...(locale.from['twp'] ?? []), ...(locale.from['hkp'] ?? [])]), trieOf(locale.to['cn'] ?? [])];
  return steps.reduce(rewrite, units);
}

type Group = (typeof locale.to)[string][number];

function trieOf(groups: readonly Group[]): Trie {
  const trie = new Trie();
  // Groups of the list are loaded from the last to the first, so that the first one wins, as within a group.
  for (const group of [...groups].reverse()) trie.loadDictGroup(group);
  return trie;
}

/** 1 for every UTF-16 unit that is a traditional character with another simplified form. */
function traditionalMarks(): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const group of locale.to['cn'] ?? []) {
    for (const dictionary of group) {
      const pairs = typeof dictionary === 'string' ? dictionary.split('|').map((pair) => pair.split(' ')) : dictionary;
      for (const [from, to] of pairs) {
        if (from !== undefined && to !== undefined && from.length === 1 && from !== to) table[from.charCodeAt(0)] = 1;
      }
    }
  }
  return table;
}

/** One pass of longest matches. A replacement of the same length keeps the place of each character, another one that of the whole match. */
function rewrite(units: Units, trie: Trie): Units {
  const text = textOf(units.codes);
  const result: Units = { codes: [], starts: [], ends: [] };
  for (let at = 0; at < text.length; ) {
    const match = trie.matchPrefix(text, at);
    const end = match ? match.end : at + 1;
    const replacement = match ? match.value : text[at]!;
    const aligned = replacement.length === end - at;
    for (let i = 0; i < replacement.length; i++) {
      result.codes.push(replacement.charCodeAt(i));
      result.starts.push(units.starts[aligned ? at + i : at]!);
      result.ends.push(units.ends[aligned ? at + i : end - 1]!);
    }
    at = end;
  }
  return result;
}

/** A string of UTF-16 units; in pieces, because a call takes a limited number of arguments. */
export function textOf(codes: readonly number[]): string {
  if (codes.length <= 4_096) return String.fromCharCode(...codes);
  const pieces: string[] = [];
  for (let at = 0; at < codes.length; at += 4_096) pieces.push(String.fromCharCode(...codes.slice(at, at + 4_096)));
  return pieces.join('');
}
