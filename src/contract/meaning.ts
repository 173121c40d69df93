import { z } from 'zod';

/** How the customer feels towards us: `upset` is dissatisfied, worried or urging but civil; `angry` is abuse, threat, contempt or an ultimatum. */
export const emotionSchema = z.enum(['calm', 'upset', 'angry']);
export type Emotion = z.infer<typeof emotionSchema>;

/** The intent of whatever this desk does not answer. Every other intent id names a document of the content. */
export const OUT_OF_SCOPE = 'out_of_scope';

/**
 * Something named in a text. `start` and `end` are UTF-16 offsets on the text as the customer sent it (`[start, end)`),
 * `text` is that slice, `value` its normal form: a string without decoration (`order_number`: digits only; `ticket_number`: TS12345678), or a number
 * in the unit given by `unit` (`file_size`: bytes, `amount`: yuan).
 */
export const entitySchema = z.object({
  type: z.string(),
  value: z.union([z.string(), z.number()]),
  unit: z.string().optional(),
  text: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type Entity = z.infer<typeof entitySchema>;

/** Private data that has to be masked before the text is stored, logged or shown; offsets as in {@link entitySchema}. */
export const privateSpanSchema = z.object({
  type: z.enum(['id_card', 'bank_card', 'phone', 'password', 'one_time_code']),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type PrivateSpan = z.infer<typeof privateSpanSchema>;

export const rankedIntentSchema = z.object({ intent: z.string(), confidence: z.number().min(0).max(1) });
export type RankedIntent = z.infer<typeof rankedIntentSchema>;

/**
 * One of several questions in a message, understood on its own: `text` is the slice `[start, end)` of the message as it was sent.
 * Offsets of its entities are on the whole message, too.
 */
export const partSchema = z.object({
  text: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** As in {@link meaningSchema}. */
  simplified: z.string().optional(),
  intent: z.string(),
  confidence: z.number().min(0).max(1),
  alternatives: z.array(rankedIntentSchema),
  emotion: emotionSchema,
  entities: z.array(entitySchema),
  reason: z.string(),
});
export type Part = z.infer<typeof partSchema>;

/** What a text was understood as. `confidence` is calibrated: of all texts with 0.8, about 80 % are right. */
export const meaningSchema = z.object({
  text: z.string(),
  /**
   * The beginning of the text as phrases are looked for in it: simplified characters, half width, lower case, private data masked,
   * mistyped words corrected. Absent where the text is in that form already.
   */
  simplified: z.string().optional(),
  intent: z.string(),
  confidence: z.number().min(0).max(1),
  alternatives: z.array(rankedIntentSchema),
  emotion: emotionSchema,
  entities: z.array(entitySchema),
  private: z.array(privateSpanSchema),
  /** Who decided: a rule, the classifier, or nobody was sure enough (`outside`). */
  decidedBy: z.enum(['rule', 'classifier', 'outside']),
  /** One line for people: why this intent and this emotion. */
  reason: z.string(),
  /** Where a text surely asks several things: each of them, in its order, without overlap. Intent, emotion and private data above are those of the whole. */
  parts: z.array(partSchema).min(2).optional(),
});
export type Meaning = z.infer<typeof meaningSchema>;
