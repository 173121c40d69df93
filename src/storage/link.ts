import type { Membership } from '../contract/desk/team.ts';
import type { Database } from './schema.ts';
import type { Role } from './person.ts';

/** What a one-time link allows: an account with this role in these teams, or (with `personId`) a new password for an account. */
export type Link = { role: Role; teams: Membership[]; personId: string | null };

/** A one-time link. Only the hash of its secret is stored. */
export async function insertLink(database: Database, link: Partial<Link> & { role: Role; tokenHash: string; now_ms: number; expiresAt_ms: number }): Promise<void> {
  const { teams = [], personId = null } = link;
  await database
    .insertInto('link')
    .values({
      token_hash: link.tokenHash,
      role: link.role,
      created_at: link.now_ms,
      expires_at: link.expiresAt_ms,
      used_at: null,
      person_id: personId,
      teams_json: JSON.stringify(teams),
    })
    .execute();
}

/** What a link allows, if it is still good. */
export async function findLink(database: Database, tokenHash: string, now_ms: number): Promise<Link | undefined> {
  const row = await database
    .selectFrom('link')
    .select(['role', 'person_id', 'teams_json'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now_ms)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Uses a link up. Of several attempts at once exactly one gets what it allows. */
export async function useLink(database: Database, tokenHash: string, now_ms: number): Promise<Link | undefined> {
  const row = await database
    .updateTable('link')
    .set({ used_at: now_ms })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now_ms)
    .returning(['role', 'person_id', 'teams_json'])
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Withdraws the links of a role that nobody has used to create an account. */
export async function withdrawLinks(database: Database, role: Role): Promise<void> {
  await database.deleteFrom('link').where('role', '=', role).where('person_id', 'is', null).where('used_at', 'is', null).execute();
}

/** Withdraws the links to a new password of somebody that were not used. */
export async function withdrawResetLinks(database: Database, personId: string): Promise<void> {
  await database.deleteFrom('link').where('person_id', '=', personId).where('used_at', 'is', null).execute();
}

function fromRow({ role, person_id, teams_json }: { role: Role; person_id: string | null; teams_json: string | null }): Link {
  return { role, personId: person_id, teams: JSON.parse(teams_json ?? '[]') };
}
