import { sql } from 'kysely';
import type { SentenceReason } from '../contract/studio/review.ts';
import type { Database } from './schema.ts';

/** Something that says that the bot may not have understood what was said in a conversation. `seq` 0: the conversation as a whole. */
export type Doubt = { conversationId: string; seq: number; reason: SentenceReason; at_ms: number };

/** Notes doubts; one that is noted already stays as it is. In the transaction of what they are about, so that none is lost. */
export async function insertDoubts(database: Database, doubts: readonly Doubt[]): Promise<void> {
  if (doubts.length === 0) return;
  const rows = doubts.map(({ conversationId, seq, reason, at_ms }) => ({ conversation_id: conversationId, seq, reason, at: at_ms }));
  await database.insertInto('doubt').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Doubts that wait to be taken, oldest first; `after` the last one of the page before. */
export async function listDoubts(database: Database, after: Doubt | null, rowsMax: number): Promise<Doubt[]> {
  let query = database.selectFrom('doubt').selectAll();
  if (after !== null) query = query.where(sql<boolean>`(at, conversation_id, seq, reason) > (${after.at_ms}, ${after.conversationId}, ${after.seq}, ${after.reason})`);
  const rows = await query.orderBy('at').orderBy('conversation_id').orderBy('seq').orderBy('reason').limit(rowsMax).execute();
  return rows.map(({ conversation_id, seq, reason, at }) => ({ conversationId: conversation_id, seq, reason, at_ms: at }));
}

/** Takes a doubt out, in the transaction that writes what follows from it. @returns whether nobody else has. */
export async function takeDoubt(database: Database, { conversationId, seq, reason }: Doubt): Promise<boolean> {
  const result = await database.deleteFrom('doubt').where('conversation_id', '=', conversationId).where('seq', '=', seq).where('reason', '=', reason).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
