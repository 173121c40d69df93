import { readFileSync } from 'node:fs';

const linesOf = (name) => readFileSync(new URL(`texts/${name}.txt`, import.meta.url), 'utf8').split('\n').filter((line) => line !== '');

/** What customers ask calmly: the bot answers most of it by itself. */
export const QUESTIONS = linesOf('questions');

/** Anger, wishes for a person, other scripts, misspellings, numbers, code, one word, very long texts. */
export const OTHERS = linesOf('others');
