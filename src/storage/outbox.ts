import { sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Something that another system has to be told, kept until it has taken it. `tries`: how often it was begun. `webhookId`: whom it is for; `null`
 * for the shop's system that passes notifications on. `subject`: the conversation or ticket that it tells about.
 */
export type OutboxItem = { id: string; kind: string; body: unknown; tries: number; webhookId: string | null; subject: string | null };

type NewItem = { id: string; kind: string; body: unknown; now_ms: number; webhookId?: string | null; subject?: string | null };

export async function insertOutbox(database: Database, { id, kind, body, now_ms, webhookId = null, subject = null }: NewItem): Promise<void> {
  await database
    .insertInto('outbox')
    .values({ id, kind, body_json: JSON.stringify(body), created_at: now_ms, due_at: now_ms, tries: 0, last_error: null, webhook_id: webhookId, subject })
    .execute();
}

export type DueItem = { id: string; due_ms: number };

/** For whom something is due by now: webhooks that are not paused, and `null` for the shop's system. */
export async function listOutboxTargets(database: Database, now_ms: number): Promise<(string | null)[]> {
  const rows = await database
    .selectFrom('outbox')
    .leftJoin('webhook', 'webhook.id', 'outbox.webhook_id')
    .select('outbox.webhook_id')
    .distinct()
    .where('outbox.due_at', '<=', now_ms)
    .where('webhook.paused_at', 'is', null)
    .execute();
  return rows.map(({ webhook_id }) => webhook_id);
}

/** What is due for one of them by now, longest first; `after` the last one of the page before. */
export async function listOutboxDue(database: Database, target: string | null, now_ms: number, after: DueItem | null, rowsMax: number): Promise<DueItem[]> {
  let query = database.selectFrom('outbox').select(['id', 'due_at']).where('due_at', 'is not', null).where('due_at', '<=', now_ms);
  query = target === null ? query.where('webhook_id', 'is', null) : query.where('webhook_id', '=', target);
  if (after !== null) query = query.where((is) => is.or([is('due_at', '>', after.due_ms), is.and([is('due_at', '=', after.due_ms), is('id', '>', after.id)])]));
  const rows = await query.orderBy('due_at').orderBy('id').limit(rowsMax).execute();
  return rows.map(({ id, due_at }) => ({ id, due_ms: due_at as number }));
}

/**
 * Takes an item on until `until_ms`: should this process die with it, it is due again then. Of several that try, exactly one gets it.
 */
export async function claimOutbox(database: Database, id: string, due_ms: number, until_ms: number): Promise<OutboxItem | undefined> {
  const row = await database
    .updateTable('outbox')
    .set((column) => ({ due_at: until_ms, tries: column('tries', '+', 1) }))
    .where('id', '=', id)
    .where('due_at', '=', due_ms)
    .returningAll()
    .executeTakeFirst();
  return row && { id: row.id, kind: row.kind, body: JSON.parse(row.body_json) as unknown, tries: row.tries, webhookId: row.webhook_id, subject: row.subject };
}

/** The other system has taken it. */
export async function deleteOutbox(database: Database, id: string): Promise<void> {
  await database.deleteFrom('outbox').where('id', '=', id).execute();
}

/** Notes why it was not taken, and when to try again; `null`: not any more, it stays for people to look at. */
export async function postponeOutbox(database: Database, id: string, due_ms: number | null, problem: string): Promise<void> {
  await database.updateTable('outbox').set({ due_at: due_ms, last_error: problem }).where('id', '=', id).execute();
}

/** How many items are still to be delivered to each webhook. */
export async function countWaiting(database: Database): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('outbox')
    .select(['webhook_id', sql<number>`count(*)`.as('count')])
    .where('webhook_id', 'is not', null)
    .where('due_at', 'is not', null)
    .groupBy('webhook_id')
    .execute();
  return new Map(rows.map(({ webhook_id, count }) => [webhook_id as string, Number(count)]));
}
