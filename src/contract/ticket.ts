import { z } from 'zod';

/**
 * What a ticket promises. Complaints: about a person or the service, about the business, and one that was escalated; a demand beyond policy
 * that a supervisor decides; an ordinary follow-up; a message left outside hours; a call back; something that was applied for (a return, a
 * change, a service, an invoice); a suggestion, which has no due time.
 */
export const ticketKindSchema = z.enum([
  'service_complaint',
  'business_complaint',
  'escalated_complaint',
  'supervisor_decision',
  'follow_up',
  'left_message',
  'callback',
  'request',
  'suggestion',
]);
export type TicketKind = z.infer<typeof ticketKindSchema>;

/** `open`: nobody has begun; `working`: somebody has; `done`: it has a result; `withdrawn`: the customer took it back. */
export const ticketStateSchema = z.enum(['open', 'working', 'done', 'withdrawn']);
export type TicketState = z.infer<typeof ticketStateSchema>;

/** The two letters that a number begins with, from the Chinese name of the kind; eight digits follow. */
export const TICKET_PREFIXES = {
  service_complaint: 'TS',
  business_complaint: 'YW',
  escalated_complaint: 'SJ',
  supervisor_decision: 'ZG',
  follow_up: 'GJ',
  left_message: 'LY',
  callback: 'HD',
  request: 'SQ',
  suggestion: 'JY',
} as const satisfies Record<TicketKind, string>;

/** A number that a customer can say and ask about: `TS12345678`. */
export const ticketNumberSchema = z.string().regex(/^(TS|YW|SJ|ZG|GJ|LY|HD|SQ|JY)\d{8}$/);

/** Kinds of which the customer hears at least once a day until they are done. */
export const COMPLAINT_KINDS: readonly TicketKind[] = ['service_complaint', 'business_complaint', 'escalated_complaint'];

/**
 * A ticket as a decision opens it. Texts are Chinese, private data masked; `contact` is the phone number or address in clear, because somebody
 * has to reach the customer, and is masked wherever it is shown. `content` is the matter in one sentence, `reason` why it is recorded,
 * `wish` what the customer wants. `due_ms`: ms since the epoch; `null` for what has no time limit.
 */
export const newTicketSchema = z.object({
  number: ticketNumberSchema,
  kind: ticketKindSchema,
  skill: z.enum(['shop', 'account', 'drive', 'telecom', 'common']),
  content: z.string().min(1).max(500),
  reason: z.string().max(500).nullable(),
  wish: z.string().max(500).nullable(),
  contact: z.string().max(100).nullable(),
  /** What the form learnt, as labels and values for people to read. */
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  emotion: z.enum(['calm', 'upset', 'angry']),
  urgent: z.boolean(),
  due_ms: z.number().int().nullable(),
});
export type NewTicket = z.infer<typeof newTicketSchema>;

/** Something that is added to a ticket which the customer has already: what they said since, whether it became urgent, and a new contact. */
export const ticketNoteSchema = z.object({
  number: ticketNumberSchema, text: z.string().min(1).max(500), urgent: z.boolean(), withdraw: z.boolean(), contact: z.string().max(100).optional(),
});
export type TicketNote = z.infer<typeof ticketNoteSchema>;

/** A ticket as the dialog may tell the customer about it. `progress` is the last thing that was told, `result` what came of it. */
export type KnownTicket = {
  number: string;
  kind: TicketKind;
  state: TicketState;
  content: string;
  opened_ms: number;
  due_ms: number | null;
  progress: { at_ms: number; text: string } | null;
  result: string | null;
};
