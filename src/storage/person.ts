import type { Selectable } from 'kysely';
import type { PersonTable } from './peopleTables.ts';
import type { Database } from './schema.ts';

export type Role = PersonTable['role'];

/** Somebody who signs in at the desk. The password's hash is read only where a password is checked. */
export type Person = { id: string; login: string; name: string; workerNumber: string; role: Role; disabled: boolean; seenAt_ms: number | null };

export async function insertPerson(database: Database, person: Person, passwordHash: string, now_ms: number): Promise<void> {
  await database
    .insertInto('person')
    .values({
      id: person.id,
      login: person.login,
      name: person.name,
      worker_number: person.workerNumber,
      role: person.role,
      password_hash: passwordHash,
      created_at: now_ms,
      disabled_at: null,
      seen_at: null,
    })
    .execute();
}

export async function findPerson(database: Database, id: string): Promise<Person | undefined> {
  const row = await database.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export async function findPersonByLogin(database: Database, login: string): Promise<{ person: Person; passwordHash: string } | undefined> {
  const row = await database.selectFrom('person').selectAll().where('login', '=', login).executeTakeFirst();
  return row && { person: fromRow(row), passwordHash: row.password_hash };
}

export async function findPersonByWorkerNumber(database: Database, workerNumber: string): Promise<Person | undefined> {
  const row = await database.selectFrom('person').selectAll().where('worker_number', '=', workerNumber).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks everybody who may manage accounts, so that of two changes at once one sees the other. @returns the ids of the enabled ones. */
export async function lockAdmins(database: Database): Promise<string[]> {
  const admins = await database
    .updateTable('person')
    .set((column) => ({ role: column.ref('role') }))
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .returning('id')
    .execute();
  return admins.map(({ id }) => id);
}

export async function passwordHashOf(database: Database, id: string): Promise<string | undefined> {
  return (await database.selectFrom('person').select('password_hash').where('id', '=', id).executeTakeFirst())?.password_hash;
}

export async function setPasswordHash(database: Database, id: string, passwordHash: string): Promise<void> {
  await database.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}

export async function savePerson(database: Database, { id, name, workerNumber, role }: Pick<Person, 'id' | 'name' | 'workerNumber' | 'role'>): Promise<void> {
  await database.updateTable('person').set({ name, worker_number: workerNumber, role }).where('id', '=', id).execute();
}

/** Disables an account from an instant on; `null` enables it. */
export async function setDisabled(database: Database, id: string, now_ms: number | null): Promise<void> {
  await database.updateTable('person').set({ disabled_at: now_ms }).where('id', '=', id).execute();
}

export async function listPersons(database: Database): Promise<Person[]> {
  return (await database.selectFrom('person').selectAll().orderBy('worker_number').execute()).map(fromRow);
}

/** Notes that a desk of this person is open. */
export async function markSeen(database: Database, id: string, now_ms: number | null): Promise<void> {
  await database.updateTable('person').set({ seen_at: now_ms }).where('id', '=', id).execute();
}

function fromRow(row: Selectable<PersonTable>): Person {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    workerNumber: row.worker_number,
    role: row.role,
    disabled: row.disabled_at !== null,
    seenAt_ms: row.seen_at,
  };
}
