import type { Emotion } from '../contract/meaning.ts';
import type { Database } from './schema.ts';

/** A sentence that people gave a label, and how often customers said it. */
export type LabelledSentence = { id: string; text: string; intent: string; emotion: Emotion; count: number };

/** Sentences with a label, whether the draft has them yet or not, in the order of their ids after `after`. */
export async function listLabelledAfter(database: Database, after: string, rowsMax: number): Promise<LabelledSentence[]> {
  const rows = await database
    .selectFrom('sentence').select(['id', 'text', 'intent', 'emotion', 'count'])
    .where('state', 'in', ['labelled', 'applied']).where('intent', 'is not', null).where('id', '>', after)
    .orderBy('id').limit(rowsMax).execute();
  return rows.map(({ id, text, intent, emotion, count }) => ({ id, text, intent: intent!, emotion: emotion ?? 'calm', count: Number(count) }));
}
