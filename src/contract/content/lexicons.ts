import { z } from 'zod';

/** `data/lexicons/*.json`: what understanding knows besides examples. All words are simplified Chinese or lower-case Latin. */
export const lexiconsSchema = z.strictObject({
  /** Words that the segmenter keeps whole, with an optional tag. */
  words: z.array(z.strictObject({ word: z.string().min(2).max(30), tag: z.string().max(10).optional() })),
  /** Clusters of words that mean the same here; the first stands for all. */
  synonyms: z.array(z.array(z.string().min(1).max(30)).min(2)),
  emotion: z.strictObject({
    /** Strong word → weight: how much it says about anger (1-5); 0 for an ordinary word that holds a strong one. */
    angry: z.record(z.string(), z.number().min(0).max(5)),
    upset: z.record(z.string(), z.number().min(0).max(5)),
    /** RE2 patterns of ultimatums, threats, sarcasm. */
    patterns: z.array(z.strictObject({ pattern: z.string(), emotion: z.enum(['upset', 'angry']), weight: z.number(), because: z.string() })),
    /** RE2 patterns that show that a strong word is not anger at us. */
    notAtUs: z.array(z.strictObject({ pattern: z.string(), because: z.string() })),
  }),
  /** Names by which customers call a thing, for entities: type → normal form → names. */
  gazetteer: z.record(z.string(), z.record(z.string(), z.array(z.string().min(1)))),
});
export type Lexicons = z.infer<typeof lexiconsSchema>;
