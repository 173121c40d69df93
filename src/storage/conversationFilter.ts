import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Emotion } from '../contract/meaning.ts';
import type { Schema } from './schema.ts';

/** Which conversations count. `agentId`: who served it last. Times are of the opening, ms since the epoch, `[from, to)`. */
export type ConversationFilter = {
  team?: string | undefined;
  emotion?: Emotion | undefined;
  tag?: string | undefined;
  agentId?: string | undefined;
  from_ms?: number | undefined;
  to_ms?: number | undefined;
};

/** Whether a filter leaves anything out. */
export function narrows(filter: ConversationFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** The condition of a filter on the conversations of a query. */
export function passes({ team, emotion, tag, agentId, from_ms, to_ms }: ConversationFilter) {
  return (is: ExpressionBuilder<Schema, 'conversation'>): Expression<SqlBool> => {
    const conditions: Expression<SqlBool>[] = [];
    if (team !== undefined) conditions.push(is('conversation.skill', '=', team));
    if (emotion === 'calm') conditions.push(is.or([is('conversation.emotion', '=', emotion), is('conversation.emotion', 'is', null)]));
    else if (emotion !== undefined) conditions.push(is('conversation.emotion', '=', emotion));
    if (agentId !== undefined) conditions.push(is('conversation.last_agent_id', '=', agentId));
    if (from_ms !== undefined) conditions.push(is('conversation.opened_at', '>=', from_ms));
    if (to_ms !== undefined) conditions.push(is('conversation.opened_at', '<', to_ms));
    if (tag !== undefined) {
      conditions.push(is.exists(is.selectFrom('conversation_tag').select('tag_id').whereRef('conversation_tag.conversation_id', '=', 'conversation.id').where('tag_id', '=', tag)));
    }
    return is.and(conditions);
  };
}
