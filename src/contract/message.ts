import { z } from 'zod';
import { ticketKindSchema, ticketStateSchema } from './ticket.ts';

export const senderSchema = z.enum(['customer', 'bot', 'agent', 'system']);
export type Sender = z.infer<typeof senderSchema>;

export const conversationStateSchema = z.enum(['bot', 'queued', 'agent', 'closed']);
export type ConversationState = z.infer<typeof conversationStateSchema>;

/**
 * Why a conversation ended: the customer said goodbye or left; they never wrote (`silent_from_start`) or fell silent (`silent`); they went on
 * with abuse after a warning; an agent ended it.
 */
export const closeReasonSchema = z.enum(['goodbye', 'silent_from_start', 'silent', 'harassment', 'agent', 'left']);
export type CloseReason = z.infer<typeof closeReasonSchema>;

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
export type OrderCard = z.infer<typeof orderCardSchema>;

/** A ticket as the card under a reply shows it; `dueAt` is an ISO instant. */
export const ticketCardSchema = z.object({
  type: z.literal('ticket'),
  number: z.string(),
  kind: ticketKindSchema,
  state: ticketStateSchema,
  content: z.string(),
  dueAt: z.string().optional(),
});

export type TicketCard = z.infer<typeof ticketCardSchema>;

/** Asks how satisfied the customer is; shown until they have answered. */
export const ratingCardSchema = z.object({ type: z.literal('rating') });

export const cardSchema = z.discriminatedUnion('type', [orderCardSchema, ticketCardSchema, ratingCardSchema]);
export type Card = z.infer<typeof cardSchema>;

/**
 * `text`: a line somebody wrote. `notice`: a line about the conversation itself (queued, accepted, given back, closed). `note`: what an agent
 * wrote down for colleagues. `whisper`: a supervisor's word to whoever serves. Customers never see the last two.
 */
export const messageKindSchema = z.enum(['text', 'notice', 'note', 'whisper']);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** Who may read a message: customer and desk, or the desk only. */
export const visibilitySchema = z.enum(['all', 'desk']);
export type Visibility = z.infer<typeof visibilitySchema>;

/**
 * A picture or document that was sent; `key` fetches it. `type` is what its content shows it to be, `name` what its sender called it.
 * `image`: a page may show it; everything else is only ever downloaded.
 */
export const sentFileSchema = z.object({ key: z.string(), name: z.string(), type: z.string(), bytes: z.number().int(), image: z.boolean() });
export type SentFile = z.infer<typeof sentFileSchema>;

/**
 * A message as a customer may see it. `seq` counts from 1 in its conversation; numbers that a customer does not get belong to lines of the
 * desk. `at` is an ISO instant.
 */
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
  file: sentFileSchema.optional(),
  /** Its writer took it back; its text is empty. */
  recalled: z.literal(true).optional(),
  /** This notice says that the line of this number was taken back. */
  recalls: z.number().int().positive().optional(),
  at: z.string(),
});
export type Message = z.infer<typeof messageSchema>;
