import type { ConversationState } from '../contract/message.ts';
import type { StoredCustomer } from './conversation.ts';
import type { Database } from './schema.ts';

/** How many wait for each team, and since when the longest does. */
export async function countWaiting(database: Database): Promise<{ team: string; waiting: number; since_ms: number | null }[]> {
  const rows = await database
    .selectFrom('conversation')
    .select(({ fn }) => ['skill', fn.countAll<number>().as('waiting'), fn.min('queued_at').as('since')])
    .where('state', '=', 'queued')
    .groupBy('skill')
    .execute();
  return rows.map(({ skill, waiting, since }) => ({ team: skill ?? 'common', waiting: Number(waiting), since_ms: since === null ? null : Number(since) }));
}

/** Conversations that run, by who serves them and how their customer feels. */
export async function countMoods(database: Database): Promise<{ state: ConversationState; emotion: 'calm' | 'upset' | 'angry'; count: number }[]> {
  const rows = await database
    .selectFrom('conversation')
    .select(({ fn }) => ['state', 'emotion', fn.countAll<number>().as('count')])
    .where('state', 'in', ['bot', 'queued', 'agent'])
    .groupBy(['state', 'emotion'])
    .execute();
  return rows.map(({ state, emotion, count }) => ({ state, emotion: emotion ?? 'calm', count: Number(count) }));
}

export type DueReply = { id: string; customer: StoredCustomer; agentId: string | null; due_ms: number };

/** Conversations in which a person has to answer before an instant, the most urgent first, and how many there are. */
export async function listRepliesDue(database: Database, before_ms: number, rowsMax: number): Promise<{ replies: DueReply[]; total: number }> {
  const due = database.selectFrom('conversation').where('state', 'in', ['queued', 'agent']).where('reply_due_at', '<=', before_ms);
  const rows = await due.select(['id', 'customer_json', 'agent_id', 'reply_due_at']).orderBy('reply_due_at').orderBy('id').limit(rowsMax).execute();
  const { total } = await due.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return {
    replies: rows.map(({ id, customer_json, agent_id, reply_due_at }) => ({ id, customer: JSON.parse(customer_json) as StoredCustomer, agentId: agent_id, due_ms: reply_due_at as number })),
    total: Number(total),
  };
}

/** Tickets that are due before an instant and not done, the most urgent first, and how many there are. */
export async function listTicketsDue(database: Database, before_ms: number, rowsMax: number): Promise<{ tickets: { number: string; customerName: string | null; assigneeId: string | null; due_ms: number }[]; total: number }> {
  const due = database.selectFrom('ticket').where('state', 'in', ['open', 'working']).where('due_at', '<=', before_ms).where('merged_into', 'is', null);
  const rows = await due.select(['number', 'customer_name', 'assignee_id', 'due_at']).orderBy('due_at').orderBy('number').limit(rowsMax).execute();
  const { total } = await due.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { tickets: rows.map(({ number, customer_name, assignee_id, due_at }) => ({ number, customerName: customer_name, assigneeId: assignee_id, due_ms: due_at as number })), total: Number(total) };
}

/** How many customers began to write since an instant. */
export async function countBegun(database: Database, since_ms: number): Promise<number> {
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('opened_at', '>=', since_ms)
    .where('emotion', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
