import { RE2JS } from 're2js';
import { JiedaError } from '../base/errors.ts';
import { requiredParts } from './literals.ts';

/** The numbers of the patterns that match somewhere in a text, lowest first. */
export type Patterns = (text: string) => number[];

/**
 * Matches a text with many RE2 patterns, whatever an admin writes, in time that grows with the length of the text only. A pattern is
 * run where words stand that it requires; one set of all patterns would be simpler, but its states explode on patterns like ours.
 * @throws JiedaError `content.invalid` with the pattern that RE2 does not know.
 */
export function createPatterns(patterns: readonly string[]): Patterns {
  const compiled = patterns.map(compile);
  const always: number[] = [];
  const byFirst = new Map<number, { word: string; index: number }[]>();
  const required = patterns.map(requiredParts);
  for (const [index, [words]] of required.entries()) {
    if (words === undefined) always.push(index);
    for (const word of new Set(words)) {
      const list = byFirst.get(word.charCodeAt(0)) ?? [];
      list.push({ word, index });
      byFirst.set(word.charCodeAt(0), list);
    }
  }
  return (text) => {
    const candidates = new Set(always);
    for (let at = 0; at < text.length; at++) {
      const list = byFirst.get(text.charCodeAt(at));
      if (list === undefined) continue;
      for (const { word, index } of list) if (text.startsWith(word, at)) candidates.add(index);
    }
    const mayMatch = (index: number): boolean => required[index]!.every((words) => words.some((word) => text.includes(word)));
    return candidates.size === 0 ? [] : [...candidates].filter((index) => mayMatch(index) && compiled[index]!.test(text)).sort((a, b) => a - b);
  };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new JiedaError('content.invalid', { pattern }, error);
  }
}
