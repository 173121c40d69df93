import type { Database } from './schema.ts';

export type NewSession = { tokenHash: string; personId: string; now_ms: number; expiresAt_ms: number; id: string; address: string; device: string };
/** A signed-in browser as its person may know it. */
export type StoredSession = { id: string; tokenHash: string; address: string; device: string; createdAt_ms: number; seenAt_ms: number };

/** A signed-in browser. Only the hash of its secret is stored. */
export async function insertSession(database: Database, session: NewSession): Promise<void> {
  await database.deleteFrom('session').where('expires_at', '<', session.now_ms).execute();
  await database
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      person_id: session.personId,
      created_at: session.now_ms,
      expires_at: session.expiresAt_ms,
      id: session.id,
      address: session.address,
      device: session.device,
      seen_at: session.now_ms,
    })
    .execute();
}

/** Whose session this is, and when it was used last, unless it has run out. */
export async function findSession(database: Database, tokenHash: string, now_ms: number): Promise<{ personId: string; seenAt_ms: number } | undefined> {
  const row = await database.selectFrom('session').select(['person_id', 'seen_at', 'created_at']).where('token_hash', '=', tokenHash).where('expires_at', '>', now_ms).executeTakeFirst();
  return row && { personId: row.person_id, seenAt_ms: row.seen_at ?? row.created_at };
}

/** The sessions of a person that have not run out, the one used last first. */
export async function listSessions(database: Database, personId: string, now_ms: number): Promise<StoredSession[]> {
  const rows = await database.selectFrom('session').selectAll().where('person_id', '=', personId).where('expires_at', '>', now_ms).orderBy('seen_at', 'desc').orderBy('created_at', 'desc').execute();
  return rows.map((row) => ({
    id: row.id ?? '',
    tokenHash: row.token_hash,
    address: row.address ?? '',
    device: row.device ?? '',
    createdAt_ms: row.created_at,
    seenAt_ms: row.seen_at ?? row.created_at,
  }));
}

export async function markSessionSeen(database: Database, tokenHash: string, now_ms: number): Promise<void> {
  await database.updateTable('session').set({ seen_at: now_ms }).where('token_hash', '=', tokenHash).execute();
}

/** @returns whose session it was, if there was one. */
export async function deleteSession(database: Database, tokenHash: string): Promise<string | undefined> {
  return (await database.deleteFrom('session').where('token_hash', '=', tokenHash).returning('person_id').executeTakeFirst())?.person_id;
}

/** Ends one session of a person. @returns whether there was such a one. */
export async function deleteSessionById(database: Database, personId: string, id: string): Promise<boolean> {
  return (await database.deleteFrom('session').where('person_id', '=', personId).where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
}

/** Ends all sessions of a person, except perhaps one. @returns how many. */
export async function deleteSessionsOf(database: Database, personId: string, exceptTokenHash: string | null = null): Promise<number> {
  let query = database.deleteFrom('session').where('person_id', '=', personId);
  if (exceptTokenHash !== null) query = query.where('token_hash', '!=', exceptTokenHash);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}
