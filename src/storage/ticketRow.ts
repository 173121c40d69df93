import type { Selectable } from 'kysely';
import type { ApprovalState, IncidentFields } from '../contract/desk/tickets.ts';
import type { NewTicket, TicketState } from '../contract/ticket.ts';
import type { TicketTable } from './ticketTables.ts';

/** Why an escalated complaint was not solved in time, and what a supervisor says to that. */
export type IncidentReport = IncidentFields & { by: string; at_ms: number; answer: { by: string; at_ms: number; text: string } | null };

/** A ticket as it is kept: what a decision opened, whose it is, and what became of it. Instants are ms since the epoch. */
export type StoredTicket = NewTicket & {
  state: TicketState;
  conversationId: string | null;
  /** The customer's id at the site, and name, when it was opened. */
  externalId: string | null;
  customerName: string | null;
  proposal: string | null;
  approval: string | null;
  result: string | null;
  satisfaction: string | null;
  /** `bot`, or the id of a person. */
  recordedBy: string;
  assigneeId: string | null;
  opened_ms: number;
  /** When something has to happen to it next. */
  duty_ms: number | null;
  done_ms: number | null;
  updated_ms: number;
  /** Grows with every change. */
  rev: number;
  /** How often somebody named the number with a wrong contact, and when last. */
  wrongContacts: number;
  wrongContact_ms: number | null;
  /** The team that works on it; `null`: any. */
  teamId: string | null;
  /** When the time that `due_ms` ends began to run, and when people are reminded of it. */
  clock_ms: number;
  remind_ms: number | null;
  /** When the customer last heard of it (at first: when it was opened), and since when its people are asked for something new to tell. */
  told_ms: number;
  asked_ms: number | null;
  /** A proposal that waits for a supervisor, or what they said: `approval` is their note. */
  approvalState: ApprovalState | null;
  approvalBy: string | null;
  approval_ms: number | null;
  report: IncidentReport | null;
  /** Until when a supervisor has to answer the report; `null` when none waits. */
  answerDue_ms: number | null;
  /** It is a duplicate of this one. */
  mergedInto: string | null;
  /** Under which a desk recorded it. */
  clientId: string | null;
};

/** A ticket as its row. */
export function toRow(ticket: StoredTicket): Selectable<TicketTable> {
  return {
    number: ticket.number,
    kind: ticket.kind,
    state: ticket.state,
    conversation_id: ticket.conversationId,
    external_id: ticket.externalId,
    customer_name: ticket.customerName,
    contact: ticket.contact,
    skill: ticket.skill,
    content: ticket.content,
    reason: ticket.reason,
    wish: ticket.wish,
    details_json: JSON.stringify(ticket.details),
    emotion: ticket.emotion,
    urgent: ticket.urgent ? 1 : 0,
    proposal: ticket.proposal,
    approval: ticket.approval,
    result: ticket.result,
    satisfaction: ticket.satisfaction,
    recorded_by: ticket.recordedBy,
    assignee_id: ticket.assigneeId,
    opened_at: ticket.opened_ms,
    due_at: ticket.due_ms,
    duty_at: ticket.duty_ms,
    done_at: ticket.done_ms,
    updated_at: ticket.updated_ms,
    rev: ticket.rev,
    wrong_contacts: ticket.wrongContacts,
    wrong_contact_at: ticket.wrongContact_ms,
    team_id: ticket.teamId,
    clock_at: ticket.clock_ms,
    remind_at: ticket.remind_ms,
    told_at: ticket.told_ms,
    asked_at: ticket.asked_ms,
    approval_state: ticket.approvalState,
    approval_by: ticket.approvalBy,
    approval_at: ticket.approval_ms,
    report_json: ticket.report && JSON.stringify(ticket.report),
    answer_due_at: ticket.answerDue_ms,
    merged_into: ticket.mergedInto,
    client_id: ticket.clientId,
  };
}

export function fromRow(row: Selectable<TicketTable>): StoredTicket {
  return {
    number: row.number,
    kind: row.kind,
    state: row.state,
    conversationId: row.conversation_id,
    externalId: row.external_id,
    customerName: row.customer_name,
    contact: row.contact,
    skill: row.skill,
    content: row.content,
    reason: row.reason,
    wish: row.wish,
    details: JSON.parse(row.details_json) as NewTicket['details'],
    emotion: row.emotion,
    urgent: row.urgent === 1,
    proposal: row.proposal,
    approval: row.approval,
    result: row.result,
    satisfaction: row.satisfaction,
    recordedBy: row.recorded_by,
    assigneeId: row.assignee_id,
    opened_ms: row.opened_at,
    due_ms: row.due_at,
    duty_ms: row.duty_at,
    done_ms: row.done_at,
    updated_ms: row.updated_at,
    rev: row.rev,
    wrongContacts: row.wrong_contacts,
    wrongContact_ms: row.wrong_contact_at,
    teamId: row.team_id,
    clock_ms: row.clock_at,
    remind_ms: row.remind_at,
    told_ms: row.told_at,
    asked_ms: row.asked_at,
    approvalState: row.approval_state,
    approvalBy: row.approval_by,
    approval_ms: row.approval_at,
    report: row.report_json === null ? null : (JSON.parse(row.report_json) as IncidentReport),
    answerDue_ms: row.answer_due_at,
    mergedInto: row.merged_into,
    clientId: row.client_id,
  };
}
