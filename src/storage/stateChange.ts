import type { Selectable } from 'kysely';
import type { ConversationState } from '../contract/message.ts';
import type { Database, StateChangeTable } from './schema.ts';

/** A conversation went from one state to another, or from one agent to the next. `seq`: its last message then; `reason`, `intent`: of the hand-over. */
export type StateChange = {
  conversationId: string;
  seq: number;
  at_ms: number;
  from: ConversationState;
  to: ConversationState;
  agentId: string | null;
  teamId: string | null;
  reason: string | null;
  intent: string | null;
};

export async function insertStateChange(database: Database, change: StateChange): Promise<void> {
  const { conversationId, seq, at_ms, from, to, agentId, teamId, reason, intent } = change;
  await database
    .insertInto('state_change')
    .values({ conversation_id: conversationId, seq, at: at_ms, from_state: from, to_state: to, agent_id: agentId, team_id: teamId, reason, intent })
    .execute();
}

/** Everything that happened to a conversation, in its order. */
export async function listStateChanges(database: Database, conversationId: string): Promise<StateChange[]> {
  const rows = await database.selectFrom('state_change').selectAll().where('conversation_id', '=', conversationId).orderBy('seq').orderBy('at').execute();
  return rows.map(fromRow);
}

function fromRow(row: Selectable<StateChangeTable>): StateChange {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    at_ms: row.at,
    from: row.from_state,
    to: row.to_state,
    agentId: row.agent_id,
    teamId: row.team_id,
    reason: row.reason,
    intent: row.intent,
  };
}
