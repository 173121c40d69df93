import type { Selectable } from 'kysely';
import type { Emotion } from '../contract/meaning.ts';
import type { Guess, Outcome, SentenceKind, SentenceReason, SentenceState } from '../contract/studio/review.ts';
import type { Database } from './schema.ts';
import type { SentenceTable } from './sentenceTables.ts';

/** A sentence of the review queue; each field is explained at its column. Its text holds no private data. */
export type StoredSentence = {
  id: string;
  kind: SentenceKind;
  key: string;
  text: string;
  file: string | null;
  count: number;
  firstSeen_ms: number;
  lastSeen_ms: number;
  state: SentenceState;
  groupId: string;
  reasons: SentenceReason[];
  guess: Guess;
  doubt: number;
  hint: string | null;
  conversation: { id: string; seq: number } | null;
  intent: string | null;
  emotion: Emotion | null;
  decidedAt_ms: number | null;
  outcome: Outcome | null;
  appliedAt_ms: number | null;
  appliedRelease: number | null;
};

export async function findSentence(database: Database, id: string): Promise<StoredSentence | undefined> {
  const row = await database.selectFrom('sentence').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Those of the keys that there are, kept from every other transaction until this one ends. */
export async function lockSentencesByKey(database: Database, kind: SentenceKind, keys: readonly string[]): Promise<StoredSentence[]> {
  if (keys.length === 0) return [];
  return (await database.updateTable('sentence').set((is) => ({ count: is.ref('count') })).where('kind', '=', kind).where('key', 'in', keys).returningAll().execute()).map(fromRow);
}

/** Those that there are, by their ids, kept from every other transaction until this one ends. */
export async function lockSentences(database: Database, ids: readonly string[]): Promise<StoredSentence[]> {
  if (ids.length === 0) return [];
  const rows = await database.updateTable('sentence').set((is) => ({ count: is.ref('count') })).where('id', 'in', ids).returningAll().execute();
  return rows.map(fromRow).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of several transactions that take sentences in, one at a time goes on from here, so that what is alike finds each other. */
export async function lockIntake(database: Database): Promise<void> {
  await countIntake(database, ALWAYS, '');
}
/** A day that is never over. */
const ALWAYS = '9999-12-31';

/** What was taken into the queue from a conversation. */
export async function findSentencesOf(database: Database, conversationId: string): Promise<StoredSentence[]> {
  return (await database.selectFrom('sentence').selectAll().where('conversation_id', '=', conversationId).orderBy('seq').execute()).map(fromRow);
}

/** Sentences of a group in one of these states: those said most often first. */
export async function listSentencesOfGroup(database: Database, groupId: string, states: readonly SentenceState[], rowsMax: number): Promise<StoredSentence[]> {
  const rows = await database
    .selectFrom('sentence').selectAll()
    .where('group_id', '=', groupId).where('state', 'in', states)
    .orderBy('count', 'desc').orderBy('doubt', 'desc').orderBy('id')
    .limit(rowsMax).execute();
  return rows.map(fromRow);
}

/** Sentences with a label that the draft does not have yet; those labelled last first, so that what cannot be settled holds up nothing. */
export async function listLabelled(database: Database, rowsMax: number): Promise<StoredSentence[]> {
  const rows = await database.selectFrom('sentence').selectAll().where('state', '=', 'labelled').orderBy('decided_at', 'desc').orderBy('id').limit(rowsMax).execute();
  return rows.map(fromRow);
}

/** How many sentences are in a state. */
export async function countSentences(database: Database, state: SentenceState): Promise<number> {
  const row = await database.selectFrom('sentence').select(({ fn }) => fn.countAll<number | string>().as('count')).where('state', '=', state).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Adds sentences; one whose key somebody else has added meanwhile is said more often instead. */
export async function insertSentences(database: Database, sentences: readonly StoredSentence[]): Promise<void> {
  if (sentences.length === 0) return;
  await database
    .insertInto('sentence')
    .values(sentences.map(toRow))
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet(({ ref }) => ({ count: (is) => is('sentence.count', '+', ref('excluded.count')), last_seen: ref('excluded.last_seen') })))
    .execute();
}

/** Writes everything of a sentence that may change. */
export async function saveSentence(database: Database, sentence: StoredSentence): Promise<void> {
  const { id, kind: _kind, key: _key, group_id: _group, ...changing } = toRow(sentence);
  await database.updateTable('sentence').set(changing).where('id', '=', id).execute();
}

/** Notes that a customer said a sentence. @returns whether that is news. */
export async function insertPlace(database: Database, sentenceId: string, customerKey: string, at_ms: number): Promise<boolean> {
  const result = await database
    .insertInto('sentence_place')
    .values({ sentence_id: sentenceId, customer_key: customerKey, at: at_ms })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Counts one more sentence of an origin on a day. @returns how many there are now. */
export async function countIntake(database: Database, day: string, origin: string): Promise<number> {
  const { count } = await database
    .insertInto('sentence_intake')
    .values({ day, origin, count: 1 })
    .onConflict((conflict) => conflict.columns(['day', 'origin']).doUpdateSet({ count: (is) => is('sentence_intake.count', '+', 1) }))
    .returning('count')
    .executeTakeFirstOrThrow();
  return count;
}

/** Forgets what was counted on days before this one. */
export async function forgetIntake(database: Database, before: string): Promise<void> {
  await database.deleteFrom('sentence_intake').where('day', '<', before).execute();
}

function toRow(sentence: StoredSentence): Selectable<SentenceTable> {
  return {
    id: sentence.id,
    kind: sentence.kind,
    key: sentence.key,
    text: sentence.text,
    file: sentence.file,
    count: sentence.count,
    first_seen: sentence.firstSeen_ms,
    last_seen: sentence.lastSeen_ms,
    state: sentence.state,
    group_id: sentence.groupId,
    reasons: ` ${sentence.reasons.join(' ')} `,
    guess_intent: sentence.guess.intent,
    guess_json: JSON.stringify(sentence.guess),
    doubt: sentence.doubt,
    hint: sentence.hint,
    conversation_id: sentence.conversation?.id ?? null,
    seq: sentence.conversation?.seq ?? null,
    intent: sentence.intent,
    emotion: sentence.emotion,
    decided_at: sentence.decidedAt_ms,
    outcome: sentence.outcome,
    applied_at: sentence.appliedAt_ms,
    applied_release: sentence.appliedRelease,
  };
}

function fromRow(row: Selectable<SentenceTable>): StoredSentence {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    text: row.text,
    file: row.file,
    count: row.count,
    firstSeen_ms: row.first_seen,
    lastSeen_ms: row.last_seen,
    state: row.state,
    groupId: row.group_id,
    reasons: row.reasons.trim().split(' ') as SentenceReason[],
    guess: JSON.parse(row.guess_json) as Guess,
    doubt: row.doubt,
    hint: row.hint,
    conversation: row.conversation_id === null || row.seq === null ? null : { id: row.conversation_id, seq: row.seq },
    intent: row.intent,
    emotion: row.emotion,
    decidedAt_ms: row.decided_at,
    outcome: row.outcome,
    appliedAt_ms: row.applied_at,
    appliedRelease: row.applied_release,
  };
}
