import { LIMITS } from '../base/limits.ts';
import type { Database } from './schema.ts';

/** A version of a document of the content draft. `by`: id of a person, `null` where nobody of the studio made it. `content`: JSON. */
export type DocumentVersion = { number: number; at_ms: number; by: string | null; content: string };
type NewVersion = Omit<DocumentVersion, 'number'> & { kind: string; id: string };

/** Adds a version under the document's next number, and forgets those before the last `LIMITS.documentVersions`. @returns its number. */
export async function keepVersion(database: Database, { kind, id, at_ms, by, content }: NewVersion): Promise<number> {
  const number = ((await latestVersion(database, kind, id))?.number ?? 0) + 1;
  await database.insertInto('document_version').values({ kind, document: id, number, at: at_ms, actor: by, content_json: content }).execute();
  await database.deleteFrom('document_version').where('kind', '=', kind).where('document', '=', id).where('number', '<=', number - LIMITS.documentVersions).execute();
  return number;
}

export async function latestVersion(database: Database, kind: string, id: string): Promise<DocumentVersion | undefined> {
  const row = await database
    .selectFrom('document_version').selectAll()
    .where('kind', '=', kind).where('document', '=', id)
    .orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row && { number: row.number, at_ms: row.at, by: row.actor, content: row.content_json };
}

/** The newest first, without what they hold. */
export async function listVersions(database: Database, kind: string, id: string): Promise<Omit<DocumentVersion, 'content'>[]> {
  const rows = await database
    .selectFrom('document_version').select(['number', 'at', 'actor'])
    .where('kind', '=', kind).where('document', '=', id)
    .orderBy('number', 'desc').execute();
  return rows.map(({ number, at, actor }) => ({ number, at_ms: at, by: actor }));
}

/** The version of that number, and the one before it. */
export async function findVersions(database: Database, kind: string, id: string, number: number): Promise<{ version: DocumentVersion | undefined; before: DocumentVersion | undefined }> {
  const rows = await database
    .selectFrom('document_version').selectAll()
    .where('kind', '=', kind).where('document', '=', id).where('number', '<=', number)
    .orderBy('number', 'desc').limit(2).execute();
  const [version, before] = rows.map((row): DocumentVersion => ({ number: row.number, at_ms: row.at, by: row.actor, content: row.content_json }));
  return version?.number === number ? { version, before } : { version: undefined, before: undefined };
}
