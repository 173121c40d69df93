import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';
import { closeReasonSchema, conversationStateSchema } from '../message.ts';

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

/** Earlier conversations of a customer, newest first. */
export const contextResponse = z.object({ earlier: z.array(earlierSchema) });
export type CustomerContext = z.infer<typeof contextResponse>;
