import type { Membership } from '../contract/desk/team.ts';
import type { Database } from './schema.ts';

export type StoredTeam = { id: string; name: string };

export async function listTeams(database: Database): Promise<StoredTeam[]> {
  return database.selectFrom('team').select(['id', 'name']).orderBy('created_at').orderBy('id').execute();
}

export async function findTeamByName(database: Database, name: string): Promise<StoredTeam | undefined> {
  return database.selectFrom('team').select(['id', 'name']).where('name', '=', name).executeTakeFirst();
}

export async function insertTeam(database: Database, { id, name }: StoredTeam, now_ms: number): Promise<void> {
  await database.insertInto('team').values({ id, name, created_at: now_ms }).execute();
}

/** @returns whether there is such a team. */
export async function renameTeam(database: Database, { id, name }: StoredTeam): Promise<boolean> {
  return (await database.updateTable('team').set({ name }).where('id', '=', id).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Removes a team, and everybody from it. @returns whether there was such a team. */
export async function deleteTeam(database: Database, id: string): Promise<boolean> {
  await database.deleteFrom('person_team').where('team_id', '=', id).execute();
  return (await database.deleteFrom('team').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
}

/** The teams of everybody: id of the person → memberships. */
export async function listMemberships(database: Database): Promise<Map<string, Membership[]>> {
  const memberships = new Map<string, Membership[]>();
  for (const { person_id, team_id, level } of await database.selectFrom('person_team').selectAll().orderBy('team_id').execute()) {
    memberships.set(person_id, [...(memberships.get(person_id) ?? []), { team: team_id, level }]);
  }
  return memberships;
}

export async function membershipsOf(database: Database, personId: string): Promise<Membership[]> {
  const rows = await database.selectFrom('person_team').selectAll().where('person_id', '=', personId).orderBy('team_id').execute();
  return rows.map(({ team_id, level }) => ({ team: team_id, level }));
}

/** Puts somebody into these teams and no others. */
export async function setMemberships(database: Database, personId: string, memberships: readonly Membership[]): Promise<void> {
  await database.deleteFrom('person_team').where('person_id', '=', personId).execute();
  if (memberships.length === 0) return;
  await database
    .insertInto('person_team')
    .values(memberships.map(({ team, level }) => ({ person_id: personId, team_id: team, level })))
    .execute();
}
