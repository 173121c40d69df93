import { JiedaError } from '../../base/errors.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { TicketDetail } from '../../contract/desk/tickets.ts';
import type { TicketKind } from '../../contract/ticket.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { dueOf } from '../../conversation/ticket/desk.ts';
import { progressText } from '../../conversation/ticket/words.ts';
import { insertEntry, lockTicket, touchTicket } from '../../storage/ticket.ts';
import { begin, changeTicket, requireUnderWay, type Asked, type Changed } from './change.ts';
import { needsApproval } from './rules.ts';
import { mayChange, standingOf } from './standing.ts';
import { ticketFor } from './view.ts';
import { asKept } from './words.ts';

/**
 * A note for colleagues, which no customer sees. It changes nothing, so that it never comes too late.
 * @throws JiedaError `ticket.not_found`, `ticket.not_yours`.
 */
export async function comment(runtime: Runtime, person: DeskPerson, number: string, text: string): Promise<TicketDetail> {
  const now_ms = runtime.clock.now_ms();
  await runtime.storage.transaction(async (database) => {
    const ticket = await lockTicket(database, number);
    if (ticket === undefined) throw new JiedaError('ticket.not_found');
    if (!mayChange(await standingOf(database, person), ticket)) throw new JiedaError('ticket.not_yours');
    await insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: person.id, kind: 'note', text: asKept(text), visible: false });
    await touchTicket(database, number, now_ms);
  });
  runtime.events.publish({ type: 'ticket', number });
  return ticketFor(runtime, person, number);
}

/** Something new that the customer is told at once, and reads whenever they ask. @throws JiedaError `ticket.over`. */
export function writeProgress(runtime: Runtime, asked: Asked, text: string): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, enter, tell }) => {
    requireUnderWay(ticket);
    begin(ticket);
    const kept = asKept(text);
    await enter('progress', kept, true);
    return tell('ticket_feedback', progressText(ticket, kept));
  });
}

/** What is recorded, as far as it changes; `null` removes. */
export type Correction = {
  kind?: TicketKind | undefined;
  content?: string | undefined;
  reason?: string | null | undefined;
  wish?: string | null | undefined;
  contact?: string | null | undefined;
  urgent?: boolean | undefined;
};

const LABELS = { kind: '类型', content: '内容', reason: '原因', wish: '诉求', contact: '联系方式', urgent: '加急' } as const satisfies Record<keyof Correction, string>;

/** Corrects what is recorded. Another kind starts its clock anew, and may need approval. @throws JiedaError `ticket.over`. */
export function correct(runtime: Runtime, asked: Asked, correction: Correction): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, now_ms, enter }) => {
    requireUnderWay(ticket);
    const { kind, content, reason, wish, contact, urgent } = correction;
    const before = { ...ticket };
    if (content !== undefined) ticket.content = asKept(content);
    if (reason !== undefined) ticket.reason = reason === null ? null : asKept(reason);
    if (wish !== undefined) ticket.wish = wish === null ? null : asKept(wish);
    if (contact !== undefined) ticket.contact = contact;
    if (urgent !== undefined) ticket.urgent = urgent;
    if (kind !== undefined && kind !== ticket.kind) {
      Object.assign(ticket, { kind, clock_ms: now_ms, due_ms: dueOf(runtime, kind, now_ms) });
      if (needsApproval(ticket) && ticket.proposal !== null) ticket.approvalState = 'asked';
    }
    const changed = (Object.keys(LABELS) as (keyof Correction)[]).filter((field) => ticket[field] !== before[field]);
    if (changed.length > 0) await enter('changed', `修改了${changed.map((field) => LABELS[field]).join('、')}`);
  });
}
