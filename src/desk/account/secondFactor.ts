import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import { findPerson } from '../../storage/person.ts';
import type { Database } from '../../storage/schema.ts';
import {
  confirmSecret, countWrongCode, findSecondFactor, lockCodes, removeSecondFactor, setPendingSecret, setRecoveryCodes, takeRecoveryCode, takeStep, type SecondFactor,
} from '../../storage/secondFactor.ts';
import { deleteSessionsOf } from '../../storage/session.ts';
import { hashRecoveryCode, newRecoveryCode, newTotpSecret, stepOfCode, totpAddress } from './oneTimeCode.ts';
import type { Origin } from './origin.ts';
import { requirePassword } from './password.ts';

/** What came of a code. `locked`: too many were wrong; none is taken before `until_ms`. */
export type CodeOutcome = { outcome: 'right' | 'recovery' | 'wrong' } | { outcome: 'locked'; until_ms: number };

/**
 * Judges a code of the authenticator, or a recovery code, and uses it up: the same one is not taken twice, nor an earlier one afterwards. Wrong
 * ones count even when what they were given for fails, so the transaction has to commit.
 */
export async function takeCode(runtime: Runtime, database: Database, personId: string, factor: SecondFactor & { secret: string }, code: string): Promise<CodeOutcome> {
  const now_ms = runtime.clock.now_ms();
  if (factor.lockedUntil_ms !== null && factor.lockedUntil_ms > now_ms) return { outcome: 'locked', until_ms: factor.lockedUntil_ms };
  const digits = code.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const step = stepOfCode(factor.secret, digits, now_ms);
    if (step !== null && (await takeStep(database, personId, step))) return { outcome: 'right' };
  } else if (await takeRecoveryCode(database, personId, hashRecoveryCode(code), now_ms)) return { outcome: 'recovery' };
  const wrong = await countWrongCode(database, personId);
  if (wrong >= LIMITS.wrongCodes) await lockCodes(database, personId, now_ms + Math.min(LIMITS.codeLock_ms * 2 ** (wrong - LIMITS.wrongCodes), LIMITS.codeLockMax_ms));
  return { outcome: 'wrong' };
}

/** Begins to set up a second factor. It counts only once `confirmTotp` has seen a code of it. @throws JiedaError `account.password_wrong`. */
export async function beginTotp(runtime: Runtime, person: DeskPerson, password: string): Promise<{ secret: string; address: string }> {
  await requirePassword(runtime, person.id, password);
  const secret = newTotpSecret(runtime.ids);
  await runtime.storage.transaction((database) => setPendingSecret(database, person.id, secret));
  return { secret, address: totpAddress(secret, person.login) };
}

/**
 * Puts the second factor into use, ends the other sessions, and gives recovery codes out: they can never be seen again.
 * @param current hash of the session that asks, which goes on.
 * @throws JiedaError `account.totp_missing`, `session.code_wrong`.
 */
export async function confirmTotp(runtime: Runtime, person: DeskPerson, code: string, current: string, origin: Origin): Promise<string[]> {
  const codes = makeRecoveryCodes(runtime);
  await runtime.storage.transaction(async (database) => {
    const pending = (await findSecondFactor(database, person.id))?.pending ?? null;
    if (pending === null) throw new JiedaError('account.totp_missing');
    const now_ms = runtime.clock.now_ms();
    const step = stepOfCode(pending, code, now_ms);
    if (step === null) throw new JiedaError('session.code_wrong');
    if (!(await confirmSecret(database, person.id, pending, step))) throw new JiedaError('account.totp_missing');
    await setRecoveryCodes(database, person.id, codes.map(hashRecoveryCode));
    const sessions = await deleteSessionsOf(database, person.id, current);
    await audit(database, { at_ms: now_ms, by: person.id, action: 'account.totp_on', on: person.id, from: origin.address, details: { sessions } });
  });
  runtime.events.publish({ type: 'access', personId: person.id });
  return codes;
}

/** Somebody does without a second factor again. @throws JiedaError `account.password_wrong`. */
export async function turnOffTotp(runtime: Runtime, person: DeskPerson, password: string, origin: Origin): Promise<void> {
  await requirePassword(runtime, person.id, password);
  await runtime.storage.transaction(async (database) => {
    await removeSecondFactor(database, person.id);
    await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'account.totp_off', on: person.id, from: origin.address });
  });
}

/** New recovery codes in place of the old ones. @throws JiedaError `account.password_wrong`, `account.totp_missing`. */
export async function renewRecoveryCodes(runtime: Runtime, person: DeskPerson, password: string, origin: Origin): Promise<string[]> {
  await requirePassword(runtime, person.id, password);
  const codes = makeRecoveryCodes(runtime);
  await runtime.storage.transaction(async (database) => {
    if ((await findSecondFactor(database, person.id))?.secret == null) throw new JiedaError('account.totp_missing');
    await setRecoveryCodes(database, person.id, codes.map(hashRecoveryCode));
    await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'account.recovery_codes', on: person.id, from: origin.address });
  });
  return codes;
}

/** An admin takes the second factor off somebody who has lost it; all of that person's sessions end. @throws JiedaError `account.not_found`. */
export async function resetTotp(runtime: Runtime, by: DeskPerson, personId: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    if ((await findPerson(database, personId)) === undefined) throw new JiedaError('account.not_found');
    await removeSecondFactor(database, personId);
    const sessions = await deleteSessionsOf(database, personId);
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'account.totp_reset', on: personId, from: origin.address, details: { sessions } });
  });
  runtime.events.publish({ type: 'access', personId });
}

function makeRecoveryCodes({ ids }: Runtime): string[] {
  return Array.from({ length: LIMITS.recoveryCodes }, () => newRecoveryCode(ids));
}
