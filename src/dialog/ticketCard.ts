import { toIso } from '../base/clock.ts';
import type { Card } from '../contract/message.ts';
import type { KnownTicket } from '../contract/ticket.ts';

/** A ticket as the card under a reply shows it. */
export function ticketCard({ number, kind, state, content, due_ms }: KnownTicket): Card {
  return { type: 'ticket', number, kind, state, content: toCustomer(content), ...(due_ms !== null && { dueAt: toIso(due_ms) }) };
}

/** What people read as "客户投诉服务…" says 您 to the customer; what the customer said, in quotation marks, stays. */
export function toCustomer(content: string): string {
  return content.replace(/“[^”]*”|客户/gu, (found) => (found === '客户' ? '您' : found));
}
