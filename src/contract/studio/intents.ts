import { z } from 'zod';
import { domainSchema, intentDocumentSchema, intentIdSchema } from '../content/intent.ts';
import { emotionSchema, meaningSchema } from '../meaning.ts';

/** One intent of the draft in the list: `examples` counts them by emotion. */
export const intentSummarySchema = z.object({
  id: intentIdSchema,
  name: z.string(),
  domain: domainSchema,
  description: z.string(),
  rev: z.number().int(),
  rules: z.number().int(),
  examples: z.record(emotionSchema, z.number().int()),
});
export type IntentSummary = z.infer<typeof intentSummarySchema>;

/** `edits`: whether the draft can be changed here. */
export const intentsResponse = z.object({ edits: z.boolean(), intents: z.array(intentSummarySchema) });

export const intentParams = z.strictObject({ intent: intentIdSchema });
export const intentResponse = z.object({ edits: z.boolean(), document: intentDocumentSchema });

/** A save carries the `rev` that was read; a new intent has 1. What changed is found by comparing. */
export const saveIntentRequest = z.strictObject({ document: intentDocumentSchema });

/** What names an intent. `dialogs`: topics; `conversations`: files of conversation tests; `testset`: lines of the fixed test set. */
export const intentUsesResponse = z.object({ dialogs: z.array(z.object({ id: z.string(), name: z.string() })), conversations: z.array(z.string()), testset: z.number().int() });
export type IntentUses = z.infer<typeof intentUsesResponse>;
export const removeIntentRequest = z.strictObject({ rev: z.number().int().positive() });

/** Takes examples out of one intent and puts them into another, both as they were read, or neither. */
export const moveExamplesRequest = z.strictObject({
  rev: z.number().int().positive(),
  to: intentIdSchema,
  texts: z.array(z.string().min(1).max(500)).min(1).max(1_000),
});

/** Lines to look at before they become examples of `intent`. */
export const checkLinesRequest = z.strictObject({ intent: intentIdSchema, texts: z.array(z.string().max(2_000)).min(1).max(1_000) });

/**
 * What a line would be as an example: `duplicate` of one there is, `near` one, `repeated` in the lines before, `tooLong`, or `new`. `like`: the
 * example it is (nearly) the same as. `elsewhere`: another intent that the model which serves surely understands it as.
 */
export const checkedLineSchema = z.object({
  text: z.string(),
  verdict: z.enum(['new', 'duplicate', 'near', 'repeated', 'tooLong']),
  like: z.object({ intent: intentIdSchema, text: z.string(), likeness: z.number() }).optional(),
  elsewhere: z.object({ intent: z.string(), confidence: z.number() }).optional(),
  emotion: emotionSchema,
});
export type CheckedLine = z.infer<typeof checkedLineSchema>;
export const checkLinesResponse = z.object({ lines: z.array(checkedLineSchema) });

/** What is remarkable about an example of the draft, by its place in the document. */
export const exampleMarkSchema = z.object({
  index: z.number().int(),
  like: z.object({ intent: intentIdSchema, text: z.string(), likeness: z.number() }).optional(),
  elsewhere: z.object({ intent: z.string(), confidence: z.number() }).optional(),
});
export type ExampleMark = z.infer<typeof exampleMarkSchema>;
export const marksResponse = z.object({ marks: z.array(exampleMarkSchema) });

export const understandRequest = z.strictObject({ text: z.string().min(1).max(2_000) });
/** As the model that serves understands it. */
export const understandResponse = z.object({ meaning: meaningSchema });

/** Tries a pattern that need not be saved. `text`: what to try it on besides all examples. */
export const tryRuleRequest = z.strictObject({ intent: intentIdSchema, pattern: z.string().min(1).max(500), text: z.string().max(2_000).default('') });
/**
 * `valid`: whether RE2 knows the pattern. `read`: the text as rules see it. `own`: how many examples of the intent match; `others`: matching
 * examples of other intents, the first ones.
 */
export const tryRuleResponse = z.object({
  valid: z.boolean(),
  read: z.string(),
  matches: z.boolean(),
  own: z.number().int(),
  others: z.array(z.object({ intent: intentIdSchema, text: z.string() })),
});
export type TriedRule = z.infer<typeof tryRuleResponse>;
