import { createHmac } from 'node:crypto';
import { dayOf } from '../base/day.ts';
import { insertOrigin, saltOf } from '../storage/conversationOrigin.ts';
import type { Database } from '../storage/schema.ts';
import type { Runtime } from './runtime.ts';

/**
 * Notes from where a conversation was opened, as a key that tells on the same day whether two came from one address. The secret that it is made with
 * is replaced each day, so that nobody finds the address from it later.
 */
export async function noteOrigin({ ids, timeZone }: Runtime, database: Database, conversationId: string, address: string, now_ms: number): Promise<void> {
  const salt = await saltOf(database, dayOf(now_ms, timeZone), ids.secret());
  await insertOrigin(database, conversationId, createHmac('sha256', salt).update(address).digest('hex').slice(0, 24));
}
