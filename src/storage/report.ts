import { sql, type ExpressionBuilder } from 'kysely';
import type { ReportBy } from '../contract/desk/report.ts';
import type { Database, Schema } from './schema.ts';

/** Which tallied conversations count: by the day of their end, both included, and of one intent, team or agent (`''`: of none) where one is given. */
export type ReportFilter = { from: string; to: string; intent?: string | undefined; team?: string | undefined; agent?: string | undefined };

/** Sums over conversations, from which every figure follows. Durations are in ms. */
export type Sums = {
  conversations: number;
  handedOver: number;
  served: number;
  /** With an intent; of these, those after which the customer did not come back; and those that ended after an instant. */
  resolvable: number;
  resolved: number;
  recent: number;
  waits: number;
  wait_ms: number;
  firstReplies: number;
  firstReply_ms: number;
  replies: number;
  reply_ms: number;
  lateReplies: number;
  handling_ms: number;
  firstOwed: number;
  firstKept: number;
  ratings: number;
  satisfied: number;
  scores: number;
  /** Who said whether they would recommend us; of these, who surely would (9, 10), and who would not (0 to 6). */
  recommends: number;
  promoters: number;
  detractors: number;
};

const COLUMNS = { day: 'tally.day', intent: 'tally.intent', team: 'tally.team_id', agent: 'tally.agent_id' } as const satisfies Record<ReportBy, string>;

/** Sums by day, intent, team or agent; `key` is empty for those that have none. `recentSince_ms`: who ended since may still come back. */
export async function sumsBy(database: Database, by: ReportBy, filter: ReportFilter, recentSince_ms: number): Promise<{ key: string; sums: Sums }[]> {
  const key = sql<string>`coalesce(${sql.ref(COLUMNS[by])}, '')`;
  const rows = await selectSums(database, filter, recentSince_ms).select(key.as('key')).groupBy(key).execute();
  return rows.map(({ key: name, ...sums }) => ({ key: name, sums: numbers(sums) }));
}

/** Sums over everything that the filter lets through. */
export async function sumsOf(database: Database, filter: ReportFilter, recentSince_ms: number): Promise<Sums> {
  return numbers(await selectSums(database, filter, recentSince_ms).executeTakeFirstOrThrow());
}

function selectSums(database: Database, filter: ReportFilter, recentSince_ms: number) {
  return database
    .selectFrom('tally')
    .leftJoin('rating', 'rating.conversation_id', 'tally.conversation_id')
    .where(passes(filter))
    .select([
      sql<number>`count(*)`.as('conversations'),
      sum(sql`handed_over`).as('handedOver'),
      sum(sql`served`).as('served'),
      sum(sql`case when intent is not null then 1 else 0 end`).as('resolvable'),
      sum(sql`case when intent is not null and returned_at is null then 1 else 0 end`).as('resolved'),
      sum(sql`case when intent is not null and closed_at > ${recentSince_ms} then 1 else 0 end`).as('recent'),
      sql<number>`count(wait_ms)`.as('waits'),
      sum(sql`wait_ms`).as('wait_ms'),
      sql<number>`count(first_reply_ms)`.as('firstReplies'),
      sum(sql`first_reply_ms`).as('firstReply_ms'),
      sum(sql`replies`).as('replies'),
      sum(sql`reply_ms`).as('reply_ms'),
      sum(sql`late_replies`).as('lateReplies'),
      sum(sql`handling_ms`).as('handling_ms'),
      sql<number>`count(first_kept)`.as('firstOwed'),
      sum(sql`first_kept`).as('firstKept'),
      sql<number>`count(rating.score)`.as('ratings'),
      sum(sql`case when rating.score >= 4 then 1 else 0 end`).as('satisfied'),
      sum(sql`rating.score`).as('scores'),
      sql<number>`count(rating.recommend)`.as('recommends'),
      sum(sql`case when rating.recommend >= 9 then 1 else 0 end`).as('promoters'),
      sum(sql`case when rating.recommend <= 6 then 1 else 0 end`).as('detractors'),
    ]);
}

/** The engines give sums of whole numbers in types of their own; as a double they are exact up to 2^53. */
function sum(expression: ReturnType<typeof sql>) {
  return sql<number>`cast(coalesce(sum(${expression}), 0) as double precision)`;
}

function passes({ from, to, intent, team, agent }: ReportFilter) {
  return (is: ExpressionBuilder<Schema, 'tally'>) => {
    const equal = (column: 'tally.intent' | 'tally.team_id' | 'tally.agent_id', value: string | undefined) =>
      value === undefined ? [] : [value === '' ? is(column, 'is', null) : is(column, '=', value)];
    return is.and([
      is('tally.day', '>=', from),
      is('tally.day', '<=', to),
      // Who opens the window and never writes has no conversation with us.
      is('tally.written', '=', 1),
      ...equal('tally.intent', intent),
      ...equal('tally.team_id', team),
      ...equal('tally.agent_id', agent),
    ]);
  };
}

/** Why conversations went to a person, the most frequent reason first. */
export async function countReasons(database: Database, filter: ReportFilter): Promise<{ reason: string; conversations: number }[]> {
  const rows = await database
    .selectFrom('tally')
    .select(['reason', sql<number>`count(*)`.as('conversations')])
    .where(passes(filter))
    .where('reason', 'is not', null)
    .groupBy('reason')
    .execute();
  return rows
    .map(({ reason, conversations }) => ({ reason: reason as string, conversations: Number(conversations) }))
    .sort((a, b) => b.conversations - a.conversations || (a.reason < b.reason ? -1 : 1));
}

/** The intents of tallied conversations in these days. */
export async function intentsIn(database: Database, { from, to }: ReportFilter): Promise<string[]> {
  const rows = await database.selectFrom('tally').select('intent').distinct().where(passes({ from, to })).where('intent', 'is not', null).execute();
  return rows.map(({ intent }) => intent as string);
}

/** Tickets with a due time that were done in `[from, to)`, and how many of them in time. */
export async function countDoneTickets(database: Database, from_ms: number, to_ms: number): Promise<{ done: number; inTime: number }> {
  const row = await database
    .selectFrom('ticket')
    .select([sql<number>`count(*)`.as('done'), sum(sql`case when done_at <= due_at then 1 else 0 end`).as('inTime')])
    .where('done_at', '>=', from_ms)
    .where('done_at', '<', to_ms)
    .where('due_at', 'is not', null)
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow();
  return { done: Number(row.done), inTime: Number(row.inTime) };
}

/** Forbidden phrases that were found in what agents wrote on these days, whatever became of them. */
export async function countForbidden(database: Database, from: string, to: string): Promise<number> {
  const row = await database
    .selectFrom('forbidden_use')
    .select(sql<number>`count(*)`.as('count'))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whether a message with a forbidden phrase was sent in a conversation that began on a day. */
export async function hasSentForbidden(database: Database, conversationId: string, sinceDay: string): Promise<boolean> {
  const row = await database
    .selectFrom('forbidden_use')
    .select('id')
    .where('day', '>=', sinceDay)
    .where('conversation_id', '=', conversationId)
    .where('outcome', '=', 'sent')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function numbers(sums: Record<keyof Sums, unknown>): Sums {
  return Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, Number(value)])) as Sums;
}
