import type { Database } from './schema.ts';

/** A picture that the widget shows of itself, under a key that follows from its content. */
export type LookPicture = { key: string; type: string; content: Uint8Array };

/** Stores a picture; one that is there already counts as new again. */
export async function putPicture(database: Database, { key, type, content }: LookPicture, now_ms: number): Promise<void> {
  await database
    .insertInto('look_picture')
    .values({ key, type, content, at: now_ms })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ at: now_ms }))
    .execute();
}

export async function findPicture(database: Database, key: string): Promise<LookPicture | undefined> {
  const row = await database.selectFrom('look_picture').select(['key', 'type', 'content']).where('key', '=', key).executeTakeFirst();
  // The engines hand bytes out in forms of their own.
  return row && { key: row.key, type: row.type, content: new Uint8Array(row.content) };
}

export async function hasPicture(database: Database, key: string): Promise<boolean> {
  return (await database.selectFrom('look_picture').select('key').where('key', '=', key).executeTakeFirst()) !== undefined;
}

/** Deletes all but the newest `kept` and the one in use. */
export async function prunePictures(database: Database, inUse: string | null, kept: number): Promise<void> {
  const rows = await database.selectFrom('look_picture').select('key').orderBy('at', 'desc').orderBy('key').execute();
  const old = rows.slice(kept).map(({ key }) => key).filter((key) => key !== inUse);
  if (old.length > 0) await database.deleteFrom('look_picture').where('key', 'in', old).execute();
}
