import { z } from 'zod';

/**
 * `data/forbidden.json`: what nobody who speaks for us writes to a customer. `phrase` is simplified Chinese and stands anywhere in a text,
 * except inside one of the `unless` phrases. `because` tells a writer what is wrong with it, `instead` what says the same better.
 */
export const forbiddenPhraseSchema = z
  .strictObject({
    phrase: z.string().min(1).max(30),
    kind: z.enum(['promise', 'rudeness', 'blame', 'jargon']),
    unless: z.array(z.string().min(1).max(40)).default([]),
    because: z.string().min(1).max(100),
    instead: z.string().min(1).max(100),
  })
  .refine(({ phrase, unless }) => unless.every((longer) => longer.includes(phrase)), 'an exception contains the phrase');
export type ForbiddenPhrase = z.infer<typeof forbiddenPhraseSchema>;

export const forbiddenSchema = z.array(forbiddenPhraseSchema);
