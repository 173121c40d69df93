import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { hashSecret } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import { API_KEY_PREFIX, type ApiKey, type NewApiKey, type Scope } from '../../contract/desk/apiKeys.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { findApiKey, insertApiKey, listApiKeys, markApiKeyUsed, revokeApiKey, type StoredApiKey } from '../../storage/apiKey.ts';
import { audit } from '../../storage/audit.ts';
import { listPersons } from '../../storage/person.ts';
import type { Origin } from './origin.ts';

const DAY_MS = 86_400_000;
/** Letters of the secret that people recognise a key by: too few to guess the others from. */
const SHOWN_LETTERS = 6;

/** A program that calls with a key. `id`: how the audit log names it. */
export type KeyHolder = { id: string; keyId: string; scopes: readonly Scope[] };

/** The id under which what a key does is noted. */
export function holderId(keyId: string): string {
  return `key:${keyId}`;
}

/** Makes a key. Its secret is answered this once and stored nowhere. @throws JiedaError `key.too_many`. */
export async function makeApiKey(runtime: Runtime, by: DeskPerson, { name, scopes, expiresInDays }: NewApiKey, origin: Origin): Promise<{ key: ApiKey; secret: string }> {
  const now_ms = runtime.clock.now_ms();
  const secret = API_KEY_PREFIX + runtime.ids.secret();
  const key: StoredApiKey = {
    id: runtime.ids.id(),
    name,
    prefix: secret.slice(0, API_KEY_PREFIX.length + SHOWN_LETTERS),
    scopes,
    created_ms: now_ms,
    createdBy: by.id,
    expires_ms: expiresInDays === null ? null : now_ms + expiresInDays * DAY_MS,
    used_ms: null,
    revoked_ms: null,
  };
  await runtime.storage.transaction(async (database) => {
    const active = (await listApiKeys(database)).filter((other) => stateOf(other, now_ms) === 'active');
    if (active.length >= LIMITS.apiKeys) throw new JiedaError('key.too_many', { most: LIMITS.apiKeys });
    await insertApiKey(database, key, hashSecret(secret));
    await audit(database, { at_ms: now_ms, by: by.id, action: 'key.made', on: key.id, from: origin.address, details: { name, scopes: scopes.join(' ') } });
  });
  return { key: present(key, by.name, now_ms), secret };
}

/** Every key there ever was, the newest first: also what a revoked one did stands under its name. */
export async function describeApiKeys({ storage: { read }, clock }: Runtime): Promise<ApiKey[]> {
  const names = new Map((await listPersons(read)).map(({ id, name }) => [id, name]));
  return (await listApiKeys(read)).map((key) => present(key, names.get(key.createdBy) ?? null, clock.now_ms()));
}

/** From the next request on the key opens nothing. @throws JiedaError `key.not_found`. */
export async function endApiKey(runtime: Runtime, by: DeskPerson, id: string, origin: Origin): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  await runtime.storage.transaction(async (database) => {
    const key = await revokeApiKey(database, id, now_ms);
    if (key === undefined) throw new JiedaError('key.not_found');
    await audit(database, { at_ms: now_ms, by: by.id, action: 'key.revoked', on: id, from: origin.address, details: { name: key.name } });
  });
}

/** Who calls with this secret; `undefined` where it is of no key that is good now. Read anew for each request, so that a revoked one ends at once. */
export async function keyHolder({ storage, clock }: Runtime, secret: string): Promise<KeyHolder | undefined> {
  const now_ms = clock.now_ms();
  const key = await findApiKey(storage.read, hashSecret(secret));
  if (key === undefined || stateOf(key, now_ms) !== 'active') return undefined;
  if (key.used_ms === null || now_ms - key.used_ms >= LIMITS.sessionSeen_ms) await storage.transaction((database) => markApiKeyUsed(database, key.id, now_ms));
  return { id: holderId(key.id), keyId: key.id, scopes: key.scopes };
}

function stateOf({ revoked_ms, expires_ms }: StoredApiKey, now_ms: number): ApiKey['state'] {
  if (revoked_ms !== null) return 'revoked';
  return expires_ms !== null && expires_ms <= now_ms ? 'expired' : 'active';
}

function present(key: StoredApiKey, createdBy: string | null, now_ms: number): ApiKey {
  const { id, name, prefix, scopes, created_ms, expires_ms, used_ms } = key;
  const iso = (time_ms: number | null) => (time_ms === null ? null : toIso(time_ms));
  return { id, name, prefix, scopes, state: stateOf(key, now_ms), createdAt: toIso(created_ms), createdBy, expiresAt: iso(expires_ms), usedAt: iso(used_ms) };
}
