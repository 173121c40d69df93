import { sql, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { ConversationState } from '../contract/message.ts';
import { fromRow, rankOf, type Conversation } from './conversation.ts';
import { narrows, passes, type ConversationFilter } from './conversationFilter.ts';
import type { Database, Schema } from './schema.ts';

/** Which conversations a list holds. `attention`: only what a person should look into, worst mood first. */
export type ConversationList = { state: ConversationState; agentId?: string; attention?: boolean; passing?: ConversationFilter };

/** Where a conversation stands in its list: by mood (where that counts), by its rank in the queue or its last activity, by its id among equals. */
export type ListPosition = { mood: number; key: number; id: string };

/** How much a mood calls for a person. The index of migration 017 is made of exactly this expression. */
const MOOD = sql<number>`case emotion when 'angry' then 2 when 'upset' then 1 else 0 end`;
const MOODS = { calm: 0, upset: 1, angry: 2 };

/** One page of a list, behind `after`: newest activity first; the queue in the order in which it is served. */
export async function listConversations(database: Database, list: ConversationList, rowsMax: number, after: ListPosition | null = null): Promise<Conversation[]> {
  let query = database.selectFrom('conversation').selectAll().where(belongsTo(list)).limit(rowsMax);
  if (after !== null) query = query.where(standsBehind(list, after));
  if (list.attention === true) query = query.orderBy(MOOD, 'desc');
  query = list.state === 'queued' ? query.orderBy('ranked_at', 'asc') : query.orderBy('updated_at', 'desc');
  return (await query.orderBy('id', 'asc').execute()).map(fromRow);
}

/** How many conversations a list holds. */
export async function countListed(database: Database, list: ConversationList): Promise<number> {
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(belongsTo(list))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Behind which the next page begins. */
export function positionOf(list: ConversationList, conversation: Conversation): ListPosition {
  const { id, queuedAt_ms, priority, state, updatedAt_ms, dialog } = conversation;
  const key = list.state === 'queued' ? (rankOf({ state, queuedAt_ms, priority }) ?? 0) : updatedAt_ms;
  return { mood: list.attention === true ? MOODS[dialog.emotions.at(-1) ?? 'calm'] : 0, key, id };
}

function belongsTo({ state, agentId, attention, passing }: ConversationList) {
  return (is: ExpressionBuilder<Schema, 'conversation'>) => {
    // Of an erased one there is nothing to show.
    const conditions = [is('state', '=', state), is('erased_at', 'is', null)];
    if (attention === true) conditions.push(is('attention', 'is not', null));
    if (agentId !== undefined) {
      // Served by this person, or with them as an invited colleague.
      conditions.push(is.or([is('agent_id', '=', agentId), is('id', 'in', is.selectFrom('participant').select('conversation_id').where('person_id', '=', agentId))]));
    }
    return passing !== undefined && narrows(passing) ? is.and([...conditions, passes(passing)(is)]) : is.and(conditions);
  };
}

function standsBehind({ state, attention }: ConversationList, { mood, key, id }: ListPosition) {
  return (is: ExpressionBuilder<Schema, 'conversation'>) => {
    const column = state === 'queued' ? 'ranked_at' : 'updated_at';
    const later = is.or([is(column, state === 'queued' ? '>' : '<', key), is.and([is(column, '=', key), is('id', '>', id)])]);
    if (attention !== true) return later;
    return is.or([sql<SqlBool>`${MOOD} < ${mood}`, is.and([sql<SqlBool>`${MOOD} = ${mood}`, later])]);
  };
}

/** How many conversations stand in the lists that everybody sees. */
export type SharedCounts = { queued: number; served: number; attention: number; bot: number; closed: number };

export async function countShared(database: Database): Promise<SharedCounts> {
  const states = await database
    .selectFrom('conversation')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const of = (wanted: ConversationState) => Number(states.find(({ state }) => state === wanted)?.count ?? 0);
  const { count } = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('attention', 'is not', null)
    .executeTakeFirstOrThrow();
  return { queued: of('queued'), served: of('agent'), bot: of('bot'), closed: of('closed'), attention: Number(count) };
}
