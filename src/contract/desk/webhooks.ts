import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';

/** What another system can be told of. A name never changes its meaning. */
export const WEBHOOK_EVENTS = [
  'conversation.opened',
  'conversation.handed_over',
  'conversation.closed',
  'ticket.opened',
  'ticket.changed',
  'rating.given',
  'release.published',
] as const;
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** What is sent: ids and states, never what somebody wrote. `id` is the same however often it is sent. */
export type WebhookBody = { id: string; event: WebhookEvent | 'test'; at: string; data: Record<string, unknown> };

const idSchema = z.string().min(1).max(64).regex(/^[\w-]+$/);
export const webhookParams = z.strictObject({ webhook: idSchema });
export const deliveryParams = z.strictObject({ webhook: idSchema, delivery: idSchema });

/** Without a name and password in it, and without a fragment, which nobody would get. */
const addressSchema = z
  .url({ protocol: /^https?$/ })
  .max(LIMITS.webhookAddressLength)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password, hash } = new URL(text);
    return username === '' && password === '' && hash === '';
  });

export const newWebhookRequest = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.nameLength),
  url: addressSchema,
  events: z.array(webhookEventSchema).min(1).max(WEBHOOK_EVENTS.length).transform((events) => [...new Set(events)]),
});
export type NewWebhook = z.infer<typeof newWebhookRequest>;
/** A change of what was read as revision `rev`. `paused`: nothing is sent to it. */
export const changeWebhookRequest = newWebhookRequest.extend({ rev: z.number().int().min(1), paused: z.boolean() });
export type ChangeWebhook = z.infer<typeof changeWebhookRequest>;

export const renewSecretRequest = z.strictObject({ rev: z.number().int().min(1) });

/** A webhook as admins see it. `waiting`: messages that are still to be delivered; `formerUntil`: until when the secret before signs, too. */
export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  rev: z.number().int(),
  createdAt: z.string(),
  formerUntil: z.string().nullable(),
  paused: z.object({ since: z.string(), reason: z.enum(['chosen', 'failures']) }).nullable(),
  failures: z.number().int(),
  waiting: z.number().int(),
});
export type Webhook = z.infer<typeof webhookSchema>;
export const webhooksResponse = z.object({ webhooks: z.array(webhookSchema) });
export const webhookResponse = z.object({ webhook: webhookSchema });
/** `secret` is shown this once. */
export const webhookSecretResponse = z.object({ webhook: webhookSchema, secret: z.string() });

/** One attempt. `problem`: code of the error; null once it was taken. `answer`: how the answer began. */
export const deliverySchema = z.object({
  id: z.string(),
  itemId: z.string(),
  event: webhookEventSchema.or(z.literal('test')),
  at: z.string(),
  duration_ms: z.number().int(),
  status: z.number().int().nullable(),
  problem: z.string().nullable(),
  answer: z.string().nullable(),
  body: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveriesResponse = z.object({ deliveries: z.array(deliverySchema) });
