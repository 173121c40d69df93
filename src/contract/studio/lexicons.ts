import { z } from 'zod';

/** The four lexicons, a file each. */
export const lexiconNameSchema = z.enum(['words', 'synonyms', 'emotion', 'gazetteer']);
export type LexiconName = z.infer<typeof lexiconNameSchema>;
export const lexiconParams = z.strictObject({ lexicon: lexiconNameSchema });
