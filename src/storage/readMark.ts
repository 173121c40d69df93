import type { Database } from './schema.ts';

/** The customer as a reader; everybody else reads under the id of their account. */
export const CUSTOMER = 'customer';

/** Notes how far somebody has read; never backwards. @returns whether that is further than before. */
export async function markRead(database: Database, conversationId: string, reader: string, seq: number, now_ms: number): Promise<boolean> {
  const result = await database
    .insertInto('read_mark')
    .values({ conversation_id: conversationId, reader, seq, at: now_ms })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'reader']).doUpdateSet({ seq, at: now_ms }).where('read_mark.seq', '<', seq))
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** How far any of these has read; 0 for nothing. */
export async function readBy(database: Database, conversationId: string, readers: readonly string[]): Promise<number> {
  if (readers.length === 0) return 0;
  const row = await database
    .selectFrom('read_mark')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('conversation_id', '=', conversationId)
    .where('reader', 'in', readers)
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** How far one reader has read in each of these conversations; those they never opened are left out. */
export async function readMarks(database: Database, reader: string, conversationIds: readonly string[]): Promise<Map<string, number>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await database.selectFrom('read_mark').select(['conversation_id', 'seq']).where('reader', '=', reader).where('conversation_id', 'in', conversationIds).execute();
  return new Map(rows.map(({ conversation_id, seq }) => [conversation_id, seq]));
}
