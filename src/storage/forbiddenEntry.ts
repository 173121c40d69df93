import { forbiddenEntrySchema, type ForbiddenEntry } from '../contract/content/forbidden.ts';
import type { Database } from './schema.ts';

/** What admins changed of one entry. `entry` null: as it came with the program. `rev` grows with every change. */
export type StoredForbidden = { id: string; entry: ForbiddenEntry | null; off: boolean; rev: number };

/** Grows with every change of any entry, so that whoever knows it knows them all. */
export async function forbiddenRevision(database: Database): Promise<number> {
  const { sum } = await database.selectFrom('forbidden_entry').select((select) => select.fn.sum<number | string | null>('rev').as('sum')).executeTakeFirstOrThrow();
  return Number(sum ?? 0);
}

export async function listForbidden(database: Database): Promise<StoredForbidden[]> {
  const rows = await database.selectFrom('forbidden_entry').selectAll().orderBy('id').execute();
  return rows.map(fromRow);
}

export async function findForbidden(database: Database, id: string): Promise<StoredForbidden | undefined> {
  const row = await database.selectFrom('forbidden_entry').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Writes an entry that was read as revision `rev` (0: never changed). @returns whether it still was; otherwise nothing is changed. */
export async function replaceForbidden(database: Database, { id, entry, off, rev }: StoredForbidden): Promise<boolean> {
  const values = { entry_json: entry && JSON.stringify(entry), off: Number(off), rev: rev + 1 };
  const replaced = await database.updateTable('forbidden_entry').set(values).where('id', '=', id).where('rev', '=', rev).executeTakeFirst();
  if (replaced.numUpdatedRows > 0n) return true;
  if (rev !== 0) return false;
  const written = await database.insertInto('forbidden_entry').values({ id, ...values }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function fromRow({ id, entry_json, off, rev }: { id: string; entry_json: string | null; off: number; rev: number }): StoredForbidden {
  return { id, entry: entry_json === null ? null : forbiddenEntrySchema.parse(JSON.parse(entry_json)), off: off === 1, rev };
}
