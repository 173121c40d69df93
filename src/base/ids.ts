import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** Where ids and secrets come from, so that tests can name them. */
export type Ids = {
  /** A new id, unique among all nodes. */
  id(): string;
  /** A new secret of 256 random bits, safe in addresses and headers. */
  secret(): string;
};

export const systemIds: Ids = {
  id: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
};

/** What is stored of a secret. Secrets are random, so that one fast hash is enough (unlike passwords). */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether two strings are equal, in time that does not tell where they differ. */
export function equalsConstantTime(left: string, right: string): boolean {
  const a = createHash('sha256').update(left).digest();
  const b = createHash('sha256').update(right).digest();
  return timingSafeEqual(a, b);
}
