import type { Selectable } from 'kysely';
import type { Scope } from '../contract/desk/apiKeys.ts';
import type { ApiKeyTable } from './integrationTables.ts';
import type { Database } from './schema.ts';

/** The key of a program, without its secret. */
export type StoredApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  created_ms: number;
  createdBy: string;
  expires_ms: number | null;
  used_ms: number | null;
  revoked_ms: number | null;
};

export async function insertApiKey(database: Database, key: StoredApiKey, secretHash: string): Promise<void> {
  await database
    .insertInto('api_key')
    .values({
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      secret_hash: secretHash,
      scopes_json: JSON.stringify(key.scopes),
      created_at: key.created_ms,
      created_by: key.createdBy,
      expires_at: key.expires_ms,
      used_at: key.used_ms,
      revoked_at: key.revoked_ms,
    })
    .execute();
}

/** The key with this secret, whether or not it is good still. */
export async function findApiKey(database: Database, secretHash: string): Promise<StoredApiKey | undefined> {
  const row = await database.selectFrom('api_key').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
  return row && fromRow(row);
}

/** All keys there ever were, the newest first. */
export async function listApiKeys(database: Database): Promise<StoredApiKey[]> {
  return (await database.selectFrom('api_key').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()).map(fromRow);
}

export async function markApiKeyUsed(database: Database, id: string, now_ms: number): Promise<void> {
  await database.updateTable('api_key').set({ used_at: now_ms }).where('id', '=', id).execute();
}

/** @returns the key, unless there is none that was not revoked before. */
export async function revokeApiKey(database: Database, id: string, now_ms: number): Promise<StoredApiKey | undefined> {
  const row = await database.updateTable('api_key').set({ revoked_at: now_ms }).where('id', '=', id).where('revoked_at', 'is', null).returningAll().executeTakeFirst();
  return row && fromRow(row);
}

function fromRow(row: Selectable<ApiKeyTable>): StoredApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: JSON.parse(row.scopes_json) as Scope[],
    created_ms: row.created_at,
    createdBy: row.created_by,
    expires_ms: row.expires_at,
    used_ms: row.used_at,
    revoked_ms: row.revoked_at,
  };
}
