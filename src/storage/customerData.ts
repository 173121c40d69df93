import type { Selectable } from 'kysely';
import type { CustomerRef, FindCustomer } from '../contract/desk/customerData.ts';
import { findConversation } from './conversation.ts';
import type { ConversationTable, Database, RatingTable } from './schema.ts';
import { fromRow, type StoredTicket } from './ticketRow.ts';

/** Conversations that go on from each other, walked so far at most. */
const CHAIN_MAX = 500;
/** Customers that one search finds. */
const FOUND_MAX = 20;

/** Everything that is kept of one customer, as rows. */
export type CustomerRows = { conversations: Selectable<ConversationTable>[]; tickets: StoredTicket[] };

/** Whom a search means. */
export async function findCustomers(database: Database, { by, value }: FindCustomer): Promise<CustomerRef[]> {
  if (by === 'site') return [{ kind: 'site', value }];
  if (by === 'conversation') return refOfConversation(database, value);
  let query = database.selectFrom('ticket').selectAll().orderBy('opened_at', 'desc').limit(FOUND_MAX);
  query = by === 'ticket' ? query.where('number', '=', value) : query.where('contact', 'like', `%${value}`);
  const refs: CustomerRef[] = [];
  for (const { number, external_id, conversation_id } of await query.execute()) {
    if (external_id !== null) refs.push({ kind: 'site', value: external_id });
    else refs.push(...(conversation_id === null ? [{ kind: 'ticket' as const, value: number }] : await refOfConversation(database, conversation_id)));
  }
  return [...new Map(refs.map((ref) => [`${ref.kind} ${ref.value}`, ref])).values()];
}

async function refOfConversation(database: Database, id: string): Promise<CustomerRef[]> {
  const conversation = await findConversation(database, id);
  if (conversation === undefined) return [];
  const { externalId } = conversation.customer;
  return [externalId === null ? { kind: 'conversation', value: id } : { kind: 'site', value: externalId }];
}

/** What belongs to a customer: their conversations, those that these go on from or that go on from them, and all tickets of these. */
export async function rowsOf(database: Database, { kind, value }: CustomerRef): Promise<CustomerRows> {
  const conversations = new Map<string, Selectable<ConversationTable>>();
  let added: Selectable<ConversationTable>[] = [];
  if (kind !== 'ticket') added = await database.selectFrom('conversation').selectAll().where(kind === 'site' ? 'external_id' : 'id', '=', value).where('erased_at', 'is', null).execute();
  while (added.length > 0 && conversations.size < CHAIN_MAX) {
    for (const row of added) conversations.set(row.id, row);
    const ids = added.map(({ id }) => id);
    const before = added.flatMap(({ previous_id }) => previous_id ?? []);
    const near = await database
      .selectFrom('conversation')
      .selectAll()
      .where((is) => is.or([is('previous_id', 'in', ids), ...(before.length > 0 ? [is('id', 'in', before)] : [])]))
      .where('erased_at', 'is', null)
      // Somebody else signed in on the same browser.
      .where((is) => is.or([is('external_id', 'is', null), ...(kind === 'site' ? [is('external_id', '=', value)] : [])]))
      .execute();
    added = near.filter(({ id }) => !conversations.has(id));
  }
  const ids = [...conversations.keys()];
  const tickets = await database
    .selectFrom('ticket')
    .selectAll()
    .where((is) => is.or([...(kind === 'site' ? [is('external_id', '=', value)] : []), ...(kind === 'ticket' ? [is('number', '=', value)] : []), ...(ids.length > 0 ? [is('conversation_id', 'in', ids)] : [])]))
    .where('content', '!=', '')
    .orderBy('opened_at')
    .execute();
  return { conversations: [...conversations.values()].sort((a, b) => a.opened_at - b.opened_at), tickets: tickets.map(fromRow) };
}

export async function ratingsOf(database: Database, ids: readonly string[]): Promise<Selectable<RatingTable>[]> {
  return ids.length === 0 ? [] : database.selectFrom('rating').selectAll().where('conversation_id', 'in', ids).execute();
}

export async function countMessages(database: Database, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const row = await database.selectFrom('message').select(({ fn }) => fn.countAll<number>().as('count')).where('conversation_id', 'in', ids).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The files of conversations, without their bytes. */
export async function listFiles(database: Database, ids: readonly string[]): Promise<{ conversationId: string; key: string; type: string }[]> {
  if (ids.length === 0) return [];
  const rows = await database.selectFrom('file').select(['conversation_id', 'key', 'type']).where('conversation_id', 'in', ids).execute();
  return rows.map(({ conversation_id, key, type }) => ({ conversationId: conversation_id, key, type }));
}
