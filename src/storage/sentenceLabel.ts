import { sql } from 'kysely';
import type { Emotion } from '../contract/meaning.ts';
import type { PlannedIntent } from '../contract/studio/review.ts';
import type { Database } from './schema.ts';

/** What somebody said of a sentence; `intent` null: to be ignored. One decision labels several sentences. */
export type StoredLabel = { decisionId: string; sentenceId: string; personId: string; intent: string | null; emotion: Emotion; at_ms: number };
export type StoredDecision = { id: string; personId: string; intent: string | null; text: string; count: number; at_ms: number; applied: number };

export async function insertLabels(database: Database, labels: readonly StoredLabel[]): Promise<void> {
  const rows = labels.map(({ decisionId, sentenceId, personId, at_ms, ...same }) => ({ ...same, decision_id: decisionId, sentence_id: sentenceId, person_id: personId, at: at_ms }));
  if (rows.length > 0) await database.insertInto('sentence_label').values(rows).execute();
}

/** The labels of sentences that count: of each person the last one, in the order in which they were given. */
export async function listLabels(database: Database, sentenceIds: readonly string[]): Promise<Map<string, StoredLabel[]>> {
  const bySentence = new Map<string, Map<string, StoredLabel>>();
  if (sentenceIds.length === 0) return new Map();
  const rows = await database.selectFrom('sentence_label').selectAll().where('sentence_id', 'in', sentenceIds).orderBy('id').execute();
  for (const { decision_id, sentence_id, person_id, intent, emotion, at } of rows) {
    const own = bySentence.get(sentence_id) ?? new Map<string, StoredLabel>();
    // Deleted first, so that a label that is given anew stands last.
    own.delete(person_id);
    own.set(person_id, { decisionId: decision_id, sentenceId: sentence_id, personId: person_id, intent, emotion, at_ms: at });
    bySentence.set(sentence_id, own);
  }
  return new Map([...bySentence].map(([id, own]) => [id, [...own.values()]]));
}

/** Sentences that have a label and wait all the same. */
export async function listLabelledWaiting(database: Database, rowsMax: number): Promise<string[]> {
  const rows = await database
    .selectFrom('sentence')
    .select('id')
    .where('state', 'in', ['open', 'disputed'])
    .where((is) => is.exists(is.selectFrom('sentence_label').select('sentence_label.id').whereRef('sentence_label.sentence_id', '=', 'sentence.id')))
    .limit(rowsMax)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whose a decision is, and which sentences it labels. */
export async function findDecision(database: Database, id: string): Promise<{ personId: string; sentenceIds: string[] } | undefined> {
  const rows = await database.selectFrom('sentence_label').select(['person_id', 'sentence_id']).where('decision_id', '=', id).orderBy('id').execute();
  return rows[0] && { personId: rows[0].person_id, sentenceIds: rows.map(({ sentence_id }) => sentence_id) };
}

export async function deleteDecision(database: Database, id: string): Promise<void> {
  await database.deleteFrom('sentence_label').where('decision_id', '=', id).execute();
}

/** Forgets what people said of a sentence: it is asked about anew. */
export async function forgetLabels(database: Database, sentenceId: string): Promise<void> {
  await database.deleteFrom('sentence_label').where('sentence_id', '=', sentenceId).execute();
}

/** The last decisions, newest first. `text`: one of its sentences; `applied`: how many of them the draft has. */
export async function listDecisions(database: Database, rowsMax: number): Promise<StoredDecision[]> {
  const rows = await database
    .selectFrom('sentence_label')
    .innerJoin('sentence', 'sentence.id', 'sentence_label.sentence_id')
    .select(({ fn }) => [
      'sentence_label.decision_id', 'sentence_label.person_id', 'sentence_label.intent',
      fn.max('sentence_label.at').as('at'), fn.min('sentence.text').as('text'), fn.countAll<number | string>().as('count'),
      sql<number | string>`sum(case when sentence.state = 'applied' then 1 else 0 end)`.as('applied'),
    ])
    .where('sentence_label.id', '>', ({ selectFrom }) => selectFrom('sentence_label').select(({ fn }) => sql<number>`${fn.max('id')} - 2000`.as('from')))
    .groupBy(['sentence_label.decision_id', 'sentence_label.person_id', 'sentence_label.intent'])
    .orderBy(({ fn }) => fn.max('sentence_label.id'), 'desc')
    .limit(rowsMax)
    .execute();
  return rows.map((row) => ({ id: row.decision_id, personId: row.person_id, intent: row.intent, text: row.text, count: Number(row.count), at_ms: Number(row.at), applied: Number(row.applied) }));
}

/** How many sentences each person has labelled since an instant. */
export async function countLabelled(database: Database, since_ms: number): Promise<{ personId: string; count: number }[]> {
  const rows = await database
    .selectFrom('sentence_label')
    .select(['person_id', sql<number | string>`count(distinct sentence_id)`.as('count')])
    .where('at', '>=', since_ms)
    .groupBy('person_id')
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id, count }) => ({ personId: person_id, count: Number(count) }));
}

/** Sentences that somebody has labelled since an instant, with what the bot had understood. */
export async function listJudged(database: Database, since_ms: number, rowsMax: number): Promise<{ sentenceId: string; guessed: string; personId: string; intent: string | null }[]> {
  const rows = await database
    .selectFrom('sentence_label')
    .innerJoin('sentence', 'sentence.id', 'sentence_label.sentence_id')
    .select(['sentence_label.sentence_id', 'sentence_label.person_id', 'sentence_label.intent', 'sentence.guess_intent'])
    .where('sentence_label.at', '>=', since_ms)
    .orderBy('sentence_label.id', 'desc')
    .limit(rowsMax)
    .execute();
  return rows.reverse().map((row) => ({ sentenceId: row.sentence_id, guessed: row.guess_intent, personId: row.person_id, intent: row.intent }));
}

/** Plans an intent; one of this id that is planned already stays as it is. */
export async function planIntent(database: Database, { id, name, domain, description }: PlannedIntent, personId: string, at_ms: number): Promise<void> {
  await database.insertInto('planned_intent').values({ id, name, domain, description, person_id: personId, at: at_ms }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Intents that are planned and that a label names. */
export async function listPlanned(database: Database): Promise<PlannedIntent[]> {
  return database
    .selectFrom('planned_intent')
    .select(['id', 'name', 'domain', 'description'])
    .where((is) => is.exists(is.selectFrom('sentence_label').select('sentence_label.id').whereRef('sentence_label.intent', '=', 'planned_intent.id')))
    .orderBy('at').orderBy('id')
    .execute();
}

/** Forgets plans that no label names any more, or that have become intents. */
export async function forgetPlanned(database: Database, created: readonly string[]): Promise<void> {
  await database
    .deleteFrom('planned_intent')
    .where((is) =>
      is.or([
        is('id', 'in', ['', ...created]),
        is.not(is.exists(is.selectFrom('sentence_label').select('sentence_label.id').whereRef('sentence_label.intent', '=', 'planned_intent.id'))),
      ]),
    )
    .execute();
}
