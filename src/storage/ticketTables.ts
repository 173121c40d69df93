import type { ApprovalState } from '../contract/desk/tickets.ts';
import type { NewTicket, TicketKind, TicketState } from '../contract/ticket.ts';

export type TicketTable = {
  number: string;
  kind: TicketKind;
  state: TicketState;
  conversation_id: string | null;
  /** The customer's id at the site. */
  external_id: string | null;
  customer_name: string | null;
  /** In clear: somebody has to reach the customer. */
  contact: string | null;
  skill: NewTicket['skill'];
  content: string;
  reason: string | null;
  wish: string | null;
  /** Labels and values. */
  details_json: string;
  emotion: NewTicket['emotion'];
  /** 0 or 1. */
  urgent: number;
  /** What is to be done, who approved it, what came of it, and what the customer says about that. */
  proposal: string | null;
  approval: string | null;
  result: string | null;
  satisfaction: string | null;
  /** `bot`, or the id of a person. */
  recorded_by: string;
  assignee_id: string | null;
  opened_at: number;
  due_at: number | null;
  /** When something has to happen to it next: a reminder, its time running out, word to the customer. */
  duty_at: number | null;
  done_at: number | null;
  updated_at: number;
  /** Grows with every change. */
  rev: number;
  /** How often somebody named the number with a wrong contact, and when last. */
  wrong_contacts: number;
  wrong_contact_at: number | null;
  team_id: string | null;
  /** When the time that `due_at` ends began to run, and when people are reminded of it. */
  clock_at: number;
  remind_at: number | null;
  /** When the customer last heard of it, and since when its people are asked for something new to tell. */
  told_at: number;
  asked_at: number | null;
  approval_state: ApprovalState | null;
  approval_by: string | null;
  approval_at: number | null;
  /** IncidentReport. */
  report_json: string | null;
  /** Until when a supervisor has to answer the report; null when none waits. */
  answer_due_at: number | null;
  /** The ticket of which it is a duplicate. */
  merged_into: string | null;
  /** Under which a desk recorded it. */
  client_id: string | null;
};

export type TicketEntryTable = {
  ticket_number: string;
  /** From 1, without gaps in its ticket. */
  seq: number;
  at: number;
  /** `bot`, `customer`, `clock`, or the id of a person. */
  by: string;
  kind:
    | 'opened' | 'note' | 'progress' | 'reminder' | 'overdue' | 'feedback' | 'asked' | 'assigned' | 'changed' | 'state' | 'result'
    | 'proposal' | 'approval' | 'report' | 'answer' | 'merged' | 'satisfaction';
  text: string;
  /** 0 or 1: whether the customer may read it. */
  visible: number;
};
