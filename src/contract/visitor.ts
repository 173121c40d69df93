import { z } from 'zod';
import { conversationStateSchema, messageSchema } from './message.ts';
import { wholeNumberInQuery } from './query.ts';
import { ticketKindSchema, ticketStateSchema } from './ticket.ts';
import { LIMITS } from '../base/limits.ts';

/** Ids made by clients: any printable ASCII without spaces; a UUID is the usual choice. */
export const clientIdSchema = z.string().min(1).max(LIMITS.clientIdLength).regex(/^[\x21-\x7e]+$/);
export const conversationIdSchema = z.string().min(1).max(64).regex(/^[A-Za-z0-9_-]+$/);

/** Without control characters, so that line feeds separate the parts of a signed text without doubt. */
const signedText = z.string().regex(/^\P{Cc}*$/u);

/**
 * Who the site says the customer is. `signature` is the hex HMAC-SHA256 of `id` + "\n" + `name` + "\n" + `kind` (absent parts
 * empty), and where there is a `driveLevel` of "\n" and that behind it, under the site's identity secret; without a valid signature the
 * customer is anonymous.
 */
export const siteIdentitySchema = z.strictObject({
  id: signedText.min(1).max(64),
  name: signedText.max(40).optional(),
  kind: z.enum(['new', 'returning', 'vip']).optional(),
  /** The customer's level of the cloud drive, as the site calls it. */
  driveLevel: signedText.min(1).max(40).optional(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SiteIdentity = z.infer<typeof siteIdentitySchema>;

/** Longest secret of a conversation. */
const TOKEN_LENGTH = 100;

/** A conversation and the secret that opens it to its customer. */
export const conversationKeySchema = z.strictObject({ conversationId: conversationIdSchema, token: z.string().min(1).max(TOKEN_LENGTH) });
export type ConversationKey = z.infer<typeof conversationKeySchema>;

export const openConversationRequest = z.strictObject({
  identity: siteIdentitySchema.optional(),
  /**
   * The conversation that the customer goes on from. It ends if it has not ended yet. Without effect, and without a word, if its token is
   * wrong, it is too old, or it belongs to somebody else who was signed in.
   */
  previous: conversationKeySchema.optional(),
  /** Address of the page where the customer opened the chat. */
  page: z.string().max(LIMITS.pageAddressLength).optional(),
});
export const openConversationResponse = z.object({ conversationId: z.string(), token: z.string() });

export const postMessageRequest = z.strictObject({
  clientId: clientIdSchema,
  text: z.string().min(1).max(LIMITS.messageLength),
});
export type PostMessageRequest = z.infer<typeof postMessageRequest>;
/** `text`: what stands in the field so far; empty when it was emptied. Only sent while the status says that it is seen. */
export const typingRequest = z.strictObject({ text: z.string().max(LIMITS.messageLength).optional() });

export const postMessageResponse = z.object({ seq: z.number().int().positive() });

/** `after`: the last `seq` that the client has; 0 for everything. */
export const messagesQuery = z.strictObject({ after: wholeNumberInQuery.default(0) });
/** The same over a socket. */
export const resumeRequest = z.strictObject({ after: z.number().int().nonnegative().max(999_999_999).default(0) });
export const messagesResponse = z.object({ messages: z.array(messageSchema) });

/**
 * The place among those who wait for the same team, from 1; whether anybody is at the desk who takes its customers; `waitMinutes` is an honest
 * estimate, absent when there is nothing to make it from.
 */
export const queueSchema = z.object({
  position: z.number().int().positive(),
  waitMinutes: z.number().int().positive().optional(),
  agentsOnline: z.boolean(),
});
export type QueueStatus = z.infer<typeof queueSchema>;

export const conversationStatus = z.object({
  state: conversationStateSchema,
  queue: queueSchema.optional(),
  agent: z.object({ name: z.string(), workerNumber: z.string() }).optional(),
  /** Whoever serves, or will, sees what the customer is writing before it is sent. */
  typingSeen: z.boolean().optional(),
  /** How far those who serve have read. */
  read: z.number().int().optional(),
});
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** What a customer can say was good or bad; what each is called stands with who shows it. */
export const RATING_REASONS = ['fast', 'clear', 'friendly', 'solved', 'slow', 'unclear', 'unfriendly', 'unsolved', 'misunderstood', 'no_person'] as const;
export const ratingReasonSchema = z.enum(RATING_REASONS);
export type RatingReason = z.infer<typeof ratingReasonSchema>;

/** How satisfied the customer is: `score` from 1 (not at all) to 5 (very). `recommend`: from 0 (never) to 10 (surely) whether they would recommend us to friends. */
export const rateRequest = z.strictObject({
  score: z.number().int().min(1).max(5),
  reasons: z.array(ratingReasonSchema).max(RATING_REASONS.length).default([]).transform((reasons) => [...new Set(reasons)]),
  comment: z.string().max(LIMITS.ratingCommentLength).optional(),
  recommend: z.number().int().min(0).max(10).optional(),
});
export type RateRequest = z.infer<typeof rateRequest>;

/** A rating as its customer sees it; `changeableUntil` is an ISO instant. */
export const ratingSchema = z.object({
  score: z.number().int(),
  reasons: z.array(ratingReasonSchema),
  comment: z.string().optional(),
  recommend: z.number().int().optional(),
  changeableUntil: z.string(),
});
export type Rating = z.infer<typeof ratingSchema>;
export const rateResponse = z.object({ rating: ratingSchema });

/** A ticket as its customer sees it. Instants are ISO strings; `contact` is masked; `progress` is the last thing that was told. */
export const visitorTicketSchema = z.object({
  number: z.string(),
  kind: ticketKindSchema,
  state: ticketStateSchema,
  content: z.string(),
  contact: z.string().optional(),
  openedAt: z.string(),
  dueAt: z.string().optional(),
  progress: z.object({ at: z.string(), text: z.string() }).optional(),
  result: z.string().optional(),
});
export type VisitorTicket = z.infer<typeof visitorTicketSchema>;
/** Newest last. */
export const ticketsResponse = z.object({ tickets: z.array(visitorTicketSchema) });

/** Everything that a client missed: answer to `resume`. `rating`: what the customer has said already. */
export const resumeResponse = z.object({ messages: z.array(messageSchema), status: conversationStatus, rating: ratingSchema.optional() });
export type ResumeResponse = z.infer<typeof resumeResponse>;
