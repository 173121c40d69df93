import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Account, AccountChange, Me } from '../contract/desk/people.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { withdrawResetLinks } from '../storage/link.ts';
import { listRights, setRights } from '../storage/personRight.ts';
import { findPerson, findPersonByWorkerNumber, listPersons, lockAdmins, savePerson, setDisabled, type Person } from '../storage/person.ts';
import type { Database } from '../storage/schema.ts';
import { countRecoveryCodes, findSecondFactor, listSecondFactors } from '../storage/secondFactor.ts';
import { deleteSessionsOf } from '../storage/session.ts';
import { listMemberships, listTeams, membershipsOf, setMemberships } from '../storage/team.ts';
import type { Origin } from './account/origin.ts';
import { presentPerson } from './account.ts';
import { listPeople } from './presence.ts';
import { presentTeam, requireTeams } from './team.ts';

/** Everybody with an account, disabled ones last. */
export async function listAccounts(runtime: Runtime): Promise<Account[]> {
  const { read } = runtime.storage;
  const [persons, memberships, secondFactors, rights] = await Promise.all([listPersons(read), listMemberships(read), listSecondFactors(read), listRights(read)]);
  const online = new Set((await listPeople(runtime)).filter((person) => person.online).map(({ id }) => id));
  const accounts = persons.map((person) => ({
    ...presentPerson(person),
    disabled: person.disabled,
    online: !person.disabled && online.has(person.id),
    teams: memberships.get(person.id) ?? [],
    secondFactor: secondFactors.has(person.id),
    rights: rights.get(person.id) ?? [],
  }));
  return accounts.sort((left, right) => Number(left.disabled) - Number(right.disabled));
}

/** @throws JiedaError `account.not_found`. */
export async function accountOf(runtime: Runtime, id: string): Promise<Account> {
  const account = (await listAccounts(runtime)).find((one) => one.id === id);
  if (account === undefined) throw new JiedaError('account.not_found');
  return account;
}

/**
 * An admin changes what somebody is called, may do, and can do. With another role every session of theirs ends.
 * What only some admins may do is granted by another one, and lost with the role.
 * @throws JiedaError `account.not_found`, `account.last_admin`, `account.own_rights`, `user.worker_number_taken`, `team.not_found`.
 */
export async function changeAccount(runtime: Runtime, by: DeskPerson, id: string, change: AccountChange, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    const person = await requirePersonIn(database, id);
    if (person.role === 'admin' && change.role !== 'admin') await requireAnotherAdmin(database, person);
    const namesake = await findPersonByWorkerNumber(database, change.workerNumber);
    if (namesake !== undefined && namesake.id !== id) throw new JiedaError('user.worker_number_taken');
    const held = (await listRights(database)).get(id) ?? [];
    const rights = change.role === 'admin' ? (change.rights ?? held) : [];
    if (id === by.id && rights.some((right) => !held.includes(right))) throw new JiedaError('account.own_rights');
    await setRights(database, id, rights);
    const before = { ...presentPerson(person), teams: await membershipsOf(database, id), rights: held };
    await savePerson(database, { id, name: change.name, workerNumber: change.workerNumber, role: change.role });
    await setMemberships(database, id, await requireTeams(database, change.teams));
    if (change.role !== person.role) await deleteSessionsOf(database, id);
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'account.changed', on: id, from: origin.address, details: differences(before, { ...change, rights }) });
  });
  // Also without another role: sockets know their person by what it was called when they connected.
  runtime.events.publish({ type: 'access', personId: id });
}

/**
 * An admin disables an account: its sessions end everywhere at once, and links to a new password go with them.
 * @throws JiedaError `account.not_found`, `account.last_admin`.
 */
export async function disableAccount(runtime: Runtime, by: DeskPerson, id: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    const person = await requirePersonIn(database, id);
    if (person.disabled) return;
    if (person.role === 'admin') await requireAnotherAdmin(database, person);
    const now_ms = runtime.clock.now_ms();
    await setDisabled(database, id, now_ms);
    await withdrawResetLinks(database, id);
    const sessions = await deleteSessionsOf(database, id);
    await audit(database, { at_ms: now_ms, by: by.id, action: 'account.disabled', on: id, from: origin.address, details: { sessions } });
  });
  runtime.events.publish({ type: 'access', personId: id });
  runtime.events.publish({ type: 'queue' });
}

/** An admin lets somebody sign in again. @throws JiedaError `account.not_found`. */
export async function enableAccount(runtime: Runtime, by: DeskPerson, id: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    const person = await requirePersonIn(database, id);
    if (!person.disabled) return;
    await setDisabled(database, id, null);
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'account.enabled', on: id, from: origin.address });
  });
  runtime.events.publish({ type: 'access', personId: id });
}

/** What somebody sees of their own account. */
export async function describeMe(runtime: Runtime, person: DeskPerson): Promise<Me> {
  const { read } = runtime.storage;
  const memberships = await membershipsOf(read, person.id);
  const levels = new Map(memberships.map(({ team, level }) => [team, level]));
  return {
    person,
    teams: (await listTeams(read)).flatMap((team) => (levels.has(team.id) ? [{ ...presentTeam(team), level: levels.get(team.id) as number }] : [])),
    secondFactor: (await findSecondFactor(read, person.id))?.secret != null,
    recoveryCodesLeft: await countRecoveryCodes(read, person.id),
  };
}

/** Somebody changes how customers and colleagues see their name. */
export async function changeOwnName(runtime: Runtime, person: DeskPerson, name: string, origin: Origin): Promise<DeskPerson> {
  await runtime.storage.transaction(async (database) => {
    const { workerNumber, role } = await requirePersonIn(database, person.id);
    await savePerson(database, { id: person.id, name, workerNumber, role });
    await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'account.changed', on: person.id, from: origin.address, details: { name: { before: person.name, after: name } } });
  });
  runtime.events.publish({ type: 'access', personId: person.id });
  return { ...person, name };
}

async function requirePersonIn(database: Database, id: string): Promise<Person> {
  const person = await findPerson(database, id);
  if (person === undefined) throw new JiedaError('account.not_found');
  return person;
}

/** Of two admins who lose their role at once, one keeps it. */
async function requireAnotherAdmin(database: Database, person: Person): Promise<void> {
  const admins = await lockAdmins(database);
  if (admins.every((id) => id === person.id)) throw new JiedaError('account.last_admin');
}

/** Field → before and after, of the fields that differ. */
function differences<Values extends Record<string, unknown>>(before: Values, after: Partial<Values>): Record<string, unknown> {
  const changed = Object.entries(after).filter(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value));
  return Object.fromEntries(changed.map(([field, value]) => [field, { before: before[field], after: value }]));
}
