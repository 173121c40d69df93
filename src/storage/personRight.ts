import type { PersonRight } from '../contract/desk/people.ts';
import type { Database } from './schema.ts';

/** Whether somebody whose account is not disabled holds a right. */
export async function hasRight(database: Database, personId: string, right: PersonRight): Promise<boolean> {
  const row = await database
    .selectFrom('person_right')
    .innerJoin('person', 'person.id', 'person_right.person_id')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('person_right.right', '=', right)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The rights of everybody who has any. */
export async function listRights(database: Database): Promise<Map<string, PersonRight[]>> {
  const rights = new Map<string, PersonRight[]>();
  for (const row of await database.selectFrom('person_right').selectAll().execute()) rights.set(row.person_id, [...(rights.get(row.person_id) ?? []), row.right]);
  return rights;
}

/** Gives somebody exactly these rights. */
export async function setRights(database: Database, personId: string, rights: readonly PersonRight[]): Promise<void> {
  await database.deleteFrom('person_right').where('person_id', '=', personId).execute();
  if (rights.length > 0) await database.insertInto('person_right').values([...new Set(rights)].map((right) => ({ person_id: personId, right }))).execute();
}
