import { toIso } from '../../base/clock.ts';
import { insertOutbox } from '../../storage/outbox.ts';
import type { Database } from '../../storage/schema.ts';
import type { StoredTicket } from '../../storage/ticket.ts';
import type { Runtime } from '../runtime.ts';

/** `ticket_feedback`: how a complaint stands; `ticket_result`: what came of a ticket. */
export type NotificationKind = 'ticket_feedback' | 'ticket_result';

/** What the shop's system is sent, to pass on to the customer by text message or mail. `id` tells a repeated one. */
export type Notification = {
  id: string;
  kind: NotificationKind;
  at: string;
  /** Phone number or address as the customer left it. */
  contact: string;
  customer: { id: string | null; name: string | null };
  ticket: { number: string; kind: string; state: string };
  text: string;
};

/**
 * Keeps a notification for delivery, in the transaction of what it tells. @returns whether somebody will be told: not without a contact,
 * nor where the shop has no system for it.
 */
export async function queueNotification(
  runtime: Runtime,
  database: Database,
  { kind, ticket, text, now_ms }: { kind: NotificationKind; ticket: StoredTicket; text: string; now_ms: number },
): Promise<boolean> {
  if (runtime.notify === null || ticket.contact === null) return false;
  const id = runtime.ids.id();
  const body: Notification = {
    id,
    kind,
    at: toIso(now_ms),
    contact: ticket.contact,
    customer: { id: ticket.externalId, name: ticket.customerName },
    ticket: { number: ticket.number, kind: ticket.kind, state: ticket.state },
    text,
  };
  await insertOutbox(database, { id, kind, body, now_ms });
  return true;
}
