import type { Database } from './schema.ts';

/** A person's second factor. `secret`: base32, null without one; `step`: the last one whose code was used. */
export type SecondFactor = { secret: string | null; pending: string | null; step: number | null; wrongCodes: number; lockedUntil_ms: number | null };

export async function findSecondFactor(database: Database, personId: string): Promise<SecondFactor | undefined> {
  const row = await database
    .selectFrom('person')
    .select(['totp_secret', 'totp_pending', 'totp_step', 'wrong_codes', 'locked_until'])
    .where('id', '=', personId)
    .executeTakeFirst();
  return row && { secret: row.totp_secret, pending: row.totp_pending, step: row.totp_step, wrongCodes: row.wrong_codes, lockedUntil_ms: row.locked_until };
}

/** Everybody who has one. */
export async function listSecondFactors(database: Database): Promise<Set<string>> {
  const rows = await database.selectFrom('person').select('id').where('totp_secret', 'is not', null).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Keeps a secret that its owner has not confirmed yet; the one in use goes on. */
export async function setPendingSecret(database: Database, personId: string, secret: string): Promise<void> {
  await database.updateTable('person').set({ totp_pending: secret }).where('id', '=', personId).execute();
}

/** Puts the pending secret into use, with the step whose code confirmed it. @returns whether it was still this one. */
export async function confirmSecret(database: Database, personId: string, secret: string, step: number): Promise<boolean> {
  const confirmed = await database
    .updateTable('person')
    .set({ totp_secret: secret, totp_pending: null, totp_step: step, wrong_codes: 0, locked_until: null })
    .where('id', '=', personId)
    .where('totp_pending', '=', secret)
    .executeTakeFirst();
  return confirmed.numUpdatedRows > 0n;
}

export async function removeSecondFactor(database: Database, personId: string): Promise<void> {
  await database.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await database
    .updateTable('person')
    .set({ totp_secret: null, totp_pending: null, totp_step: null, wrong_codes: 0, locked_until: null })
    .where('id', '=', personId)
    .execute();
}

/** Uses the code of a step up. Of several attempts with it exactly one succeeds, and none with an earlier one afterwards. */
export async function takeStep(database: Database, personId: string, step: number): Promise<boolean> {
  const taken = await database
    .updateTable('person')
    .set({ totp_step: step, wrong_codes: 0, locked_until: null })
    .where('id', '=', personId)
    .where(({ eb, or }) => or([eb('totp_step', 'is', null), eb('totp_step', '<', step)]))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Counts a wrong code. @returns how many there were in a row. */
export async function countWrongCode(database: Database, personId: string): Promise<number> {
  const { wrong_codes } = await database
    .updateTable('person')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('id', '=', personId)
    .returning('wrong_codes')
    .executeTakeFirstOrThrow();
  return wrong_codes;
}

export async function lockCodes(database: Database, personId: string, until_ms: number): Promise<void> {
  await database.updateTable('person').set({ locked_until: until_ms }).where('id', '=', personId).execute();
}

/** Replaces all recovery codes; only their hashes are stored. */
export async function setRecoveryCodes(database: Database, personId: string, hashes: readonly string[]): Promise<void> {
  await database.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await database
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ person_id: personId, code_hash, used_at: null })))
    .execute();
}

/** Uses a recovery code up. Of several attempts with it exactly one succeeds. */
export async function takeRecoveryCode(database: Database, personId: string, hash: string, now_ms: number): Promise<boolean> {
  const taken = await database
    .updateTable('recovery_code')
    .set({ used_at: now_ms })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) return false;
  await database.updateTable('person').set({ wrong_codes: 0, locked_until: null }).where('id', '=', personId).execute();
  return true;
}

export async function countRecoveryCodes(database: Database, personId: string): Promise<number> {
  const row = await database
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
