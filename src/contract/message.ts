import { z } from 'zod';

export const senderSchema = z.enum(['customer', 'bot', 'agent', 'system']);
export type Sender = z.infer<typeof senderSchema>;

export const conversationStateSchema = z.enum(['bot', 'queued', 'agent', 'closed']);
export type ConversationState = z.infer<typeof conversationStateSchema>;

/** A quick reply: the label on the chip, and the text that is sent when it is tapped. */
export const optionSchema = z.strictObject({ label: z.string().min(1).max(20), text: z.string().min(1).max(60) });
export type Option = z.infer<typeof optionSchema>;

/** One step of a parcel's way, newest first; `at` is an ISO instant. */
export const trackingStepSchema = z.object({ at: z.string(), text: z.string() });

/** An order as the card under a reply shows it. */
export const orderCardSchema = z.object({
  type: z.literal('order'),
  number: z.string(),
  goods: z.array(z.string()),
  state: z.enum(['paid', 'shipped', 'delivered', 'returned', 'cancelled']),
  expectedAt: z.string().optional(),
  tracking: z.array(trackingStepSchema),
});
export const cardSchema = z.discriminatedUnion('type', [orderCardSchema]);
export type Card = z.infer<typeof cardSchema>;

/** `text`: a line somebody wrote. `notice`: a line about the conversation itself (queued, accepted, given back, closed). */
export const messageKindSchema = z.enum(['text', 'notice']);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** A message as a customer may see it. `seq` counts from 1 without gaps in its conversation; `at` is an ISO instant. */
export const messageSchema = z.object({
  seq: z.number().int().positive(),
  from: senderSchema,
  kind: messageKindSchema,
  text: z.string(),
  options: z.array(optionSchema).optional(),
  card: cardSchema.optional(),
  /** Who wrote it, for messages from agents. */
  agent: z.object({ name: z.string(), workerNumber: z.string() }).optional(),
  /** The client's own id of a message that this same client sent, so that it can recognise it. */
  clientId: z.string().optional(),
  at: z.string(),
});
export type Message = z.infer<typeof messageSchema>;
