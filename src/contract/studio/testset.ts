import { z } from 'zod';
import { testsetSchema } from '../content/testset.ts';
import { emotionSchema } from '../meaning.ts';

/** The fixed test set. `rev` changes with every change of its file. */
export const testsetDocumentSchema = z.strictObject({ rev: z.string().min(1).max(64), content: testsetSchema });
export type TestsetDocument = z.infer<typeof testsetDocumentSchema>;
export const testsetResponse = z.object({ edits: z.boolean(), document: testsetDocumentSchema });
export const saveTestsetRequest = z.strictObject({ document: testsetDocumentSchema });

/**
 * What is to be known of a line, by its place in what was asked about. `leak`: the example that it is, or nearly is: what was learnt by heart tests nothing.
 * `repeated`: an earlier line says the same. `unknown`: there is no such intent. `intent`, `confidence`, `emotion`: as the model which serves understands it.
 */
export const testLineResultSchema = z.object({
  intent: z.string(),
  confidence: z.number(),
  emotion: emotionSchema,
  leak: z.object({ intent: z.string(), text: z.string(), likeness: z.number() }).optional(),
  repeated: z.boolean(),
  unknown: z.boolean(),
});
export type TestLineResult = z.infer<typeof testLineResultSchema>;
/** Looks at lines that need not be saved. */
export const checkTestsetRequest = z.strictObject({ lines: testsetSchema });
export const checkTestsetResponse = z.object({ release: z.number().int(), lines: z.array(testLineResultSchema) });
