import type { Selectable } from 'kysely';
import type { CannedTable, Database } from './schema.ts';

/** A reply that is written already; `ownerId` null: everybody has it. `tags`: ids. */
export type StoredCanned = { id: string; ownerId: string | null; title: string; text: string; tags: string[]; closes: boolean; rev: number };

/** Those of everybody, then those of this person, by title. */
export async function listCanned(database: Database, personId: string): Promise<StoredCanned[]> {
  const rows = await database
    .selectFrom('canned')
    .selectAll()
    .where((is) => is.or([is('owner_id', 'is', null), is('owner_id', '=', personId)]))
    .orderBy('title')
    .orderBy('id')
    .execute();
  return rows.map(fromRow).sort((a, b) => Number(a.ownerId !== null) - Number(b.ownerId !== null));
}

export async function findCanned(database: Database, id: string): Promise<StoredCanned | undefined> {
  const row = await database.selectFrom('canned').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export async function countCanned(database: Database, ownerId: string | null): Promise<number> {
  const query = database.selectFrom('canned').select(({ fn }) => fn.countAll<number>().as('count'));
  const row = await (ownerId === null ? query.where('owner_id', 'is', null) : query.where('owner_id', '=', ownerId)).executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertCanned(database: Database, canned: StoredCanned, now_ms: number): Promise<void> {
  await database.insertInto('canned').values(toRow(canned, now_ms)).execute();
}

/** Writes a change of the revision before. @returns whether that was still the stored one. */
export async function replaceCanned(database: Database, canned: StoredCanned, now_ms: number): Promise<boolean> {
  const { id, owner_id: _owner, ...changing } = toRow(canned, now_ms);
  const result = await database
    .updateTable('canned')
    .set(changing)
    .where('id', '=', id)
    .where('rev', '=', canned.rev - 1)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteCanned(database: Database, id: string): Promise<void> {
  await database.deleteFrom('canned').where('id', '=', id).execute();
}

function toRow({ id, ownerId, title, text, tags, closes, rev }: StoredCanned, now_ms: number): Selectable<CannedTable> {
  return { id, owner_id: ownerId, title, text, tags_json: JSON.stringify(tags), closes: closes ? 1 : 0, updated_at: now_ms, rev };
}

function fromRow(row: Selectable<CannedTable>): StoredCanned {
  return { id: row.id, ownerId: row.owner_id, title: row.title, text: row.text, tags: JSON.parse(row.tags_json) as string[], closes: row.closes === 1, rev: row.rev };
}
