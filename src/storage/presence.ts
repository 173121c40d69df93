import type { Selectable } from 'kysely';
import type { PresenceTable } from './peopleTables.ts';
import type { Database } from './schema.ts';

export type PresenceStatus = PresenceTable['status'];
export type PresenceReason = PresenceTable['reason'];

/** Whether somebody takes conversations, as they or the desk set it; instants are ms since the epoch. */
export type Presence = {
  personId: string;
  status: PresenceStatus;
  reason: PresenceReason;
  since_ms: number;
  /** When their last desk was closed or lost; `null` while one is open. */
  goneAt_ms: number | null;
  /** Offers missed in a row. */
  missed: number;
  offeredAt_ms: number | null;
  /** `null`: as many as the setting says. */
  capacity: number | null;
};

/** How it is for somebody who opens the desk for the first time. */
export function newPresence(personId: string, now_ms: number): Presence {
  return { personId, status: 'online', reason: 'chosen', since_ms: now_ms, goneAt_ms: null, missed: 0, offeredAt_ms: null, capacity: null };
}

/**
 * Reads somebody's presence and keeps it from every other transaction until this one ends, as `lockConversation` does; `undefined` for
 * somebody who has never opened the desk.
 */
export async function lockPresence(database: Database, personId: string): Promise<Presence | undefined> {
  const row = await database
    .updateTable('presence')
    .set((column) => ({ missed: column.ref('missed') }))
    .where('person_id', '=', personId)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function findPresence(database: Database, personId: string): Promise<Presence | undefined> {
  const row = await database.selectFrom('presence').selectAll().where('person_id', '=', personId).executeTakeFirst();
  return row && fromRow(row);
}

export async function savePresence(database: Database, presence: Presence): Promise<void> {
  const { person_id, ...changing } = toRow(presence);
  await database
    .insertInto('presence')
    .values({ person_id, ...changing })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(changing))
    .execute();
}

function toRow(presence: Presence): Selectable<PresenceTable> {
  return {
    person_id: presence.personId,
    status: presence.status,
    reason: presence.reason,
    since: presence.since_ms,
    gone_at: presence.goneAt_ms,
    missed: presence.missed,
    offered_at: presence.offeredAt_ms,
    capacity: presence.capacity,
  };
}

export function fromRow(row: Selectable<PresenceTable>): Presence {
  return {
    personId: row.person_id,
    status: row.status,
    reason: row.reason,
    since_ms: row.since,
    goneAt_ms: row.gone_at,
    missed: row.missed,
    offeredAt_ms: row.offered_at,
    capacity: row.capacity,
  };
}
