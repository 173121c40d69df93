import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';
import { closeReasonSchema, conversationStateSchema } from '../message.ts';
import { ratingReasonSchema } from '../visitor.ts';

/** Another conversation of the same customer: what it was about, who served it and how it ended. Instants are ISO strings. */
export const earlierSchema = z.object({
  id: z.string(),
  state: conversationStateSchema,
  openedAt: z.string(),
  updatedAt: z.string(),
  /** The problem of its hand-over, or the last that the customer said about a matter. */
  problem: z.string().optional(),
  intent: z.string().optional(),
  emotion: emotionSchema,
  agent: z.object({ name: z.string(), workerNumber: z.string() }).optional(),
  closeReason: closeReasonSchema.optional(),
  score: z.number().int().optional(),
});
export type EarlierConversation = z.infer<typeof earlierSchema>;

/** What the customer said of a conversation; `score` from 1 (not at all satisfied) to 5 (very), `recommend` from 0 to 10. */
export const shownRatingSchema = z.object({ score: z.number().int(), reasons: z.array(ratingReasonSchema), comment: z.string().optional(), recommend: z.number().int().optional(), at: z.string() });
export type ShownRating = z.infer<typeof shownRatingSchema>;

/** `rating`: of this conversation; `earlier` ones of its customer, newest first. */
export const contextResponse = z.object({ rating: shownRatingSchema.optional(), earlier: z.array(earlierSchema) });
export type CustomerContext = z.infer<typeof contextResponse>;
