import { hash, verify } from '@node-rs/argon2';
import { JiedaError } from '../base/errors.ts';
import { hashSecret } from '../base/ids.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson, Link, Role } from '../contract/desk.ts';
import type { Membership } from '../contract/desk/team.ts';
import { personRightSchema } from '../contract/desk/people.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { setRights } from '../storage/personRight.ts';
import { findLink, insertLink, useLink, withdrawLinks } from '../storage/link.ts';
import { findPerson, findPersonByLogin, findPersonByWorkerNumber, insertPerson, listPersons, type Person } from '../storage/person.ts';
import { findSecondFactor } from '../storage/secondFactor.ts';
import { deleteSession, findSession, markSessionSeen } from '../storage/session.ts';
import { setMemberships } from '../storage/team.ts';
import { NOWHERE, type Origin } from './account/origin.ts';
import { takeCode } from './account/secondFactor.ts';
import { newSession, type SignedIn } from './account/session.ts';
import { requireTeams } from './team.ts';

/** Checked where the name is unknown, so that the time taken does not tell which names exist. argon2id of a random text. */
let decoyHash: Promise<string> | undefined;

/**
 * @throws JiedaError `session.wrong`, the same for an unknown name, a wrong password and a disabled account; with a second factor
 * `session.code_required`, `session.code_wrong`, and `session.locked` with `retryAfterSeconds` after too many wrong codes.
 */
export async function signIn(runtime: Runtime, login: string, password: string, code?: string, origin: Origin = NOWHERE): Promise<SignedIn> {
  const found = await findPersonByLogin(runtime.storage.read, login.toLowerCase());
  decoyHash ??= hash(runtime.ids.secret());
  const right = await verify(found?.passwordHash ?? (await decoyHash), password);
  if (found === undefined) throw new JiedaError('session.wrong');
  const { person } = found;
  if (!right || person.disabled) {
    await noteRefusal(runtime, person.id, person.disabled ? 'disabled' : 'password', origin);
    throw new JiedaError('session.wrong');
  }
  const result = await runtime.storage.transaction(async (database) => {
    const factor = await findSecondFactor(database, person.id);
    if (factor?.secret != null) {
      if (code === undefined) return new JiedaError('session.code_required');
      const judged = await takeCode(runtime, database, person.id, { ...factor, secret: factor.secret }, code);
      if (judged.outcome === 'locked') return new JiedaError('session.locked', { retryAfterSeconds: Math.ceil((judged.until_ms - runtime.clock.now_ms()) / 1_000) });
      if (judged.outcome === 'wrong') {
        await audit(database, { at_ms: runtime.clock.now_ms(), by: null, action: 'session.refused', on: person.id, from: origin.address, details: { why: 'code' } });
        return new JiedaError('session.code_wrong');
      }
    }
    // Looked at again: the account may have been disabled, or its password changed, since the hash was checked.
    const now = await findPersonByLogin(database, person.login);
    if (now === undefined || now.person.disabled || now.passwordHash !== found.passwordHash) return new JiedaError('session.wrong');
    await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'session.signed_in', on: person.id, from: origin.address, details: { secondFactor: factor?.secret != null } });
    return newSession(runtime, database, presentPerson(now.person), origin);
  });
  if (result instanceof JiedaError) throw result;
  return result;
}

/** Unknown names are left out: what was typed there may be a password. */
async function noteRefusal(runtime: Runtime, personId: string, why: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction((database) =>
    audit(database, { at_ms: runtime.clock.now_ms(), by: null, action: 'session.refused', on: personId, from: origin.address, details: { why } }),
  );
}

export async function signOut(runtime: Runtime, token: string, origin: Origin = NOWHERE): Promise<void> {
  const personId = await runtime.storage.transaction(async (database) => {
    const ended = await deleteSession(database, hashSecret(token));
    if (ended !== undefined) await audit(database, { at_ms: runtime.clock.now_ms(), by: ended, action: 'session.signed_out', on: ended, from: origin.address });
    return ended;
  });
  if (personId !== undefined) runtime.events.publish({ type: 'access', personId });
}

/** The person whose session this is; `undefined` when it has ended or the account is disabled. Notes now and then that it is used. */
export async function signedInAs(runtime: Runtime, tokenHash: string): Promise<DeskPerson | undefined> {
  const now_ms = runtime.clock.now_ms();
  const session = await findSession(runtime.storage.read, tokenHash, now_ms);
  const person = session === undefined ? undefined : await findPerson(runtime.storage.read, session.personId);
  if (session === undefined || person === undefined || person.disabled) return undefined;
  if (now_ms - session.seenAt_ms >= LIMITS.sessionSeen_ms) await runtime.storage.transaction((database) => markSessionSeen(database, tokenHash, now_ms));
  return presentPerson(person);
}

/**
 * Makes a link with which one person creates an account of this role in these teams. @returns its secret, which is stored nowhere.
 * @throws JiedaError `team.not_found`.
 */
export async function invite(runtime: Runtime, role: Role, teams: Membership[] = [], by: string | null = 'command', origin: Origin = NOWHERE): Promise<{ token: string; expiresAt_ms: number }> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const expiresAt_ms = now_ms + LIMITS.oneTimeLink_ms;
  await runtime.storage.transaction(async (database) => {
    await requireTeams(database, teams);
    await insertLink(database, { tokenHash: hashSecret(token), role, teams, now_ms, expiresAt_ms });
    await audit(database, { at_ms: now_ms, by, action: 'account.invited', from: origin.address, details: { role, teams: teams.map(({ team }) => team) } });
  });
  return { token, expiresAt_ms };
}

/**
 * A link for the first admin while nobody has an account. Every start of every node makes one; the first that is used ends the others.
 * @returns `null` when somebody has an account.
 */
export async function inviteFirstAdmin(runtime: Runtime): Promise<string | null> {
  if ((await listPersons(runtime.storage.read)).length > 0) return null;
  return (await invite(runtime, 'admin')).token;
}

/** What a link that is still good is for. @throws JiedaError `link.invalid`. */
export async function describeLink(runtime: Runtime, token: string): Promise<Link> {
  const link = await findLink(runtime.storage.read, hashSecret(token), runtime.clock.now_ms());
  if (link === undefined) throw new JiedaError('link.invalid');
  if (link.personId === null) return { kind: 'join', role: link.role };
  const person = await findPerson(runtime.storage.read, link.personId);
  if (person === undefined || person.disabled) throw new JiedaError('link.invalid');
  return { kind: 'reset', role: person.role, name: person.name };
}

/**
 * Creates the account that a link allows, and signs in. The link is used up only when the account is created.
 * @throws JiedaError `link.invalid`, `user.login_taken`, `user.worker_number_taken`.
 */
export async function join(
  runtime: Runtime,
  request: { token: string; login: string; name: string; workerNumber: string; password: string },
  origin: Origin = NOWHERE,
): Promise<SignedIn> {
  // Before the costly hash, so that made-up links cost nothing.
  if ((await describeLink(runtime, request.token)).kind !== 'join') throw new JiedaError('link.invalid');
  const passwordHash = await hash(request.password);
  return runtime.storage.transaction(async (database) => {
    const now_ms = runtime.clock.now_ms();
    const link = await useLink(database, hashSecret(request.token), now_ms);
    if (link === undefined || link.personId !== null) throw new JiedaError('link.invalid');
    if (await findPersonByLogin(database, request.login)) throw new JiedaError('user.login_taken');
    if (await findPersonByWorkerNumber(database, request.workerNumber)) throw new JiedaError('user.worker_number_taken');
    const others = await listPersons(database);
    if (others.length === 0) await withdrawLinks(database, 'admin');
    const { login, name, workerNumber } = request;
    const created: Person = { id: runtime.ids.id(), login, name, workerNumber, role: link.role, disabled: false, seenAt_ms: null };
    await insertPerson(database, created, passwordHash, now_ms);
    await setMemberships(database, created.id, await requireTeams(database, link.teams, 'drop'));
    // Somebody has to hold what only an admin who holds it can let others do.
    if (link.role === 'admin' && !others.some(({ role }) => role === 'admin')) await setRights(database, created.id, personRightSchema.options);
    await audit(database, { at_ms: now_ms, by: created.id, action: 'account.joined', on: created.id, from: origin.address, details: { role: link.role } });
    return newSession(runtime, database, presentPerson(created), origin);
  });
}

export function presentPerson({ id, login, name, workerNumber, role }: Person): DeskPerson {
  return { id, login, name, workerNumber, role };
}
