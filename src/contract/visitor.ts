import { z } from 'zod';
import { conversationStateSchema, messageSchema } from './message.ts';
import { LIMITS } from '../base/limits.ts';

/** Ids made by clients: any printable ASCII without spaces; a UUID is the usual choice. */
export const clientIdSchema = z.string().min(1).max(LIMITS.clientIdLength).regex(/^[\x21-\x7e]+$/);
export const conversationIdSchema = z.string().min(1).max(64).regex(/^[A-Za-z0-9_-]+$/);

/** Without control characters, so that line feeds separate the parts of a signed text without doubt. */
const signedText = z.string().regex(/^\P{Cc}*$/u);

/**
 * Who the site says the customer is. `signature` is the hex HMAC-SHA256 of `id` + "\n" + `name` + "\n" + `kind` (absent parts
 * empty) under the site's identity secret; without a valid signature the customer is anonymous.
 */
export const siteIdentitySchema = z.strictObject({
  id: signedText.min(1).max(64),
  name: signedText.max(40).optional(),
  kind: z.enum(['new', 'returning', 'vip']).optional(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SiteIdentity = z.infer<typeof siteIdentitySchema>;

export const openConversationRequest = z.strictObject({
  identity: siteIdentitySchema.optional(),
  /** Address of the page where the customer opened the chat. */
  page: z.string().max(LIMITS.pageAddressLength).optional(),
});
export const openConversationResponse = z.object({ conversationId: z.string(), token: z.string() });

export const postMessageRequest = z.strictObject({
  clientId: clientIdSchema,
  text: z.string().min(1).max(LIMITS.messageLength),
});
export type PostMessageRequest = z.infer<typeof postMessageRequest>;
export const postMessageResponse = z.object({ seq: z.number().int().positive() });

/** `after`: the last `seq` that the client has; 0 for everything. */
export const messagesQuery = z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) });
export const messagesResponse = z.object({ messages: z.array(messageSchema) });

/** `position` counts from 1; `waitMinutes` is an honest estimate, absent when nobody is signed in to estimate by. */
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
});
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** Everything that a client missed: answer to `resume`. */
export const resumeResponse = z.object({ messages: z.array(messageSchema), status: conversationStatus });
export type ResumeResponse = z.infer<typeof resumeResponse>;
