import type { Database } from './schema.ts';

/** What was sent, under a key that the server chose. */
export type StoredFile = { key: string; conversationId: string; type: string; content: Uint8Array };

export async function insertFile(database: Database, { key, conversationId, type, content }: StoredFile, now_ms: number): Promise<void> {
  await database.insertInto('file').values({ key, conversation_id: conversationId, type, content, at: now_ms }).execute();
}

/** A file of this conversation; one of another is as if it were not there. */
export async function findFile(database: Database, conversationId: string, key: string): Promise<StoredFile | undefined> {
  const row = await database.selectFrom('file').selectAll().where('key', '=', key).where('conversation_id', '=', conversationId).executeTakeFirst();
  // The engines hand bytes out in forms of their own.
  return row && { key: row.key, conversationId: row.conversation_id, type: row.type, content: new Uint8Array(row.content) };
}

export async function countFiles(database: Database, conversationId: string): Promise<number> {
  const row = await database
    .selectFrom('file')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteFile(database: Database, key: string): Promise<void> {
  await database.deleteFrom('file').where('key', '=', key).execute();
}
