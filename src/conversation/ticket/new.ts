import type { NewTicket } from '../../contract/ticket.ts';
import type { Conversation } from '../../storage/conversation.ts';
import type { StoredTicket } from '../../storage/ticket.ts';
import type { DeskTime } from '../../dialog/deskHours.ts';
import { nextDuty, remindAt } from './duty.ts';

/**
 * A ticket that is recorded for the customer of a conversation. Its number was drawn by chance: one that exists already is refused when
 * it is written, the whole turn fails with it, and the client, which sends again what was not acknowledged, makes the dialog draw another.
 */
export function ticketOf(ticket: NewTicket, { id, customer }: { id: string | null; customer: Conversation['customer'] }, desk: DeskTime, now_ms: number): StoredTicket {
  const opened = { ...ticket, opened_ms: now_ms, clock_ms: now_ms, told_ms: now_ms, report: null, answerDue_ms: null };
  return {
    ...opened,
    remind_ms: remindAt(opened),
    asked_ms: null,
    teamId: ticket.skill === 'common' ? null : ticket.skill,
    approvalState: null,
    approvalBy: null,
    approval_ms: null,
    mergedInto: null,
    clientId: null,
    state: 'open',
    conversationId: id,
    externalId: customer.externalId,
    customerName: customer.name,
    proposal: null,
    approval: null,
    result: null,
    satisfaction: null,
    recordedBy: 'bot',
    assigneeId: null,
    duty_ms: nextDuty(opened, now_ms, desk),
    done_ms: null,
    updated_ms: now_ms,
    rev: 1,
    wrongContacts: 0,
    wrongContact_ms: null,
  };
}
