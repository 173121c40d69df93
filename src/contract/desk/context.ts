import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';
import { closeReasonSchema, conversationStateSchema } from '../message.ts';
import { ticketKindSchema, ticketStateSchema } from '../ticket.ts';

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

/** A ticket of the same customer. */
export const knownTicketSchema = z.object({
  number: z.string(),
  kind: ticketKindSchema,
  state: ticketStateSchema,
  content: z.string(),
  openedAt: z.string(),
  dueAt: z.string().optional(),
});

/** What is known of a customer from before, newest first. */
export const contextResponse = z.object({ earlier: z.array(earlierSchema), tickets: z.array(knownTicketSchema) });
export type CustomerContext = z.infer<typeof contextResponse>;
