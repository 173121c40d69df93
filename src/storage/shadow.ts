import type { Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { ShadowDifferenceTable } from './studioTables.ts';

export type ShadowMeaning = { intent: string; confidence: number; reason: string };

/** A text that a release in the shadow understood otherwise than the live one. `text` is masked. `handedOver`: to the review queue. */
export type ShadowDifference = {
  id: string; release: number; live: number; conversationId: string; seq: number; at_ms: number; text: string; before: ShadowMeaning; now: ShadowMeaning; handedOver: boolean;
};

/** How many texts both releases understood alike, how many otherwise, and how many were left out because too many waited. */
export type ShadowCounts = { agreed: number; differed: number; dropped: number };

/** Adds what was found. Counts are by the live release. */
export async function addShadow(
  database: Database, release: number, { agreed, dropped, differences }: { agreed: ReadonlyMap<number, number>; dropped: ReadonlyMap<number, number>; differences: readonly ShadowDifference[] },
): Promise<void> {
  for (const live of new Set([...agreed.keys(), ...dropped.keys(), ...differences.map((one) => one.live)])) {
    const more = { agreed: agreed.get(live) ?? 0, differed: differences.filter((one) => one.live === live).length, dropped: dropped.get(live) ?? 0 };
    await database
      .insertInto('shadow_count')
      .values({ release, live, ...more })
      .onConflict((conflict) => conflict.columns(['release', 'live']).doUpdateSet(({ ref, eb }) => ({
        agreed: eb(ref('shadow_count.agreed'), '+', more.agreed),
        differed: eb(ref('shadow_count.differed'), '+', more.differed),
        dropped: eb(ref('shadow_count.dropped'), '+', more.dropped),
      })))
      .execute();
  }
  for (const { id, live, conversationId, seq, at_ms, text, before, now } of differences) {
    await database
      .insertInto('shadow_difference')
      .values({
        id, release, live, conversation_id: conversationId, seq, at: at_ms, text, live_intent: before.intent, live_confidence: before.confidence, live_reason: before.reason,
        intent: now.intent, confidence: now.confidence, reason: now.reason, handed_over: 0,
      })
      .execute();
  }
}

export async function countShadow(database: Database, release: number): Promise<ShadowCounts> {
  const rows = await database.selectFrom('shadow_count').selectAll().where('release', '=', release).execute();
  const sum = (name: keyof ShadowCounts): number => rows.reduce((total, row) => total + Number(row[name]), 0);
  return { agreed: sum('agreed'), differed: sum('differed'), dropped: sum('dropped') };
}

/** The newest differences first, at most `limit`. */
export async function listShadow(database: Database, release: number, limit: number): Promise<ShadowDifference[]> {
  const rows = await database.selectFrom('shadow_difference').selectAll().where('release', '=', release).orderBy('at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map(fromRow);
}

/** The texts of differences that are not handed over yet, by their ids. */
export async function findShadowTexts(database: Database, release: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.selectFrom('shadow_difference').select(['id', 'text']).where('release', '=', release).where('id', 'in', ids).where('handed_over', '=', 0).execute();
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Marks differences as handed to the review queue. @returns which; of those that were handed over before, none. */
export async function handOverShadow(database: Database, release: number, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .updateTable('shadow_difference').set({ handed_over: 1 })
    .where('release', '=', release).where('id', 'in', ids).where('handed_over', '=', 0)
    .returning('id').execute();
  return rows.map(({ id }) => id);
}

/** Forgets what a release heard in the shadow. */
export async function deleteShadow(database: Database, release: number): Promise<void> {
  await database.deleteFrom('shadow_difference').where('release', '=', release).execute();
  await database.deleteFrom('shadow_count').where('release', '=', release).execute();
}

function fromRow(row: Selectable<ShadowDifferenceTable>): ShadowDifference {
  return {
    id: row.id, release: row.release, live: row.live, conversationId: row.conversation_id, seq: row.seq, at_ms: row.at, text: row.text, handedOver: row.handed_over === 1,
    before: { intent: row.live_intent, confidence: row.live_confidence, reason: row.live_reason },
    now: { intent: row.intent, confidence: row.confidence, reason: row.reason },
  };
}
