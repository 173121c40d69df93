import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { emotionSchema } from '../meaning.ts';
import { ticketKindSchema, ticketNumberSchema, ticketStateSchema } from '../ticket.ts';
import { clientIdSchema, conversationIdSchema } from '../visitor.ts';

/** The lists of tickets: mine, nobody's, running out, run out, waiting for a supervisor, all. Only the last holds what is over. */
export const ticketListSchema = z.enum(['mine', 'unassigned', 'soon', 'overdue', 'decision', 'all']);
export type TicketList = z.infer<typeof ticketListSchema>;

/** How satisfied the customer is with what came of it; `unreached` when they could not be asked. */
export const satisfactionSchema = z.enum(['satisfied', 'neutral', 'dissatisfied', 'unreached']);
export type Satisfaction = z.infer<typeof satisfactionSchema>;

/** Whether a proposal waits for a supervisor, or what they said. */
export const approvalStateSchema = z.enum(['asked', 'approved', 'refused']);
export type ApprovalState = z.infer<typeof approvalStateSchema>;

/** Which tickets of a list. `after`: behind the last row of the page before, as its `next` says. */
export const ticketsQuery = z.strictObject({
  list: ticketListSchema,
  kind: ticketKindSchema.optional(),
  state: ticketStateSchema.optional(),
  /** Id of a team; `none` for those of no team. */
  team: z.string().min(1).max(64).optional(),
  due: z.enum(['overdue', 'soon', 'today', 'none']).optional(),
  /** A part of the number, the matter, or the customer's name. */
  text: z.string().trim().max(LIMITS.nameLength).optional(),
  after: z.string().max(100).optional(),
});
export type TicketsQuery = z.infer<typeof ticketsQuery>;

const whoSchema = z.object({ id: z.string(), name: z.string(), workerNumber: z.string() });
const teamSchema = z.object({ id: z.string(), name: z.string() });

/** A row of a list. Instants are ISO strings. */
export const ticketRowSchema = z.object({
  number: ticketNumberSchema,
  kind: ticketKindSchema,
  state: ticketStateSchema,
  content: z.string(),
  customer: z.string().optional(),
  emotion: emotionSchema,
  urgent: z.boolean(),
  team: teamSchema.optional(),
  assignee: whoSchema.optional(),
  openedAt: z.string(),
  dueAt: z.string().optional(),
  /** When people are reminded that the time runs out. */
  remindAt: z.string().optional(),
  doneAt: z.string().optional(),
  updatedAt: z.string(),
  /** The customer waits for today's word on a complaint. */
  asksProgress: z.boolean(),
  approval: approvalStateSchema.optional(),
  /** An escalated complaint that was not solved in time needs an incident report, and then an answer from a supervisor. */
  incident: z.enum(['needed', 'waiting', 'answered']).optional(),
  answerDueAt: z.string().optional(),
  /** It is a duplicate, and answers with what happens to this one. */
  mergedInto: ticketNumberSchema.optional(),
  rev: z.number().int(),
});
export type TicketRow = z.infer<typeof ticketRowSchema>;

export const ticketCountsSchema = z.record(ticketListSchema, z.number().int());
export const ticketsResponse = z.object({ tickets: z.array(ticketRowSchema), counts: ticketCountsSchema, next: z.string().nullable() });

const text = (length: number) => z.string().trim().min(1).max(length);
const longText = text(LIMITS.ticketText);

/** What went wrong, why, what was done about it so far, and what is proposed. */
export const incidentFields = z.strictObject({ happened: longText, cause: longText, done: longText, proposal: longText });
export type IncidentFields = z.infer<typeof incidentFields>;

export const ticketEntrySchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  /** `bot`, `customer`, `clock`, or somebody of the desk. */
  by: z.union([z.enum(['bot', 'customer', 'clock']), whoSchema]),
  kind: z.string(),
  text: z.string(),
  visible: z.boolean(),
});

/** All of the register, and what happened since. */
export const ticketDetailSchema = ticketRowSchema.extend({
  reason: z.string().optional(),
  wish: z.string().optional(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Masked. */
  contact: z.string().optional(),
  recordedBy: z.union([z.literal('bot'), whoSchema]),
  conversationId: z.string().optional(),
  proposal: z.string().optional(),
  /** Whether it has to be approved before it is done. */
  needsApproval: z.boolean(),
  decided: z.object({ by: whoSchema.optional(), at: z.string(), note: z.string() }).optional(),
  result: z.string().optional(),
  satisfaction: satisfactionSchema.optional(),
  /** When the customer last heard of it from us, if ever. */
  toldAt: z.string().optional(),
  report: incidentFields.extend({ by: whoSchema.optional(), at: z.string(), answer: z.object({ by: whoSchema.optional(), at: z.string(), text: z.string() }).optional() }).optional(),
  /** Duplicates of this one. */
  merged: z.array(ticketNumberSchema),
  entries: z.array(ticketEntrySchema),
  /** What whoever asks may do with it now. */
  may: z.object({ change: z.boolean(), reveal: z.boolean(), decide: z.boolean() }),
});
export type TicketDetail = z.infer<typeof ticketDetailSchema>;

/** `told`, where the customer should hear of the change: in an open conversation, and by the shop's system. */
export const ticketResponse = z.object({ ticket: ticketDetailSchema, told: z.object({ chat: z.boolean(), message: z.boolean() }).optional() });

/** Somebody to whom a ticket may be given, and the teams. */
export const ticketPeopleResponse = z.object({ people: z.array(whoSchema.extend({ teams: z.array(z.string()) })), teams: z.array(teamSchema) });

/** What calls for whoever asks: because it is theirs or their team's, or because a supervisor has to decide. */
export const ticketCallSchema = z.object({
  number: ticketNumberSchema,
  kind: ticketKindSchema,
  why: z.enum(['soon', 'overdue', 'progress', 'report', 'approval', 'answer', 'answer_overdue']),
  content: z.string(),
});
export type TicketCall = z.infer<typeof ticketCallSchema>;
export const ticketCallsResponse = z.object({ calls: z.array(ticketCallSchema) });

/** The revision that whoever changes a ticket has seen. */
const rev = z.number().int().min(1);
const contact = z.string().trim().max(100).regex(/^(\+?\d[\d -]{6,}|[^\s@]+@[^\s@]+\.[^\s@]+)$/);
const skill = z.enum(['shop', 'account', 'drive', 'telecom', 'common']);

/** A ticket that an agent records, out of a conversation or a call. Repeated under the same `clientId` it is recorded once. */
export const recordTicketRequest = z.strictObject({
  clientId: clientIdSchema,
  conversationId: conversationIdSchema.optional(),
  kind: ticketKindSchema,
  skill,
  content: longText,
  reason: longText.optional(),
  wish: longText.optional(),
  contact: contact.optional(),
  customer: text(LIMITS.nameLength).optional(),
  urgent: z.boolean(),
});
export type RecordTicket = z.infer<typeof recordTicketRequest>;

/** A change of what is recorded. Another kind starts its clock anew. */
export const changeTicketRequest = z.strictObject({
  rev,
  kind: ticketKindSchema.optional(),
  content: longText.optional(),
  reason: longText.nullable().optional(),
  wish: longText.nullable().optional(),
  contact: contact.nullable().optional(),
  urgent: z.boolean().optional(),
});
export const revRequest = z.strictObject({ rev });
/** To somebody (`personId`), or to a team, where everybody may take it; a `team` of null is nobody's. */
export const assignRequest = z.union([
  z.strictObject({ rev, personId: z.string().min(1).max(64), note: longText.optional() }),
  z.strictObject({ rev, team: z.string().min(1).max(64).nullable(), note: longText.optional() }),
]);
export const commentRequest = z.strictObject({ text: longText });
export const progressRequest = z.strictObject({ rev, text: longText });
export const proposalRequest = z.strictObject({ rev, text: longText, askApproval: z.boolean() });
export const decideRequest = z.strictObject({ rev, approved: z.boolean(), note: longText });
export const reportRequest = incidentFields.extend({ rev });
export const answerReportRequest = z.strictObject({ rev, text: longText });
export const mergeRequest = z.strictObject({ rev, into: ticketNumberSchema });
export const finishRequest = z.strictObject({ rev, result: longText, satisfaction: satisfactionSchema.optional() });
export const satisfactionRequest = z.strictObject({ rev, satisfaction: satisfactionSchema });
export const reopenRequest = z.strictObject({ rev, reason: longText });
export const revealResponse = z.object({ contact: z.string() });
