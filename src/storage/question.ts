import { sql } from 'kysely';
import type { GapKind } from '../contract/studio/analytics.ts';
import type { Database } from './schema.ts';
import type { EndedConversation } from './tally.ts';

/** Days of the desk's time zone, YYYY-MM-DD, both included. */
export type Days = { from: string; to: string };
export type QuestionCount = { day: string; hour: number; intent: string; asked: number };
/** A line that was not handled well; `nearest`: what it was taken for, or came nearest to, with that confidence. */
export type Gap = { conversationId: string; seq: number; kind: GapKind; day: string; at_ms: number; nearest: string | null; confidence: number };

/** Conversations that are tallied and whose questions are not counted, in the order in which they ended; `after` the last one of the page before. */
export async function listUncounted(database: Database, after: EndedConversation | null, rowsMax: number): Promise<EndedConversation[]> {
  let query = database.selectFrom('tally').select(['conversation_id', 'closed_at']).where('questions', 'is', null);
  if (after !== null) {
    query = query.where((is) => is.or([is('closed_at', '>', after.closedAt_ms), is.and([is('closed_at', '=', after.closedAt_ms), is('conversation_id', '>', after.id)])]));
  }
  const rows = await query.orderBy('closed_at').orderBy('conversation_id').limit(rowsMax).execute();
  return rows.map(({ conversation_id, closed_at }) => ({ id: conversation_id, closedAt_ms: closed_at }));
}

/** Adds what was asked and not handled well in a conversation, unless somebody else has. @returns whether it was added now. */
export async function addQuestions(database: Database, conversationId: string, counts: readonly QuestionCount[], gaps: readonly Gap[]): Promise<boolean> {
  const asked = counts.reduce((sum, count) => sum + count.asked, 0);
  const claimed = await database.updateTable('tally').set({ questions: asked }).where('conversation_id', '=', conversationId).where('questions', 'is', null).executeTakeFirst();
  if (claimed.numUpdatedRows === 0n) return false;
  // In the order of the key, so that no two nodes wait for each other.
  for (const count of counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    await database
      .insertInto('question_count')
      .values(count)
      .onConflict((conflict) => conflict.columns(['day', 'hour', 'intent']).doUpdateSet((row) => ({ asked: sql<number>`${row.ref('question_count.asked')} + ${count.asked}` })))
      .execute();
  }
  if (gaps.length > 0) {
    await database.insertInto('gap').values(gaps.map(({ conversationId: conversation_id, at_ms, ...gap }) => ({ conversation_id, at: at_ms, ...gap }))).execute();
  }
  return true;
}

function keyOf({ day, hour, intent }: QuestionCount): string {
  return `${day} ${String(hour).padStart(2, '0')} ${intent}`;
}

/** How often each intent was asked for. */
export async function askedByIntent(database: Database, days: Days): Promise<Map<string, number>> {
  const rows = await database.selectFrom('question_count').select(({ fn }) => ['intent', fn.sum<number>('asked').as('asked')]).where('day', '>=', days.from).where('day', '<=', days.to).groupBy('intent').execute();
  return new Map(rows.map(({ intent, asked }) => [intent, Number(asked)]));
}

/** How often anything was asked, by day and hour; only hours in which something was. */
export async function askedByHour(database: Database, days: Days): Promise<{ day: string; hour: number; asked: number }[]> {
  const rows = await database.selectFrom('question_count').select(({ fn }) => ['day', 'hour', fn.sum<number>('asked').as('asked')]).where('day', '>=', days.from).where('day', '<=', days.to).groupBy(['day', 'hour']).execute();
  return rows.map(({ day, hour, asked }) => ({ day, hour: Number(hour), asked: Number(asked) }));
}

/** How many lines were not handled well, by what they came nearest to. */
export async function countGaps(database: Database, days: Days): Promise<{ nearest: string | null; kind: GapKind; lines: number }[]> {
  const rows = await database
    .selectFrom('gap')
    .select(({ fn }) => ['nearest', 'kind', fn.countAll<number>().as('lines')])
    .where('day', '>=', days.from)
    .where('day', '<=', days.to)
    .groupBy(['nearest', 'kind'])
    .execute();
  return rows.map(({ nearest, kind, lines }) => ({ nearest, kind, lines: Number(lines) }));
}

/** What came of the conversations about each intent that ended in these days. */
export type Course = { intent: string; conversations: number; handedOver: number; returned: number; rated: number; lowRated: number };

/** `lowRating`: a rating up to this is low. */
export async function coursesByIntent(database: Database, days: Days, lowRating: number): Promise<Course[]> {
  const about = database.selectFrom('tally').where('tally.day', '>=', days.from).where('tally.day', '<=', days.to).where('tally.written', '=', 1).where('tally.intent', 'is not', null);
  const rows = await about
    .select(['tally.intent', sql<number>`count(*)`.as('conversations'), sql<number>`sum(tally.handed_over)`.as('handedOver'), sql<number>`count(tally.returned_at)`.as('returned')])
    .groupBy('tally.intent')
    .execute();
  const ratings = await about
    .innerJoin('rating', 'rating.conversation_id', 'tally.conversation_id')
    .select(['tally.intent', sql<number>`count(*)`.as('rated'), sql<number>`sum(case when rating.score <= ${lowRating} then 1 else 0 end)`.as('lowRated')])
    .groupBy('tally.intent')
    .execute();
  const rated = new Map(ratings.map(({ intent, ...counts }) => [intent, counts]));
  return rows.map(({ intent, conversations, handedOver, returned }) => ({
    intent: intent as string, conversations: Number(conversations), handedOver: Number(handedOver), returned: Number(returned),
    rated: Number(rated.get(intent)?.rated ?? 0), lowRated: Number(rated.get(intent)?.lowRated ?? 0),
  }));
}

export type GapLine = Gap & { text: string };

/** Lines that were not handled well, newest first; `nearest` null: of those that came near no intent. A line of several kinds comes once for each. */
export async function listGaps(database: Database, { from, to, kinds, nearest }: Days & { kinds: readonly GapKind[]; nearest?: string | null }, rowsMax: number): Promise<GapLine[]> {
  let query = database
    .selectFrom('gap')
    .innerJoin('message', (join) => join.onRef('message.conversation_id', '=', 'gap.conversation_id').onRef('message.seq', '=', 'gap.seq'))
    .select(['gap.conversation_id', 'gap.seq', 'gap.kind', 'gap.day', 'gap.at', 'gap.nearest', 'gap.confidence', 'message.text'])
    .where('gap.day', '>=', from)
    .where('gap.day', '<=', to)
    .where('gap.kind', 'in', kinds);
  if (nearest !== undefined) query = nearest === null ? query.where('gap.nearest', 'is', null) : query.where('gap.nearest', '=', nearest);
  const rows = await query.orderBy('gap.at', 'desc').orderBy('gap.conversation_id').orderBy('gap.seq').limit(rowsMax).execute();
  return rows.map(({ conversation_id, at, ...row }) => ({ ...row, conversationId: conversation_id, at_ms: at }));
}

/** Conversations about an intent that went to a person, were rated low, or whose customer came back; those that ended last first. */
export async function listCourse(database: Database, { from, to, intent, which, lowRating }: Days & { intent: string; which: 'handed_over' | 'low_rated' | 'returned'; lowRating: number }, rowsMax: number): Promise<string[]> {
  let query = database.selectFrom('tally').select('tally.conversation_id').where('tally.day', '>=', from).where('tally.day', '<=', to).where('tally.written', '=', 1).where('tally.intent', '=', intent);
  if (which === 'handed_over') query = query.where('tally.handed_over', '=', 1);
  else if (which === 'returned') query = query.where('tally.returned_at', 'is not', null);
  else query = query.where((is) => is.exists(is.selectFrom('rating').select('rating.conversation_id').whereRef('rating.conversation_id', '=', 'tally.conversation_id').where('rating.score', '<=', lowRating)));
  return (await query.orderBy('tally.closed_at', 'desc').limit(rowsMax).execute()).map(({ conversation_id }) => conversation_id);
}

/** What customers wrote in these conversations and the bot understood, in its order. */
export async function listAsked(database: Database, conversationIds: readonly string[]): Promise<{ conversationId: string; seq: number; text: string; at_ms: number; intent: string }[]> {
  if (conversationIds.length === 0) return [];
  const rows = await database
    .selectFrom('message')
    .select(['conversation_id', 'seq', 'text', 'at', 'meaning_json'])
    .where('conversation_id', 'in', conversationIds)
    .where('sender', '=', 'customer')
    .where('meaning_json', 'is not', null)
    .where('recalled_at', 'is', null)
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute();
  return rows.map(({ conversation_id, seq, text, at, meaning_json }) => ({ conversationId: conversation_id, seq, text, at_ms: at, intent: (JSON.parse(meaning_json as string) as { intent: string }).intent }));
}
