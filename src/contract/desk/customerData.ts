import { z } from 'zod';
import { conversationIdSchema } from '../visitor.ts';

/** Whole days after which something is deleted; null: it is kept. */
const daysSchema = z.number().int().min(1).max(36_500).nullable();

/**
 * How long what is kept: conversations after their end, tickets after their last change once they are over, files after they were sent, sentences of
 * the review queue after they were said last, the audit log, and the log of webhooks.
 */
export const retentionSchema = z.strictObject({
  conversations: daysSchema,
  tickets: daysSchema,
  files: daysSchema,
  sentences: daysSchema,
  /** What happened in the last months can always be looked up. */
  audit: z.number().int().min(90).max(36_500).nullable(),
  deliveries: daysSchema,
});
export type Retention = z.infer<typeof retentionSchema>;
export type RetentionCounts = Record<keyof Retention, number>;

export const countRetentionRequest = z.strictObject({ retention: retentionSchema });
export const countRetentionResponse = z.object({ counts: z.record(retentionSchema.keyof(), z.number().int()) });

/** By what a customer is looked for: their id at the site, a conversation, the end of a phone number (at least 4 digits), a ticket. */
export const findCustomerRequest = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('site'), value: z.string().min(1).max(64) }),
  z.strictObject({ by: z.literal('conversation'), value: conversationIdSchema }),
  z.strictObject({ by: z.literal('phone'), value: z.string().regex(/^\d{4,20}$/) }),
  z.strictObject({ by: z.literal('ticket'), value: z.string().regex(/^[A-Z]{2}\d{8}$/) }),
]);
export type FindCustomer = z.infer<typeof findCustomerRequest>;

/** Who is meant: a customer of the site, a conversation with those that it goes on from, or a ticket that belongs to neither. */
export const customerRefSchema = z.strictObject({ kind: z.enum(['site', 'conversation', 'ticket']), value: z.string().min(1).max(64) });
export type CustomerRef = z.infer<typeof customerRefSchema>;

/** What there is of one customer. `open`: conversations and tickets that are not over; they have to be before anything is erased. */
export const customerDataSchema = z.object({
  ref: customerRefSchema,
  name: z.string().nullable(),
  conversations: z.number().int(),
  messages: z.number().int(),
  files: z.number().int(),
  ratings: z.number().int(),
  tickets: z.array(z.string()),
  open: z.object({ conversations: z.number().int(), tickets: z.number().int() }),
  lastAt: z.string().nullable(),
});
export type CustomerData = z.infer<typeof customerDataSchema>;
export const findCustomerResponse = z.object({ customers: z.array(customerDataSchema) });

export const exportCustomerRequest = z.strictObject({ ref: customerRefSchema, format: z.enum(['json', 'text']) });
/** `confirm`: the customer's name, or the value of `ref`, as the admin has typed it. */
export const eraseCustomerRequest = z.strictObject({ ref: customerRefSchema, confirm: z.string().min(1).max(100) });
export const eraseCustomerResponse = z.object({ conversations: z.number().int(), tickets: z.number().int() });
