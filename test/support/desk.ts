import type { DeskPerson, Role } from '../../src/contract/desk.ts';
import type { Runtime } from '../../src/conversation/runtime.ts';
import { presentPerson } from '../../src/desk/account.ts';
import { signOfLife } from '../../src/desk/presence.ts';
import { insertPerson } from '../../src/storage/person.ts';

/** Somebody with an account, whose desk is open. */
export async function atDesk(runtime: Runtime, login: string, workerNumber: string, role: Role = 'agent'): Promise<DeskPerson> {
  const person = { id: `person-${login}`, login, name: login, workerNumber, role, disabled: false, seenAt_ms: null };
  await runtime.storage.transaction((database) => insertPerson(database, person, 'unused', 1));
  await signOfLife(runtime, person.id, true, true);
  return presentPerson(person);
}

/** Puts somebody into teams, with the same level in each. */
export async function inTeams(runtime: Runtime, person: DeskPerson, teams: string[], level = 2): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    for (const team of teams) await database.insertInto('person_team').values({ person_id: person.id, team_id: team, level }).execute();
  });
}
