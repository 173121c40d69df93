import { z } from 'zod';
import { cautionSchema } from './caution.ts';
import { dialogDocumentSchema } from './dialog.ts';
import { figuresSchema } from './figures.ts';
import { intentDocumentSchema } from './intent.ts';
import { lexiconsSchema } from './lexicons.ts';

/** Everything that people write and a release holds; the model is trained from it. */
export const releaseContentSchema = z.strictObject({
  intents: z.array(intentDocumentSchema),
  dialogs: z.array(dialogDocumentSchema),
  lexicons: lexiconsSchema,
  figures: figuresSchema,
  /** Not there: `normal`. */
  caution: cautionSchema.optional(),
});
export type ReleaseContent = z.infer<typeof releaseContentSchema>;
