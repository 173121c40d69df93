import { hash, verify } from '@node-rs/argon2';
import { JiedaError } from '../../base/errors.ts';
import { hashSecret } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import { findLink, insertLink, useLink, withdrawResetLinks } from '../../storage/link.ts';
import { findPerson, passwordHashOf, setPasswordHash } from '../../storage/person.ts';
import { deleteSessionsOf } from '../../storage/session.ts';
import type { Origin } from './origin.ts';
import { newSession, type SignedIn } from './session.ts';

/** @throws JiedaError `account.password_wrong`. */
export async function requirePassword(runtime: Runtime, personId: string, password: string): Promise<void> {
  const stored = await passwordHashOf(runtime.storage.read, personId);
  if (stored === undefined || !(await verify(stored, password))) throw new JiedaError('account.password_wrong');
}

/**
 * Somebody changes their own password. Every session ends; they go on in a new one.
 * @throws JiedaError `account.password_wrong`.
 */
export async function changePassword(runtime: Runtime, person: DeskPerson, request: { current: string; password: string }, origin: Origin): Promise<SignedIn> {
  await requirePassword(runtime, person.id, request.current);
  const passwordHash = await hash(request.password);
  const signedIn = await runtime.storage.transaction(async (database) => {
    await setPasswordHash(database, person.id, passwordHash);
    await withdrawResetLinks(database, person.id);
    const sessions = await deleteSessionsOf(database, person.id);
    const now_ms = runtime.clock.now_ms();
    await audit(database, { at_ms: now_ms, by: person.id, action: 'account.password_changed', on: person.id, from: origin.address, details: { sessions } });
    return newSession(runtime, database, person, origin);
  });
  runtime.events.publish({ type: 'access', personId: person.id });
  return signedIn;
}

/**
 * An admin makes a one-time link with which somebody sets a new password; earlier ones are withdrawn. @returns its secret, which is stored nowhere.
 * @throws JiedaError `account.not_found`, `account.disabled`.
 */
export async function makeResetLink(runtime: Runtime, by: DeskPerson, personId: string, origin: Origin): Promise<{ token: string; expiresAt_ms: number }> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const expiresAt_ms = now_ms + LIMITS.oneTimeLink_ms;
  await runtime.storage.transaction(async (database) => {
    const person = await findPerson(database, personId);
    if (person === undefined) throw new JiedaError('account.not_found');
    if (person.disabled) throw new JiedaError('account.disabled');
    await withdrawResetLinks(database, personId);
    await insertLink(database, { tokenHash: hashSecret(token), role: person.role, personId, now_ms, expiresAt_ms });
    await audit(database, { at_ms: now_ms, by: by.id, action: 'account.reset_link', on: personId, from: origin.address });
  });
  return { token, expiresAt_ms };
}

/**
 * Sets the password that a link allows to set, and ends every session. Nobody is signed in by it: a second factor is still asked for.
 * @throws JiedaError `link.invalid`, also when the account was disabled meanwhile.
 */
export async function resetPassword(runtime: Runtime, request: { token: string; password: string }, origin: Origin): Promise<void> {
  const tokenHash = hashSecret(request.token);
  // Before the costly hash, so that made-up links cost nothing.
  const known = await findLink(runtime.storage.read, tokenHash, runtime.clock.now_ms());
  if (known === undefined || known.personId === null) throw new JiedaError('link.invalid');
  const passwordHash = await hash(request.password);
  const personId = await runtime.storage.transaction(async (database) => {
    const now_ms = runtime.clock.now_ms();
    const link = await useLink(database, tokenHash, now_ms);
    const person = link?.personId == null ? undefined : await findPerson(database, link.personId);
    if (person === undefined || person.disabled) throw new JiedaError('link.invalid');
    await setPasswordHash(database, person.id, passwordHash);
    const sessions = await deleteSessionsOf(database, person.id);
    await audit(database, { at_ms: now_ms, by: person.id, action: 'account.password_reset', on: person.id, from: origin.address, details: { sessions } });
    return person.id;
  });
  runtime.events.publish({ type: 'access', personId });
}
