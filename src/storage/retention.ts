import { sql } from 'kysely';
import type { Database } from './schema.ts';
import { readSetting, writeSetting } from './setting.ts';

/** Before which line's time the database lets lines of the audit log be deleted. */
const AUDIT_KEPT_FROM = 'audit_kept_from';

/**
 * What is older than an instant and may go: conversations that ended, tickets that are over, files of conversations that ended, sentences of the
 * review queue that nobody said since, lines of the audit log, attempts of webhooks. Ids, the oldest first, at most `rowsMax`.
 */
export const EXPIRED = {
  conversations: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('conversation').select('id').where('state', '=', 'closed').where('erased_at', 'is', null).where('closed_at', '<', before_ms).orderBy('closed_at').limit(rowsMax).execute()).map(({ id }) => id),
  tickets: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('ticket').select('number').where('state', 'in', ['done', 'withdrawn']).where('content', '!=', '').where('updated_at', '<', before_ms).orderBy('updated_at').limit(rowsMax).execute()).map(({ number }) => number),
  files: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('file').innerJoin('conversation', 'conversation.id', 'file.conversation_id').select('file.key').where('conversation.state', '=', 'closed').where('file.at', '<', before_ms).orderBy('file.at').limit(rowsMax).execute()).map(({ key }) => key),
  sentences: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('sentence').select('id').where('last_seen', '<', before_ms).where('state', '!=', 'labelled').orderBy('last_seen').limit(rowsMax).execute()).map(({ id }) => id),
  audit: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('audit').select('seq').where('at', '<', before_ms).orderBy('at').limit(rowsMax).execute()).map(({ seq }) => String(seq)),
  deliveries: async (database: Database, before_ms: number, rowsMax: number): Promise<string[]> =>
    (await database.selectFrom('webhook_delivery').select('id').where('at', '<', before_ms).orderBy('at').limit(rowsMax).execute()).map(({ id }) => id),
} as const;
export type RetentionKind = keyof typeof EXPIRED;

/** How much would go, by what {@link EXPIRED} finds. */
export const COUNT_EXPIRED: { [Kind in RetentionKind]: (database: Database, before_ms: number) => Promise<number> } = {
  conversations: (database, before_ms) => counted(database.selectFrom('conversation').select(sql<number>`count(*)`.as('count')).where('state', '=', 'closed').where('erased_at', 'is', null).where('closed_at', '<', before_ms).executeTakeFirst()),
  tickets: (database, before_ms) => counted(database.selectFrom('ticket').select(sql<number>`count(*)`.as('count')).where('state', 'in', ['done', 'withdrawn']).where('content', '!=', '').where('updated_at', '<', before_ms).executeTakeFirst()),
  files: (database, before_ms) => counted(database.selectFrom('file').innerJoin('conversation', 'conversation.id', 'file.conversation_id').select(sql<number>`count(*)`.as('count')).where('conversation.state', '=', 'closed').where('file.at', '<', before_ms).executeTakeFirst()),
  sentences: (database, before_ms) => counted(database.selectFrom('sentence').select(sql<number>`count(*)`.as('count')).where('last_seen', '<', before_ms).where('state', '!=', 'labelled').executeTakeFirst()),
  audit: (database, before_ms) => counted(database.selectFrom('audit').select(sql<number>`count(*)`.as('count')).where('at', '<', before_ms).executeTakeFirst()),
  deliveries: (database, before_ms) => counted(database.selectFrom('webhook_delivery').select(sql<number>`count(*)`.as('count')).where('at', '<', before_ms).executeTakeFirst()),
};

async function counted(row: Promise<{ count: number } | undefined>): Promise<number> {
  return Number((await row)?.count ?? 0);
}

/** Deletes lines of the audit log that are older than an instant, which the database allows from now on for these. */
export async function deleteAudit(database: Database, seqs: readonly string[], before_ms: number): Promise<void> {
  // Only ever forward: what may be forgotten stays so.
  if (Number((await readSetting(database, AUDIT_KEPT_FROM)) ?? 0) < before_ms) await writeSetting(database, AUDIT_KEPT_FROM, String(before_ms));
  await database.deleteFrom('audit').where('seq', 'in', seqs.map(Number)).execute();
}

export async function deleteDeliveries(database: Database, ids: readonly string[]): Promise<void> {
  await database.deleteFrom('webhook_delivery').where('id', 'in', ids).execute();
}

/** Of several nodes that sweep at once, one at a time goes on from here. */
export async function lockRetention(database: Database): Promise<void> {
  await writeSetting(database, 'retention_swept', '1');
}
