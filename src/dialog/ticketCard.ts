import { toIso } from '../base/clock.ts';
import type { Card } from '../contract/message.ts';
import type { KnownTicket } from '../contract/ticket.ts';

/** A ticket as the card under a reply shows it. */
export function ticketCard({ number, kind, state, content, due_ms }: KnownTicket): Card {
  return { type: 'ticket', number, kind, state, content, ...(due_ms !== null && { dueAt: toIso(due_ms) }) };
}
