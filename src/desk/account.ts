import { hash, verify } from '@node-rs/argon2';
import { JiedaError } from '../base/errors.ts';
import { hashSecret } from '../base/ids.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson, Role } from '../contract/desk.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findLink, insertLink, useLink, withdrawLinks } from '../storage/link.ts';
import { findPerson, findPersonByLogin, findPersonByWorkerNumber, insertPerson, listPersons, type Person } from '../storage/person.ts';
import { deleteSession, findSession, insertSession } from '../storage/session.ts';

export type SignedIn = { person: DeskPerson; token: string; expiresAt_ms: number };

/** Checked where the name is unknown, so that the time taken does not tell which names exist. argon2id of a random text. */
let decoyHash: Promise<string> | undefined;

/** @throws JiedaError `session.wrong`, the same for an unknown name, a wrong password and a disabled account. */
export async function signIn(runtime: Runtime, login: string, password: string): Promise<SignedIn> {
  const found = await findPersonByLogin(runtime.storage.read, login.toLowerCase());
  decoyHash ??= hash(runtime.ids.secret());
  const right = await verify(found?.passwordHash ?? (await decoyHash), password);
  if (found === undefined || !right || found.person.disabled) throw new JiedaError('session.wrong');
  return openSession(runtime, found.person);
}

export async function signOut(runtime: Runtime, token: string): Promise<void> {
  await runtime.storage.transaction((database) => deleteSession(database, hashSecret(token)));
}

/** The person whose session this is; `undefined` when it has ended or the account is disabled. */
export async function signedInAs(runtime: Runtime, tokenHash: string): Promise<DeskPerson | undefined> {
  const id = await findSession(runtime.storage.read, tokenHash, runtime.clock.now_ms());
  const person = id === undefined ? undefined : await findPerson(runtime.storage.read, id);
  return person === undefined || person.disabled ? undefined : presentPerson(person);
}

/** Makes a link with which one person creates an account of this role. @returns its secret, which is stored nowhere. */
export async function invite(runtime: Runtime, role: Role): Promise<{ token: string; expiresAt_ms: number }> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const expiresAt_ms = now_ms + LIMITS.oneTimeLink_ms;
  await runtime.storage.transaction((database) => insertLink(database, { tokenHash: hashSecret(token), role, now_ms, expiresAt_ms }));
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

/** What a link that is still good makes of its user. @throws JiedaError `link.invalid`. */
export async function roleOfLink(runtime: Runtime, token: string): Promise<Role> {
  const role = await findLink(runtime.storage.read, hashSecret(token), runtime.clock.now_ms());
  if (role === undefined) throw new JiedaError('link.invalid');
  return role;
}

/**
 * Creates the account that a link allows, and signs in. The link is used up only when the account is created.
 * @throws JiedaError `link.invalid`, `user.login_taken`, `user.worker_number_taken`.
 */
export async function join(
  runtime: Runtime,
  request: { token: string; login: string; name: string; workerNumber: string; password: string },
): Promise<SignedIn> {
  // Before the costly hash, so that made-up links cost nothing.
  await roleOfLink(runtime, request.token);
  const passwordHash = await hash(request.password);
  const person = await runtime.storage.transaction(async (database) => {
    const now_ms = runtime.clock.now_ms();
    const role = await useLink(database, hashSecret(request.token), now_ms);
    if (role === undefined) throw new JiedaError('link.invalid');
    if (await findPersonByLogin(database, request.login)) throw new JiedaError('user.login_taken');
    if (await findPersonByWorkerNumber(database, request.workerNumber)) throw new JiedaError('user.worker_number_taken');
    if ((await listPersons(database)).length === 0) await withdrawLinks(database, 'admin');
    const { login, name, workerNumber } = request;
    const created: Person = { id: runtime.ids.id(), login, name, workerNumber, role, disabled: false, seenAt_ms: null };
    await insertPerson(database, created, passwordHash, now_ms);
    return created;
  });
  return openSession(runtime, person);
}

async function openSession(runtime: Runtime, person: Person): Promise<SignedIn> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const expiresAt_ms = now_ms + LIMITS.session_ms;
  await runtime.storage.transaction((database) => insertSession(database, { tokenHash: hashSecret(token), personId: person.id, now_ms, expiresAt_ms }));
  return { person: presentPerson(person), token, expiresAt_ms };
}

export function presentPerson({ id, login, name, workerNumber, role }: Person): DeskPerson {
  return { id, login, name, workerNumber, role };
}
