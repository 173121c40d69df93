import { z } from 'zod';
import { cautionSchema } from '../content/caution.ts';

/** What holds for understanding as a whole, in the draft. `rev` changes with every change of it. */
export const understandingDocumentSchema = z.strictObject({ rev: z.string().min(1).max(64), caution: cautionSchema });
export type UnderstandingDocument = z.infer<typeof understandingDocumentSchema>;
export const understandingResponse = z.object({ edits: z.boolean(), document: understandingDocumentSchema });
export const saveUnderstandingRequest = z.strictObject({ document: understandingDocumentSchema });
