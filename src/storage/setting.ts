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

/** A write that proves that the database still commits. */
export async function noteAlive(database: Database, now_ms: number): Promise<void> {
  await writeSetting(database, 'alive_at', String(now_ms));
}
