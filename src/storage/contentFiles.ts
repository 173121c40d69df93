import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import { understandingSettingSchema, type UnderstandingSetting } from '../contract/content/caution.ts';
import { figuresSchema, type Figures } from '../contract/content/figures.ts';
import { lexiconsSchema, type Lexicons } from '../contract/content/lexicons.ts';
import { testsetSchema, type Testset } from '../contract/content/testset.ts';
import { formatDocument } from './documentFormat.ts';
import { formatTestset, parseTestset } from './testsetFormat.ts';

/** How a file of the draft becomes a value and back. `empty`: what it says where there is no such file. */
export type FileFormat = { parse(path: string, text: string): unknown; format(value: unknown): string };

export const JSON_FORMAT: FileFormat = { parse: parseJson, format: formatDocument };
const TSV_FORMAT: FileFormat = { parse: parseTestset, format: (value) => formatTestset(value as Testset) };
export const TEXT_FORMAT: FileFormat = { parse: (_path, text) => text, format: (value) => value as string };

/** The files of the draft of which there is one each. They hold no revision: {@link revisionOf} what they say stands for one. */
export const FILES = {
  figures: { path: 'data/figures.json', schema: figuresSchema, format: JSON_FORMAT, empty: undefined },
  words: { path: 'data/lexicons/words.json', schema: lexiconsSchema.shape.words, format: JSON_FORMAT, empty: undefined },
  synonyms: { path: 'data/lexicons/synonyms.json', schema: lexiconsSchema.shape.synonyms, format: JSON_FORMAT, empty: undefined },
  emotion: { path: 'data/lexicons/emotion.json', schema: lexiconsSchema.shape.emotion, format: JSON_FORMAT, empty: undefined },
  gazetteer: { path: 'data/lexicons/gazetteer.json', schema: lexiconsSchema.shape.gazetteer, format: JSON_FORMAT, empty: undefined },
  understanding: { path: 'data/understanding.json', schema: understandingSettingSchema, format: JSON_FORMAT, empty: { caution: 'normal' } },
  testset: { path: 'data/testset.tsv', schema: testsetSchema, format: TSV_FORMAT, empty: [] },
} as const;

export type FileOf = Pick<Lexicons, 'words' | 'synonyms' | 'emotion' | 'gazetteer'> & { figures: Figures; understanding: UnderstandingSetting; testset: Testset };
export type FileName = keyof FileOf;

/** A file as it was read. `rev` changes with every change of what it says. */
export type Revised<Value> = { rev: string; content: Value };

/** The revision of what carries none itself. */
export function revisionOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

/** Problems told of one file: the first ones are usually the reason for the others. */
const PROBLEMS_SHOWN = 5;

export function problemsOf(name: string, error: z.ZodError): string[] {
  return error.issues.slice(0, PROBLEMS_SHOWN).map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JiedaError('content.invalid', { problems: [`${path}: ${error instanceof Error ? error.message : 'no JSON'}`] }, error);
  }
}
