import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';
import { intentIdSchema } from './intent.ts';

/** A sentence of the fixed test set with what it should be understood as. Without `emotion` only the intent is judged. No tabs or line breaks: it is one line of a file. */
export const testLineSchema = z.strictObject({
  text: z.string().min(1).max(500).regex(/^[^\t\r\n]*$/).refine((text) => text.trim() !== '', 'empty'),
  intent: intentIdSchema,
  emotion: emotionSchema.optional(),
});
export type TestLine = z.infer<typeof testLineSchema>;

/** `data/testset.tsv`: by what every release is measured. Its lines never stand among the examples. */
export const testsetSchema = z.array(testLineSchema).max(5_000);
export type Testset = z.infer<typeof testsetSchema>;
