import type { Database } from './schema.ts';

/** A signed-in browser. Only the hash of its secret is stored. */
export async function insertSession(database: Database, session: { tokenHash: string; personId: string; now_ms: number; expiresAt_ms: number }): Promise<void> {
  await database.deleteFrom('session').where('expires_at', '<', session.now_ms).execute();
  await database
    .insertInto('session')
    .values({ token_hash: session.tokenHash, person_id: session.personId, created_at: session.now_ms, expires_at: session.expiresAt_ms })
    .execute();
}

/** Id of the person whose session this is, unless it has run out. */
export async function findSession(database: Database, tokenHash: string, now_ms: number): Promise<string | undefined> {
  const row = await database.selectFrom('session').select('person_id').where('token_hash', '=', tokenHash).where('expires_at', '>', now_ms).executeTakeFirst();
  return row?.person_id;
}

export async function deleteSession(database: Database, tokenHash: string): Promise<void> {
  await database.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}
