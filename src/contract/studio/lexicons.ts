import { z } from 'zod';
import { nameSchema } from '../content/dialog.ts';
import { lexiconsSchema } from '../content/lexicons.ts';

/** The four lexicons, a file each. */
export const lexiconNameSchema = z.enum(['words', 'synonyms', 'emotion', 'gazetteer']);
export type LexiconName = z.infer<typeof lexiconNameSchema>;
export const lexiconParams = z.strictObject({ lexicon: lexiconNameSchema });

/** What a lexicon says; which of the four shapes it has to have says its name. */
const lexiconContentSchema = z.union([lexiconsSchema.shape.words, lexiconsSchema.shape.synonyms, lexiconsSchema.shape.emotion, lexiconsSchema.shape.gazetteer]);
export type LexiconContent = z.infer<typeof lexiconContentSchema>;

/** `rev` changes with every change of the file. */
export const lexiconDocumentSchema = z.strictObject({ rev: z.string().min(1).max(64), content: lexiconContentSchema });
export type LexiconDocument = z.infer<typeof lexiconDocumentSchema>;
export const lexiconResponse = z.object({ edits: z.boolean(), document: lexiconDocumentSchema });
export const saveLexiconRequest = z.strictObject({ document: lexiconDocumentSchema });

/**
 * Something to look at in a lexicon as it is being written. `place`: the word, name or pattern that it is about. `other`: what it collides with.
 * - `repeated`: it stands there twice; `inTwo`: it stands under `other`, too, which counts; `useless`: the segmenter keeps it whole anyway;
 * - `splits`: in none of the examples that have it would it become one word; `folds`: `texts` of different intents would look the same;
 * - `apart`: it is said with the intent `other`, the rest of its cluster with the intent in `texts`; `feels`: examples that have it are `other` instead;
 * - `pattern`: RE2 does not know it.
 */
export const lexiconProblemSchema = z.object({
  kind: z.enum(['repeated', 'inTwo', 'useless', 'splits', 'folds', 'apart', 'feels', 'pattern']),
  place: z.string(),
  other: z.string().optional(),
  texts: z.array(z.string()),
});
export type LexiconProblem = z.infer<typeof lexiconProblemSchema>;

export const checkLexiconRequest = z.strictObject({ content: lexiconContentSchema });
/** `changed` of `examples` would be read otherwise than with the saved lexicon. `uses`: word, name or pattern → how many examples have it. */
export const checkLexiconResponse = z.object({
  problems: z.array(lexiconProblemSchema),
  changed: z.number().int(),
  examples: z.number().int(),
  uses: z.record(z.string(), z.number().int()),
});
export type CheckedLexicon = z.infer<typeof checkLexiconResponse>;

/** Adds a name to the gazetteer, beside whatever else is being edited. A new type or normal form comes into being by it. */
export const addNameRequest = z.strictObject({
  type: nameSchema,
  value: z.string().trim().min(1).max(40).refine((value) => !(value in Object.prototype), 'reserved name'),
  name: z.string().trim().min(1).max(40),
});
export type NewName = z.infer<typeof addNameRequest>;

/** What is named in texts, by the draft's gazetteer and by patterns. */
export const findEntitiesRequest = z.strictObject({ texts: z.array(z.string().max(500)).max(500) });
export const foundEntitySchema = z.object({ type: z.string(), value: z.union([z.string(), z.number()]), unit: z.string().optional(), start: z.number().int(), end: z.number().int() });
export type FoundEntity = z.infer<typeof foundEntitySchema>;
export const findEntitiesResponse = z.object({ entities: z.array(z.array(foundEntitySchema)) });

/** Reads a text with a lexicon that need not be saved. */
export const tryLexiconRequest = z.strictObject({ content: lexiconContentSchema, text: z.string().min(1).max(2_000) });
/** `words`: how it is cut, without marks and numbers; `synonyms`: words that are read as the first one of their group; `names`: places are those of the text. */
export const tryLexiconResponse = z.object({ words: z.array(z.string()), synonyms: z.array(z.object({ word: z.string(), as: z.string() })), names: z.array(foundEntitySchema) });
export type TriedLexicon = z.infer<typeof tryLexiconResponse>;

/** Tries words and patterns of feelings that need not be saved on a text. */
export const tryFeelingsRequest = z.strictObject({ content: lexiconsSchema.shape.emotion, text: z.string().min(1).max(2_000) });
/** `read`: the text as patterns see it; the patterns that match it, and the strong words in it. */
export const tryFeelingsResponse = z.object({ read: z.string(), patterns: z.array(z.string()), words: z.array(z.string()) });
export type TriedFeelings = z.infer<typeof tryFeelingsResponse>;
