import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { senderSchema } from '../message.ts';
import { rowSchema } from '../desk.ts';
import { wholeNumberInQuery } from '../query.ts';
import { filterShape } from './work.ts';

/** `before`: where the next page begins, as the page before says. */
export const searchQuery = z.strictObject({
  text: z.string().trim().min(1).max(LIMITS.searchLength),
  before: wholeNumberInQuery.optional(),
  ...filterShape,
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** A line that was found, shortened around what was looked for. */
export const hitSchema = z.object({
  seq: z.number().int(),
  from: senderSchema,
  at: z.string(),
  pieces: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});

/** Conversations with what was found in them, newest finds first; `before` asks for the next page, absent on the last. */
export const searchResponse = z.object({
  results: z.array(z.object({ conversation: rowSchema, hits: z.array(hitSchema) })),
  before: z.number().int().optional(),
});
export type SearchResult = z.infer<typeof searchResponse>['results'][number];
