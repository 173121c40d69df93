import { sql, type Selectable, type SqlBool } from 'kysely';
import type { Database } from './schema.ts';
import type { TicketEntryTable } from './ticketTables.ts';
import { fromRow, toRow, type StoredTicket } from './ticketRow.ts';

export type { StoredTicket } from './ticketRow.ts';

export type TicketEntry = { ticketNumber: string; seq: number; at_ms: number; by: string; kind: TicketEntryTable['kind']; text: string; visible: boolean };

/** Conversations that one goes on from, walked back so far at most. */
const CHAIN_MAX = 50;

/** Adds a ticket. The number is its key: one that exists already is refused by the database. */
export async function insertTicket(database: Database, ticket: StoredTicket): Promise<void> {
  await database.insertInto('ticket').values(toRow(ticket)).execute();
}

/** Reads a ticket and keeps it from every other transaction until this one ends, as `lockConversation` does. */
export async function lockTicket(database: Database, number: string): Promise<StoredTicket | undefined> {
  const row = await database
    .updateTable('ticket')
    .set((column) => ({ rev: column.ref('rev') }))
    .where('number', '=', number)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function findTicket(database: Database, number: string): Promise<StoredTicket | undefined> {
  const row = await database.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirst();
  return row && fromRow(row);
}

/** Those of these numbers that exist, by number. */
export async function findTickets(database: Database, numbers: string[]): Promise<Map<string, StoredTicket>> {
  if (numbers.length === 0) return new Map();
  const rows = await database.selectFrom('ticket').selectAll().where('number', 'in', numbers).execute();
  return new Map(rows.map((row) => [row.number, fromRow(row)]));
}

/** Writes a locked ticket under its next `rev`. */
export async function saveTicket(database: Database, ticket: StoredTicket): Promise<void> {
  const { number, opened_at: _opened, rev, ...changing } = toRow(ticket);
  await database.updateTable('ticket').set({ ...changing, rev: rev + 1 }).where('number', '=', number).execute();
}

/**
 * The tickets of a conversation, of those that it goes on from, and of the same customer of the site; newest last, at most `rowsMax` of the
 * newest.
 */
export async function listTicketsOf(database: Database, of: { conversationId: string; externalId: string | null }, rowsMax: number): Promise<StoredTicket[]> {
  const { conversationId, externalId } = of;
  const inChain = sql<SqlBool>`conversation_id in (
    with recursive chain(id, previous_id, depth) as (
      select id, previous_id, 0 from conversation where id = ${conversationId}
      union all
      select conversation.id, conversation.previous_id, depth + 1 from conversation join chain on conversation.id = chain.previous_id where depth < ${sql.lit(CHAIN_MAX)}
    ) select id from chain)`;
  const rows = await database
    .selectFrom('ticket')
    .selectAll()
    .where((is) => (externalId === null ? inChain : is.or([inChain, is('external_id', '=', externalId)])))
    .orderBy('opened_at', 'desc')
    .orderBy('number', 'desc')
    .limit(rowsMax)
    .execute();
  return rows.map(fromRow).reverse();
}

export type DueTicket = { number: string; duty_ms: number; conversationId: string | null };

/** What has a duty by now, longest first; `after` the last one of the page before. */
export async function listDuties(database: Database, now_ms: number, after: DueTicket | null, rowsMax: number): Promise<DueTicket[]> {
  let query = database.selectFrom('ticket').select(['number', 'duty_at', 'conversation_id']).where('duty_at', 'is not', null).where('duty_at', '<=', now_ms);
  if (after !== null) {
    query = query.where((is) => is.or([is('duty_at', '>', after.duty_ms), is.and([is('duty_at', '=', after.duty_ms), is('number', '>', after.number)])]));
  }
  const rows = await query.orderBy('duty_at').orderBy('number').limit(rowsMax).execute();
  return rows.map((row) => ({ number: row.number, duty_ms: row.duty_at as number, conversationId: row.conversation_id }));
}

/**
 * Takes a duty on: sets the next one if this one is still what has to be done. Of several that try, exactly one gets the ticket.
 */
export async function claimDuty(database: Database, number: string, duty_ms: number, next_ms: number | null): Promise<StoredTicket | undefined> {
  const row = await database
    .updateTable('ticket')
    .set({ duty_at: next_ms })
    .where('number', '=', number)
    .where('duty_at', '=', duty_ms)
    .where('state', 'in', ['open', 'working'])
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The duplicates of a ticket. */
export async function listMerged(database: Database, number: string): Promise<StoredTicket[]> {
  const rows = await database.selectFrom('ticket').selectAll().where('merged_into', '=', number).orderBy('number').execute();
  return rows.map(fromRow);
}

/** The ticket that somebody recorded under this id, if any. */
export async function findByClient(database: Database, recordedBy: string, clientId: string): Promise<StoredTicket | undefined> {
  const row = await database.selectFrom('ticket').selectAll().where('recorded_by', '=', recordedBy).where('client_id', '=', clientId).executeTakeFirst();
  return row && fromRow(row);
}

/** Writes of a locked ticket what the clock changes, which is no change by people: its `rev` stays. */
export async function saveByClock(database: Database, number: string, changes: { told_ms?: number; asked_ms: number | null; duty_ms: number | null }): Promise<void> {
  const told = changes.told_ms === undefined ? {} : { told_at: changes.told_ms };
  await database.updateTable('ticket').set({ ...told, asked_at: changes.asked_ms, duty_at: changes.duty_ms }).where('number', '=', number).execute();
}

/** Notes that something was added to a ticket that changes nothing of it. */
export async function touchTicket(database: Database, number: string, now_ms: number): Promise<void> {
  await database.updateTable('ticket').set({ updated_at: now_ms }).where('number', '=', number).execute();
}

/**
 * The conversation in which the customer of a ticket can be told something now: the newest that has not ended, among the ticket's own, those
 * that go on from it, and those of the same customer of the site.
 */
export async function openConversationOf(database: Database, of: Pick<StoredTicket, 'conversationId' | 'externalId'>): Promise<string | undefined> {
  const { conversationId, externalId } = of;
  if (conversationId === null && externalId === null) return undefined;
  const goesOn = sql<SqlBool>`id in (
    with recursive chain(id, depth) as (
      select id, 0 from conversation where id = ${conversationId}
      union all
      select conversation.id, depth + 1 from conversation join chain on conversation.previous_id = chain.id where depth < ${sql.lit(CHAIN_MAX)}
    ) select id from chain)`;
  const row = await database
    .selectFrom('conversation')
    .select('id')
    .where('state', '<>', 'closed')
    .where((is) => (externalId === null ? goesOn : is.or([goesOn, is('external_id', '=', externalId)])))
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Notes how often by now somebody has named the number with a wrong contact. */
export async function countWrongContact(database: Database, number: string, count: number, now_ms: number): Promise<void> {
  await database.updateTable('ticket').set({ wrong_contacts: count, wrong_contact_at: now_ms }).where('number', '=', number).execute();
}

/** Adds an entry under the next number of its ticket, which is locked or was inserted by this transaction. */
export async function insertEntry(database: Database, entry: Omit<TicketEntry, 'seq'>): Promise<void> {
  const last = await database
    .selectFrom('ticket_entry')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('ticket_number', '=', entry.ticketNumber)
    .executeTakeFirst();
  await database
    .insertInto('ticket_entry')
    .values({ ticket_number: entry.ticketNumber, seq: (last?.seq ?? 0) + 1, at: entry.at_ms, by: entry.by, kind: entry.kind, text: entry.text, visible: entry.visible ? 1 : 0 })
    .execute();
}

export async function listEntries(database: Database, ticketNumber: string): Promise<TicketEntry[]> {
  const rows = await database.selectFrom('ticket_entry').selectAll().where('ticket_number', '=', ticketNumber).orderBy('seq').execute();
  return rows.map(entryFromRow);
}

/** The last progress of each of these tickets that its customer may read. */
export async function lastProgress(database: Database, numbers: string[]): Promise<Map<string, TicketEntry>> {
  if (numbers.length === 0) return new Map();
  const rows = await database
    .selectFrom('ticket_entry')
    .selectAll()
    .where('ticket_number', 'in', numbers)
    .where('kind', '=', 'progress')
    .where('visible', '=', 1)
    .orderBy('seq')
    .execute();
  return new Map(rows.map((row) => [row.ticket_number, entryFromRow(row)]));
}

function entryFromRow(row: Selectable<TicketEntryTable>): TicketEntry {
  return { ticketNumber: row.ticket_number, seq: row.seq, at_ms: row.at, by: row.by, kind: row.kind, text: row.text, visible: row.visible === 1 };
}
