import type { Database } from './schema.ts';
import type { Role } from './person.ts';

/** A one-time link with which somebody creates their account. Only the hash of its secret is stored. */
export async function insertLink(database: Database, link: { tokenHash: string; role: Role; now_ms: number; expiresAt_ms: number }): Promise<void> {
  await database
    .insertInto('link')
    .values({ token_hash: link.tokenHash, role: link.role, created_at: link.now_ms, expires_at: link.expiresAt_ms, used_at: null })
    .execute();
}

/** The role that a link gives, if it is still good. */
export async function findLink(database: Database, tokenHash: string, now_ms: number): Promise<Role | undefined> {
  const row = await database
    .selectFrom('link')
    .select('role')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now_ms)
    .executeTakeFirst();
  return row?.role;
}

/** Uses a link up. Of several attempts at once exactly one gets the role. */
export async function useLink(database: Database, tokenHash: string, now_ms: number): Promise<Role | undefined> {
  const row = await database
    .updateTable('link')
    .set({ used_at: now_ms })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now_ms)
    .returning('role')
    .executeTakeFirst();
  return row?.role;
}

/** Withdraws the links of a role that nobody has used. */
export async function withdrawLinks(database: Database, role: Role): Promise<void> {
  await database.deleteFrom('link').where('role', '=', role).where('used_at', 'is', null).execute();
}
