import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import { releaseContentSchema, type ReleaseContent } from '../contract/content/release.ts';
import type { Database } from './schema.ts';
import { readSetting, writeSetting } from './setting.ts';

/** An immutable bundle of content and trained model. `hash` names content and code version; `number` counts from 1. */
export type Release = { number: number; hash: string; content: ReleaseContent; model: Uint8Array; createdAt_ms: number };

const ACTIVE = 'active_release';

/** Adds a release under the next number, unless one of the same hash exists already; then that one is meant. */
export async function insertRelease(database: Database, release: Omit<Release, 'number'>): Promise<number> {
  const existing = await database.selectFrom('release').select('number').where('hash', '=', release.hash).executeTakeFirst();
  if (existing) return existing.number;
  const last = await database.selectFrom('release').select(({ fn }) => fn.max('number').as('number')).executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await database
    .insertInto('release')
    .values({
      number,
      hash: release.hash,
      content_json: JSON.stringify(release.content),
      // A Buffer is what both drivers store as bytes.
      model: Buffer.from(release.model),
      model_hash: sha256(release.model),
      created_at: release.createdAt_ms,
    })
    .execute();
  return number;
}

/**
 * @throws JiedaError `release.not_found`; `release.damaged` when the model is not the one that was stored, before anything of it is used.
 */
export async function findRelease(database: Database, number: number): Promise<Release> {
  const row = await database.selectFrom('release').selectAll().where('number', '=', number).executeTakeFirst();
  if (row === undefined) throw new JiedaError('release.not_found', { number });
  // libsql hands out an ArrayBuffer, pg a Buffer.
  const model = new Uint8Array(row.model);
  if (sha256(model) !== row.model_hash) throw new JiedaError('release.damaged', { number });
  return { number: row.number, hash: row.hash, content: parseContent(row.content_json, number), model, createdAt_ms: row.created_at };
}

/** The content of a release alone: whole even when its model is damaged. @throws JiedaError `release.not_found`, `release.damaged`. */
export async function findReleaseContent(database: Database, number: number): Promise<{ hash: string; content: ReleaseContent }> {
  const row = await database.selectFrom('release').select(['hash', 'content_json']).where('number', '=', number).executeTakeFirst();
  if (row === undefined) throw new JiedaError('release.not_found', { number });
  return { hash: row.hash, content: parseContent(row.content_json, number) };
}

/** Puts a model trained again from the same content and code in the place of a damaged one; the release stays what it was. */
export async function restoreModel(database: Database, number: number, model: Uint8Array): Promise<void> {
  await database.updateTable('release').set({ model: Buffer.from(model), model_hash: sha256(model) }).where('number', '=', number).execute();
}

function parseContent(json: string, number: number): ReleaseContent {
  try {
    return releaseContentSchema.parse(JSON.parse(json));
  } catch (error) {
    throw new JiedaError('release.damaged', { number }, error);
  }
}

export async function listReleases(database: Database): Promise<{ number: number; hash: string; createdAt_ms: number; active: boolean }[]> {
  const active = await activeReleaseNumber(database);
  const rows = await database.selectFrom('release').select(['number', 'hash', 'created_at']).orderBy('number', 'desc').execute();
  return rows.map((row) => ({ number: row.number, hash: row.hash, createdAt_ms: row.created_at, active: row.number === active }));
}

/** Number of the release that serves customers; `null` before the first one. */
export async function activeReleaseNumber(database: Database): Promise<number | null> {
  const value = await readSetting(database, ACTIVE);
  return value === null ? null : Number(value);
}

export async function activateRelease(database: Database, number: number): Promise<void> {
  const known = await database.selectFrom('release').select('number').where('number', '=', number).executeTakeFirst();
  if (known === undefined) throw new JiedaError('release.not_found', { number });
  await writeSetting(database, ACTIVE, String(number));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
