import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import type { Database } from '../../storage/schema.ts';
import { insertEntry, listMerged, listTicketsOf, lockTicket, saveTicket, type StoredTicket } from '../../storage/ticket.ts';
import { changeTicket, requireUnderWay, type Asked, type Changed } from './change.ts';

/**
 * Makes a ticket a duplicate of another one of the same customer, who is answered under both numbers. The earlier of both promises holds.
 * @throws JiedaError `ticket.not_found`, `ticket.other_customer`, `ticket.merged`, `ticket.over`.
 */
export async function merge(runtime: Runtime, asked: Asked, into: string): Promise<Changed> {
  const changed = await changeTicket(runtime, asked, async ({ ticket, database, now_ms, enter }) => {
    requireUnderWay(ticket);
    const original = await lockTicket(database, into);
    if (original === undefined) throw new JiedaError('ticket.not_found');
    if (original.mergedInto !== null) throw new JiedaError('ticket.merged', { into: original.mergedInto });
    if (original.number === ticket.number || !(await areOfOneCustomer(database, ticket, original))) throw new JiedaError('ticket.other_customer');
    requireUnderWay(original);
    // Duplicates of a duplicate are duplicates of the original, so that one step leads there.
    for (const one of await listMerged(database, ticket.number)) await saveTicket(database, { ...one, mergedInto: into, updated_ms: now_ms });
    ticket.mergedInto = into;
    await enter('merged', `合并到 ${into}`);
    await insertEntry(database, { ticketNumber: into, at_ms: now_ms, by: asked.person.id, kind: 'merged', text: `${ticket.number} 合并到这条：${ticket.content}`, visible: false });
    const isSooner = ticket.due_ms !== null && (original.due_ms === null || ticket.due_ms < original.due_ms);
    await saveTicket(database, {
      ...original,
      ...(isSooner && { due_ms: ticket.due_ms, clock_ms: ticket.clock_ms, remind_ms: ticket.remind_ms, duty_ms: sooner(original.duty_ms, ticket.duty_ms) }),
      urgent: original.urgent || ticket.urgent,
      contact: original.contact ?? ticket.contact,
      updated_ms: now_ms,
    });
  });
  runtime.events.publish({ type: 'ticket', number: into });
  return changed;
}

function sooner(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** Told about one, a customer hears of the other: so both have to be theirs for sure. */
async function areOfOneCustomer(database: Database, one: StoredTicket, other: StoredTicket): Promise<boolean> {
  if (one.externalId !== null && one.externalId === other.externalId) return true;
  if (one.externalId !== null && other.externalId !== null) return false;
  if (one.contact !== null && bare(one.contact) === bare(other.contact)) return true;
  return (await isInChain(database, one, other)) || (await isInChain(database, other, one));
}

/** Whether the conversation of `later` goes on from that of `earlier`, or is the same. */
async function isInChain(database: Database, later: StoredTicket, earlier: StoredTicket): Promise<boolean> {
  if (later.conversationId === null || earlier.conversationId === null) return false;
  const chain = await listTicketsOf(database, { conversationId: later.conversationId, externalId: null }, LIMITS.ticketsKnown);
  return chain.some(({ number }) => number === earlier.number);
}

function bare(contact: string | null): string | null {
  return contact === null ? null : contact.replaceAll(/[\s-]/g, '').toLowerCase();
}
