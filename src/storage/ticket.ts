import { sql, type Selectable, type SqlBool } from 'kysely';
import type { NewTicket, TicketState } from '../contract/ticket.ts';
import type { Database, TicketEntryTable, TicketTable } from './schema.ts';

/** A ticket as it is kept: what a decision opened, whose it is, and what became of it. Instants are ms since the epoch. */
export type StoredTicket = NewTicket & {
  state: TicketState;
  conversationId: string | null;
  /** The customer's id at the site, and name, when it was opened. */
  externalId: string | null;
  customerName: string | null;
  proposal: string | null;
  approval: string | null;
  result: string | null;
  satisfaction: string | null;
  /** `bot`, or the id of a person. */
  recordedBy: string;
  assigneeId: string | null;
  opened_ms: number;
  /** When something has to happen to it next. */
  duty_ms: number | null;
  done_ms: number | null;
  updated_ms: number;
  /** Grows with every change. */
  rev: number;
  /** How often somebody named the number with a wrong contact, and when last. */
  wrongContacts: number;
  wrongContact_ms: number | null;
};

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

function toRow(ticket: StoredTicket): Selectable<TicketTable> {
  return {
    number: ticket.number,
    kind: ticket.kind,
    state: ticket.state,
    conversation_id: ticket.conversationId,
    external_id: ticket.externalId,
    customer_name: ticket.customerName,
    contact: ticket.contact,
    skill: ticket.skill,
    content: ticket.content,
    reason: ticket.reason,
    wish: ticket.wish,
    details_json: JSON.stringify(ticket.details),
    emotion: ticket.emotion,
    urgent: ticket.urgent ? 1 : 0,
    proposal: ticket.proposal,
    approval: ticket.approval,
    result: ticket.result,
    satisfaction: ticket.satisfaction,
    recorded_by: ticket.recordedBy,
    assignee_id: ticket.assigneeId,
    opened_at: ticket.opened_ms,
    due_at: ticket.due_ms,
    duty_at: ticket.duty_ms,
    done_at: ticket.done_ms,
    updated_at: ticket.updated_ms,
    rev: ticket.rev,
    wrong_contacts: ticket.wrongContacts,
    wrong_contact_at: ticket.wrongContact_ms,
  };
}

function fromRow(row: Selectable<TicketTable>): StoredTicket {
  return {
    number: row.number,
    kind: row.kind,
    state: row.state,
    conversationId: row.conversation_id,
    externalId: row.external_id,
    customerName: row.customer_name,
    contact: row.contact,
    skill: row.skill,
    content: row.content,
    reason: row.reason,
    wish: row.wish,
    details: JSON.parse(row.details_json) as NewTicket['details'],
    emotion: row.emotion,
    urgent: row.urgent === 1,
    proposal: row.proposal,
    approval: row.approval,
    result: row.result,
    satisfaction: row.satisfaction,
    recordedBy: row.recorded_by,
    assigneeId: row.assignee_id,
    opened_ms: row.opened_at,
    due_ms: row.due_at,
    duty_ms: row.duty_at,
    done_ms: row.done_at,
    updated_ms: row.updated_at,
    rev: row.rev,
    wrongContacts: row.wrong_contacts,
    wrongContact_ms: row.wrong_contact_at,
  };
}
