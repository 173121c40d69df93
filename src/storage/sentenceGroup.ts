import { sql, type Selectable } from 'kysely';
import type { SentenceFilter } from '../contract/studio/review.ts';
import type { Database } from './schema.ts';
import type { SentenceGroupTable } from './sentenceTables.ts';

/** Sentences that are alike; each field is explained at its column. */
export type StoredGroup = {
  id: string;
  text: string;
  claimedBy: string | null;
  claimedUntil_ms: number;
  open: number;
  disputed: number;
  frequency: number;
  lastSeen_ms: number;
  value: number;
};

/** What the sentences of a group add up to; `doubt`: the largest. */
export type GroupSums = { id: string; text: string; open: number; disputed: number; frequency: number; lastSeen_ms: number; doubt: number };

/** A new group, found by the numbers of its first text. */
export type NewGroup = { id: string; text: string; bands: readonly number[] };

/** Groups under one of these numbers, in the order in which they are always. */
export async function findGroupsByBand(database: Database, bands: readonly number[]): Promise<{ band: number; id: string }[]> {
  if (bands.length === 0) return [];
  return database.selectFrom('sentence_band').select(['band', 'group_id as id']).where('band', 'in', bands).orderBy('band').orderBy('group_id').execute();
}

/** The texts by which groups are found, which never change. */
export async function findGroupTexts(database: Database, ids: readonly string[]): Promise<{ id: string; text: string }[]> {
  if (ids.length === 0) return [];
  return database.selectFrom('sentence_group').select(['id', 'text']).where('id', 'in', ids).execute();
}

/** Adds groups, which hold nothing yet. */
export async function insertGroups(database: Database, groups: readonly NewGroup[]): Promise<void> {
  if (groups.length === 0) return;
  const empty = { claimed_by: null, claimed_until: 0, open: 0, disputed: 0, frequency: 0, last_seen: 0, value: 0 };
  await database.insertInto('sentence_group').values(groups.map(({ id, text }) => ({ id, text, ...empty }))).execute();
  const bands = groups.flatMap(({ id, bands: numbers }) => numbers.map((band) => ({ band, group_id: id })));
  if (bands.length > 0) await database.insertInto('sentence_band').values(bands).execute();
}

/** Reckons anew what groups add up to; `valueOf` says how much a label of one teaches. */
export async function refreshGroups(database: Database, ids: readonly string[], valueOf: (sums: GroupSums) => number): Promise<void> {
  if (ids.length === 0) return;
  const isOpen = sql`sentence.state = 'open'`;
  const rows = await database
    .selectFrom('sentence_group')
    .leftJoin('sentence', 'sentence.group_id', 'sentence_group.id')
    .select([
      'sentence_group.id', 'sentence_group.text',
      sql<number>`sum(case when ${isOpen} then 1 else 0 end)`.as('open'),
      sql<number>`sum(case when sentence.state = 'disputed' then 1 else 0 end)`.as('disputed'),
      sql<number>`sum(case when ${isOpen} then sentence.count else 0 end)`.as('frequency'),
      sql<number>`max(case when ${isOpen} then sentence.last_seen else 0 end)`.as('last_seen'),
      sql<number>`max(case when ${isOpen} then sentence.doubt else 0 end)`.as('doubt'),
    ])
    .where('sentence_group.id', 'in', ids)
    .groupBy(['sentence_group.id', 'sentence_group.text'])
    .orderBy('sentence_group.id')
    .execute();
  const groups = rows.map((row): Selectable<SentenceGroupTable> => {
    const sums = { id: row.id, text: row.text, open: Number(row.open), disputed: Number(row.disputed), frequency: Number(row.frequency), lastSeen_ms: Number(row.last_seen), doubt: Number(row.doubt) };
    return { id: row.id, text: row.text, claimed_by: null, claimed_until: 0, open: sums.open, disputed: sums.disputed, frequency: sums.frequency, last_seen: sums.lastSeen_ms, value: valueOf(sums) };
  });
  await database
    .insertInto('sentence_group')
    .values(groups)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        open: ref('excluded.open'), disputed: ref('excluded.disputed'), frequency: ref('excluded.frequency'), last_seen: ref('excluded.last_seen'), value: ref('excluded.value'),
      })),
    )
    .execute();
}

/** Which groups somebody may look at. `key`: what the key of a sentence contains. `without`: those that are not wanted. `ownLabel`: whether what they have labelled themselves counts as open. */
export type Wanted = { filter: Omit<SentenceFilter, 'words'>; key?: string; personId: string; without: readonly string[]; ownLabel: boolean; now_ms: number };

/** Groups that fit, that nobody else is looking at, the most valuable first. */
export async function listGroups(database: Database, { filter, key, personId, without, ownLabel, now_ms }: Wanted, rowsMax: number): Promise<StoredGroup[]> {
  const state = filter.state;
  let query = database
    .selectFrom('sentence_group').selectAll()
    .where(state === 'open' ? 'open' : 'disputed', '>', 0)
    .where((is) => is.or([is('claimed_by', 'is', null), is('claimed_by', '=', personId), is('claimed_until', '<=', now_ms)]));
  if (without.length > 0) query = query.where('id', 'not in', without);
  if (!ownLabel || filter.reason !== undefined || filter.kind !== undefined || filter.intent !== undefined || filter.days !== undefined || key !== undefined) {
    query = query.where((is) => {
      let fitting = is.selectFrom('sentence').select('sentence.id').whereRef('sentence.group_id', '=', 'sentence_group.id').where('sentence.state', '=', state);
      if (filter.reason !== undefined) fitting = fitting.where('sentence.reasons', 'like', `% ${filter.reason} %`);
      if (filter.kind !== undefined) fitting = fitting.where('sentence.kind', '=', filter.kind);
      if (filter.intent !== undefined) fitting = fitting.where('sentence.guess_intent', '=', filter.intent);
      if (filter.days !== undefined) fitting = fitting.where('sentence.last_seen', '>=', now_ms - filter.days * 86_400_000);
      // Not `like`: what is searched for may hold its signs.
      if (key !== undefined) fitting = fitting.where(sql<boolean>`replace(sentence.key, ${key}, '') <> sentence.key`);
      if (!ownLabel) {
        fitting = fitting.where((own) =>
          own.not(own.exists(own.selectFrom('sentence_label').select('sentence_label.id').whereRef('sentence_label.sentence_id', '=', 'sentence.id').where('sentence_label.person_id', '=', personId))),
        );
      }
      return is.exists(fitting);
    });
  }
  return (await query.orderBy('value', 'desc').orderBy('id', 'desc').limit(rowsMax).execute()).map(fromRow);
}

/** Keeps a group for somebody until an instant. @returns whether nobody else has it. */
export async function claimGroup(database: Database, id: string, personId: string, until_ms: number, now_ms: number): Promise<boolean> {
  const result = await database
    .updateTable('sentence_group')
    .set({ claimed_by: personId, claimed_until: until_ms })
    .where('id', '=', id)
    .where((is) => is.or([is('claimed_by', 'is', null), is('claimed_by', '=', personId), is('claimed_until', '<=', now_ms)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives groups free that somebody has. */
export async function releaseGroups(database: Database, ids: readonly string[], personId: string): Promise<void> {
  if (ids.length === 0) return;
  await database.updateTable('sentence_group').set({ claimed_by: null, claimed_until: 0 }).where('id', 'in', ids).where('claimed_by', '=', personId).execute();
}

export async function findGroup(database: Database, id: string): Promise<StoredGroup | undefined> {
  const row = await database.selectFrom('sentence_group').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** What people are looking at now. */
export async function listClaimed(database: Database, now_ms: number): Promise<StoredGroup[]> {
  const rows = await database.selectFrom('sentence_group').selectAll().where('claimed_by', 'is not', null).where('claimed_until', '>', now_ms).orderBy('claimed_until').execute();
  return rows.map(fromRow);
}

function fromRow(row: Selectable<SentenceGroupTable>): StoredGroup {
  return {
    id: row.id,
    text: row.text,
    claimedBy: row.claimed_by,
    claimedUntil_ms: row.claimed_until,
    open: row.open,
    disputed: row.disputed,
    frequency: row.frequency,
    lastSeen_ms: row.last_seen,
    value: row.value,
  };
}
