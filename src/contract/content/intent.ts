import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';

/** Ids become labels of a classifier and names of files: lower-case words joined by `_`, never a name of Object.prototype. */
export const intentIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
  .max(40)
  .refine((id) => !(id in Object.prototype), 'reserved name');

export const exampleSchema = z.strictObject({ text: z.string().min(1).max(500), emotion: emotionSchema });
export type Example = z.infer<typeof exampleSchema>;

/**
 * A rule of understanding. It applies where `pattern` (RE2) matches the normalised text. `decide` settles the intent,
 * `forbid` takes it out of the ranking, a number under `weigh` is added to its log-odds. `because` is shown to people.
 */
export const understandingRuleSchema = z.strictObject({
  pattern: z.string().min(1).max(500),
  effect: z.union([z.literal('decide'), z.literal('forbid'), z.strictObject({ weigh: z.number().min(-10).max(10) })]),
  because: z.string().min(1).max(200),
});
export type UnderstandingRule = z.infer<typeof understandingRuleSchema>;

export const domainSchema = z.enum(['common', 'shop', 'account', 'drive', 'telecom', 'outside']);
export type Domain = z.infer<typeof domainSchema>;

/** One file of `intents/`. `rev` grows by one with every save; a save on an old `rev` is refused. */
export const intentDocumentSchema = z.strictObject({
  id: intentIdSchema,
  name: z.string().min(1).max(20),
  domain: domainSchema,
  description: z.string().max(500),
  rev: z.number().int().positive(),
  rules: z.array(understandingRuleSchema).default([]),
  examples: z.array(exampleSchema).max(5_000),
});
export type IntentDocument = z.infer<typeof intentDocumentSchema>;
