import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import { releaseContentSchema, type ReleaseContent } from '../contract/content/release.ts';
import type { Database } from './schema.ts';
import { readSetting, writeSetting } from './setting.ts';

/** An immutable bundle of content and trained model. `hash` names content and code version; `number` counts from 1. */
export type Release = { number: number; hash: string; content: ReleaseContent; model: Uint8Array; createdAt_ms: number };

const ACTIVE = 'active_release';
/** The highest number that a release had which is removed: none has it again, because messages and the audit log name releases by it. */
const REMOVED = 'removed_release';

/** Of several transactions that add, remove or choose releases, one at a time goes on from here. */
async function lockReleases(database: Database): Promise<void> {
  await writeSetting(database, 'releases_changed', '1');
}

/** A release that is made: `by` had it made (`null`: a command, or the first start), `note` says what is new in it. */
export type NewRelease = Omit<Release, 'number'> & { by?: string | null; note?: string | null };

/** Adds a release under the next number, which no other ever had, unless one of the same hash exists already; then that one is meant. */
export async function insertRelease(database: Database, release: NewRelease): Promise<number> {
  await lockReleases(database);
  const existing = await database.selectFrom('release').select('number').where('hash', '=', release.hash).executeTakeFirst();
  if (existing) return existing.number;
  const last = await database.selectFrom('release').select(({ fn }) => fn.max('number').as('number')).executeTakeFirst();
  const number = Math.max(last?.number ?? 0, Number((await readSetting(database, REMOVED)) ?? 0)) + 1;
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
      actor: release.by ?? null,
      note: release.note ?? null,
      publication: null,
      published_at: null,
      published_by: null,
      publish_reason: null,
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

/** A release without what it holds. `by`, `publishedBy`: ids of persons. `publication` counts the publications of all releases. */
export type ListedRelease = {
  number: number;
  hash: string;
  createdAt_ms: number;
  active: boolean;
  by: string | null;
  note: string | null;
  publication: number | null;
  publishedAt_ms: number | null;
  publishedBy: string | null;
  reason: string | null;
};

/** The newest first. */
export async function listReleases(database: Database): Promise<ListedRelease[]> {
  const active = await activeReleaseNumber(database);
  const rows = await database
    .selectFrom('release')
    .select(['number', 'hash', 'created_at', 'actor', 'note', 'publication', 'published_at', 'published_by', 'publish_reason'])
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    number: row.number, hash: row.hash, createdAt_ms: row.created_at, active: row.number === active, by: row.actor, note: row.note, publication: row.publication,
    publishedAt_ms: row.published_at, publishedBy: row.published_by, reason: row.publish_reason,
  }));
}

/** Number of the release that serves customers; `null` before the first one. */
export async function activeReleaseNumber(database: Database): Promise<number | null> {
  const value = await readSetting(database, ACTIVE);
  return value === null ? null : Number(value);
}

/** Lets a release serve. @throws JiedaError `release.not_found`. */
export async function activateRelease(database: Database, number: number): Promise<void> {
  await lockReleases(database);
  const known = await database.selectFrom('release').select('number').where('number', '=', number).executeTakeFirst();
  if (known === undefined) throw new JiedaError('release.not_found', { number });
  await writeSetting(database, ACTIVE, String(number));
}

/** Notes that a release was published, after all that were published before. */
export async function notePublication(database: Database, number: number, { at_ms, by, reason }: { at_ms: number; by: string | null; reason: string | null }): Promise<void> {
  const last = await database.selectFrom('release').select(({ fn }) => fn.max('publication').as('publication')).executeTakeFirst();
  const publication = (last?.publication ?? 0) + 1;
  await database.updateTable('release').set({ publication, published_at: at_ms, published_by: by, publish_reason: reason }).where('number', '=', number).execute();
}

/** Removes a release. @throws JiedaError `release.serving` where somebody lets it serve meanwhile. */
export async function deleteRelease(database: Database, number: number): Promise<void> {
  await lockReleases(database);
  if ((await activeReleaseNumber(database)) === number) throw new JiedaError('release.serving');
  if (Number((await readSetting(database, REMOVED)) ?? 0) < number) await writeSetting(database, REMOVED, String(number));
  await database.deleteFrom('release').where('number', '=', number).execute();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
