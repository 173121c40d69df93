import type { Database } from './schema.ts';
import { readSetting } from './setting.ts';

/** Where the secret of a day is kept. With the next day's it is gone, and with it the way back from a key to an address. */
const SALT = 'origin.salt';

/** The secret with which addresses of a day become keys: the same on every node. `fresh`: what it becomes where the day has none yet. */
export async function saltOf(database: Database, day: string, fresh: string): Promise<string> {
  const found = saltIn(await readSetting(database, SALT), day);
  if (found !== null) return found;
  const value = JSON.stringify({ day, salt: fresh });
  await database
    .insertInto('setting')
    .values({ name: SALT, value })
    // Of two nodes that begin the day at once the first one's holds.
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }).where('setting.value', 'not like', `%"${day}"%`))
    .execute();
  return saltIn(await readSetting(database, SALT), day) ?? fresh;
}

function saltIn(value: string | null, day: string): string | null {
  if (value === null) return null;
  const kept = JSON.parse(value) as { day: string; salt: string };
  return kept.day === day ? kept.salt : null;
}

export async function insertOrigin(database: Database, conversationId: string, origin: string): Promise<void> {
  await database.insertInto('conversation_origin').values({ conversation_id: conversationId, origin }).execute();
}

/** The key of where a conversation was opened; `null` where that is not known. */
export async function findOrigin(database: Database, conversationId: string): Promise<string | null> {
  const row = await database.selectFrom('conversation_origin').select('origin').where('conversation_id', '=', conversationId).executeTakeFirst();
  return row?.origin ?? null;
}
