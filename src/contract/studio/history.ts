import { z } from 'zod';
import { intentIdSchema } from '../content/intent.ts';

/**
 * Everything of the draft whose versions are kept: a file each. Of `figures`, `understanding` and `testset` there is one document, named like its kind;
 * lexicons are `words`, `synonyms`, `emotion` and `gazetteer`; a `conversation` is a file of conversation tests.
 */
export const documentKindSchema = z.enum(['intent', 'dialog', 'figures', 'understanding', 'lexicon', 'testset', 'conversation']);
export type HistoryKind = z.infer<typeof documentKindSchema>;

export const documentParams = z.strictObject({ kind: documentKindSchema, document: intentIdSchema });

/** `by` is null for what was changed outside the studio (in the files themselves). */
export const versionSchema = z.object({ number: z.number().int(), at: z.string(), by: z.object({ id: z.string(), name: z.string() }).nullable() });
export type Version = z.infer<typeof versionSchema>;
export const versionsResponse = z.object({ versions: z.array(versionSchema) });

export const versionParams = z.strictObject({ kind: documentKindSchema, document: intentIdSchema, number: z.string().regex(/^\d{1,9}$/) });

/** One part of a document that two versions have differently: where it stands, and what stands there (absent: nothing). */
export const differenceSchema = z.object({ path: z.array(z.string()), before: z.string().optional(), after: z.string().optional() });
export type Difference = z.infer<typeof differenceSchema>;
/** What a version changed against the one before it, and what restoring it would change now. */
export const versionResponse = z.object({ changes: z.array(differenceSchema), restoring: z.array(differenceSchema) });
