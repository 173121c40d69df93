import type { Database } from './schema.ts';

/** Something that another system has to be told, kept until it has taken it. `tries`: how often it was begun. */
export type OutboxItem = { id: string; kind: string; body: unknown; tries: number };

export async function insertOutbox(database: Database, item: { id: string; kind: string; body: unknown; now_ms: number }): Promise<void> {
  await database
    .insertInto('outbox')
    .values({ id: item.id, kind: item.kind, body_json: JSON.stringify(item.body), created_at: item.now_ms, due_at: item.now_ms, tries: 0, last_error: null })
    .execute();
}

export type DueItem = { id: string; due_ms: number };

/** What is due by now, longest first; `after` the last one of the page before. */
export async function listOutboxDue(database: Database, now_ms: number, after: DueItem | null, rowsMax: number): Promise<DueItem[]> {
  let query = database.selectFrom('outbox').select(['id', 'due_at']).where('due_at', 'is not', null).where('due_at', '<=', now_ms);
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
  return row && { id: row.id, kind: row.kind, body: JSON.parse(row.body_json) as unknown, tries: row.tries };
}

/** The other system has taken it. */
export async function deleteOutbox(database: Database, id: string): Promise<void> {
  await database.deleteFrom('outbox').where('id', '=', id).execute();
}

/** Notes why it was not taken, and when to try again; `null`: not any more, it stays for people to look at. */
export async function postponeOutbox(database: Database, id: string, due_ms: number | null, problem: string): Promise<void> {
  await database.updateTable('outbox').set({ due_at: due_ms, last_error: problem }).where('id', '=', id).execute();
}
