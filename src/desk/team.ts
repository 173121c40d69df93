import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { SKILL_TEAMS, type Membership, type Team } from '../contract/desk/team.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import type { Database } from '../storage/schema.ts';
import { deleteTeam, findTeamByName, insertTeam, listTeams, renameTeam, type StoredTeam } from '../storage/team.ts';
import type { Origin } from './account/origin.ts';

export async function teamsOf(runtime: Runtime): Promise<Team[]> {
  return (await listTeams(runtime.storage.read)).map(presentTeam);
}

export function presentTeam({ id, name }: StoredTeam): Team {
  return { id, name, needed: SKILL_TEAMS.includes(id) };
}

/** Adds a team. @throws JiedaError `team.name_taken`, `request.invalid` when there are too many. */
export async function addTeam(runtime: Runtime, by: DeskPerson, name: string, origin: Origin): Promise<Team> {
  const team = { id: runtime.ids.id(), name };
  await runtime.storage.transaction(async (database) => {
    if ((await listTeams(database)).length >= LIMITS.teamsMax) throw new JiedaError('request.invalid', { teamsMax: LIMITS.teamsMax });
    if (await findTeamByName(database, name)) throw new JiedaError('team.name_taken');
    await insertTeam(database, team, runtime.clock.now_ms());
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'team.added', on: team.id, from: origin.address, details: { name } });
  });
  runtime.events.publish({ type: 'settings' });
  return presentTeam(team);
}

/** Gives a team another name. @throws JiedaError `team.not_found`, `team.name_taken`. */
export async function changeTeam(runtime: Runtime, by: DeskPerson, team: StoredTeam, origin: Origin): Promise<Team> {
  await runtime.storage.transaction(async (database) => {
    const other = await findTeamByName(database, team.name);
    if (other !== undefined && other.id !== team.id) throw new JiedaError('team.name_taken');
    if (!(await renameTeam(database, team))) throw new JiedaError('team.not_found');
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'team.changed', on: team.id, from: origin.address, details: { name: team.name } });
  });
  runtime.events.publish({ type: 'settings' });
  return presentTeam(team);
}

/** Removes a team and everybody from it. @throws JiedaError `team.not_found`, `team.needed` for those that the dialogs hand over to. */
export async function removeTeam(runtime: Runtime, by: DeskPerson, id: string, origin: Origin): Promise<void> {
  if (SKILL_TEAMS.includes(id)) throw new JiedaError('team.needed');
  await runtime.storage.transaction(async (database) => {
    const name = (await listTeams(database)).find((team) => team.id === id)?.name;
    if (name === undefined || !(await deleteTeam(database, id))) throw new JiedaError('team.not_found');
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'team.removed', on: id, from: origin.address, details: { name } });
  });
  runtime.events.publish({ type: 'settings' });
}

/** Makes sure that there are these teams, or drops those that there are not. @throws JiedaError `team.not_found`. */
export async function requireTeams(database: Database, memberships: readonly Membership[], missing: 'refuse' | 'drop' = 'refuse'): Promise<Membership[]> {
  const known = new Set((await listTeams(database)).map(({ id }) => id));
  const there = memberships.filter(({ team }) => known.has(team));
  if (missing === 'refuse' && there.length < memberships.length) throw new JiedaError('team.not_found');
  return there;
}
