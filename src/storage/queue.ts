import { rankOf, type Conversation } from './conversation.ts';
import type { Database } from './schema.ts';

/** Ids of all who wait, in the order in which they are served. */
export async function queueOrder(database: Database): Promise<string[]> {
  const rows = await database
    .selectFrom('conversation')
    .select('id')
    .where('state', '=', 'queued')
    .orderBy('ranked_at', 'asc')
    .orderBy('id', 'asc')
    .execute();
  return rows.map(({ id }) => id);
}

/** How many are served before this one that waits. */
export async function countAhead(database: Database, conversation: Conversation): Promise<number> {
  const rank = rankOf(conversation) ?? 0;
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'queued')
    .where((is) => is.or([is('ranked_at', '<', rank), is.and([is('ranked_at', '=', rank), is('id', '<', conversation.id)])]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How many conversations agents accepted since an instant. */
export async function countAccepted(database: Database, since_ms: number): Promise<number> {
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('accepted_at', '>=', since_ms)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
