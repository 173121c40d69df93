import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Ids } from '../../base/ids.ts';

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, steps of 30 s. */
const ALGORITHM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** Clocks may differ by a step. */
const WINDOW_STEPS = 1;
const ISSUER = '解答客服台';

/** A new secret, base32. */
export function newTotpSecret(ids: Ids): string {
  const bytes = createHash('sha256').update(ids.secret()).digest().subarray(0, SECRET_BYTES);
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** The address that authenticators read from a QR code. */
export function totpAddress(secret: string, login: string): string {
  return new TOTP({ ...ALGORITHM, issuer: ISSUER, label: login, secret: Secret.fromBase32(secret) }).toString();
}

/** The step whose code this is, or `null` when it is a code of neither this moment nor the steps beside it. */
export function stepOfCode(secret: string, code: string, now_ms: number): number | null {
  const delta = new TOTP({ ...ALGORITHM, secret: Secret.fromBase32(secret) }).validate({ token: code, timestamp: now_ms, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(now_ms / 1_000 / ALGORITHM.period) + delta;
}

const RECOVERY_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_LENGTH = 16;

/** A recovery code of about 79 random bits in four groups, without letters that look alike. */
export function newRecoveryCode(ids: Ids): string {
  const bytes = createHash('sha512').update(ids.secret()).digest();
  const letters = Array.from(bytes.subarray(0, RECOVERY_LENGTH), (byte) => RECOVERY_LETTERS[byte % RECOVERY_LETTERS.length]);
  return letters.join('').replaceAll(/.{4}(?=.)/g, '$&-');
}

/** What is stored of a recovery code, however it was typed. */
export function hashRecoveryCode(code: string): string {
  return createHash('sha256').update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).digest('hex');
}
