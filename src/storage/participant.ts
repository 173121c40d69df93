import type { Database } from './schema.ts';

/** A colleague who takes part in a conversation that somebody else serves. */
export type Participant = { conversationId: string; personId: string; invitedBy: string; at_ms: number };

/** Adds a colleague. @returns whether they were not there yet. */
export async function insertParticipant(database: Database, { conversationId, personId, invitedBy, at_ms }: Participant): Promise<boolean> {
  const row = await database
    .insertInto('participant')
    .values({ conversation_id: conversationId, person_id: personId, invited_by: invitedBy, at: at_ms })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (row.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Removes a colleague. @returns whether they were there. */
export async function deleteParticipant(database: Database, conversationId: string, personId: string): Promise<boolean> {
  const row = await database.deleteFrom('participant').where('conversation_id', '=', conversationId).where('person_id', '=', personId).executeTakeFirst();
  return row.numDeletedRows > 0n;
}

export async function deleteParticipants(database: Database, conversationId: string): Promise<void> {
  await database.deleteFrom('participant').where('conversation_id', '=', conversationId).execute();
}

/** Who takes part in these conversations, in the order in which they came. */
export async function listParticipants(database: Database, conversationIds: string[]): Promise<Participant[]> {
  if (conversationIds.length === 0) return [];
  const rows = await database.selectFrom('participant').selectAll().where('conversation_id', 'in', conversationIds).orderBy('at').orderBy('person_id').execute();
  return rows.map((row) => ({ conversationId: row.conversation_id, personId: row.person_id, invitedBy: row.invited_by, at_ms: row.at }));
}
