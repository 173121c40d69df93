import type { Database } from './schema.ts';

/** Reads a setting; `null` when it was never written. */
export async function readSetting(database: Database, name: string): Promise<string | null> {
  const row = await database.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(database: Database, name: string, value: string): Promise<void> {
  await database
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** A setting that people change: JSON text, and how often it was changed. */
export type RevisedSetting = { name: string; value: string; rev: number };

/** Those of the named settings that somebody has written. */
export async function listSettings(database: Database, names: readonly string[]): Promise<RevisedSetting[]> {
  return database.selectFrom('setting').select(['name', 'value', 'rev']).where('name', 'in', names).execute();
}

/** Writes a setting that was read as revision `rev` (0: never written). @returns whether it still was; otherwise nothing is changed. */
export async function replaceSetting(database: Database, name: string, value: string, rev: number): Promise<boolean> {
  const replaced = await database.updateTable('setting').set({ value, rev: rev + 1 }).where('name', '=', name).where('rev', '=', rev).executeTakeFirst();
  if (replaced.numUpdatedRows > 0n) return true;
  if (rev !== 0) return false;
  const written = await database
    .insertInto('setting')
    .values({ name, value, rev: 1 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A write that proves that the database still commits. */
export async function noteAlive(database: Database, now_ms: number): Promise<void> {
  await writeSetting(database, 'alive_at', String(now_ms));
}

/** Writes a value that is another one than before. @returns the one before; `null` where it was the same, or where there was none. Of several that try, one moves it. */
export async function moveSetting(database: Database, name: string, value: string): Promise<string | null> {
  const before = await readSetting(database, name);
  if (before === value) return null;
  if (before === null) {
    await database.insertInto('setting').values({ name, value }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
    return null;
  }
  const moved = await database.updateTable('setting').set({ value }).where('name', '=', name).where('value', '=', before).executeTakeFirst();
  return moved.numUpdatedRows > 0n ? before : null;
}
