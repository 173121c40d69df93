import { toIso } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { VisitorTicket } from '../../contract/visitor.ts';
import { JiedaError } from '../../base/errors.ts';
import { toCustomer } from '../../dialog/ticketCard.ts';
import { findConversation } from '../../storage/conversation.ts';
import { listTicketsOf, type StoredTicket, type TicketEntry } from '../../storage/ticket.ts';
import type { Runtime } from '../runtime.ts';
import { withProgress } from './known.ts';

/**
 * The tickets of a conversation's customer as they may see them, newest last: those of the conversation, of those that it goes on from, and of
 * the same customer of the site.
 * @throws JiedaError `conversation.not_found`.
 */
export async function ticketsForCustomer(runtime: Runtime, conversationId: string): Promise<VisitorTicket[]> {
  const { read } = runtime.storage;
  const conversation = await findConversation(read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const tickets = await listTicketsOf(read, { conversationId, externalId: conversation.customer.externalId }, LIMITS.ticketsKnown);
  return (await withProgress(read, tickets)).map(({ ticket, progress }) => presentTicket(ticket, progress));
}

/** Exactly the fields that a customer may see. */
function presentTicket(ticket: StoredTicket, progress: TicketEntry | undefined): VisitorTicket {
  return {
    number: ticket.number,
    kind: ticket.kind,
    state: ticket.state,
    content: toCustomer(ticket.content),
    ...(ticket.contact !== null && { contact: maskContact(ticket.contact) }),
    openedAt: toIso(ticket.opened_ms),
    ...(ticket.due_ms !== null && { dueAt: toIso(ticket.due_ms) }),
    ...(progress && { progress: { at: toIso(progress.at_ms), text: progress.text } }),
    ...(ticket.result !== null && { result: ticket.result }),
  };
}

/** Enough of a contact to recognise one's own: `138****5678`, `l***@example.com`, and of anything else its ends. */
export function maskContact(contact: string): string {
  const at = contact.indexOf('@');
  if (at > 0) return `${contact.slice(0, 1)}***${contact.slice(at)}`;
  const digits = contact.replaceAll(/\D/g, '');
  if (digits.length >= 7) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return contact.length < 4 ? '***' : `${contact.slice(0, 1)}***${contact.slice(-1)}`;
}
