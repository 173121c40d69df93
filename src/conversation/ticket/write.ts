import type { TicketNote } from '../../contract/ticket.ts';
import type { Database } from '../../storage/schema.ts';
import { tellWebhooks, ticketData } from '../notify/happening.ts';
import type { Runtime } from '../runtime.ts';
import { insertEntry, insertTicket, lockTicket, saveTicket, type StoredTicket } from '../../storage/ticket.ts';

/** Writes tickets that were opened, each with its first entry. */
export async function writeTickets(runtime: Runtime, database: Database, tickets: StoredTicket[]): Promise<void> {
  for (const ticket of tickets) {
    await insertTicket(database, ticket);
    await insertEntry(database, { ticketNumber: ticket.number, at_ms: ticket.opened_ms, by: ticket.recordedBy, kind: 'opened', text: ticket.content, visible: true });
    await tellWebhooks(runtime, database, { event: 'ticket.opened', subject: ticket.number, data: ticketData(ticket), now_ms: ticket.opened_ms });
  }
}

/** Writes what customers added to their tickets, to a duplicate's original; one that is withdrawn has no duties any more. */
export async function writeNotes(runtime: Runtime, database: Database, notes: TicketNote[], now_ms: number): Promise<void> {
  for (const note of notes) {
    const named = await lockTicket(database, note.number);
    const ticket = named?.mergedInto ? await lockTicket(database, named.mergedInto) : named;
    if (ticket === undefined) throw new Error(`no ticket ${note.number} to add to`);
    const entry = { ticketNumber: ticket.number, at_ms: now_ms, by: 'customer', visible: true };
    await insertEntry(database, { ...entry, kind: 'note', text: note.text });
    const isUnderWay = ticket.state === 'open' || ticket.state === 'working';
    const withdrawn = note.withdraw && isUnderWay ? ({ state: 'withdrawn', duty_ms: null, asked_ms: null, answerDue_ms: null } as const) : {};
    if (note.withdraw && isUnderWay) await insertEntry(database, { ...entry, kind: 'state', text: '客户撤回' });
    const changed: StoredTicket = { ...ticket, ...withdrawn, urgent: ticket.urgent || note.urgent, contact: note.contact ?? ticket.contact, updated_ms: now_ms };
    await saveTicket(database, changed);
    await tellWebhooks(runtime, database, { event: 'ticket.changed', subject: ticket.number, data: ticketData(changed), now_ms });
  }
}
