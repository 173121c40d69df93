import { rankOf, type Conversation } from './conversation.ts';
import type { Database } from './schema.ts';

/** How many are served before this one that waits. */
export async function countAhead(database: Database, conversation: Conversation): Promise<number> {
  const rank = rankOf(conversation) ?? 0;
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'queued')
    .where((is) => is.or([is('ranked_at', '<', rank), is.and([is('ranked_at', '=', rank), is('id', '<', conversation.id)])]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How many customers agents took from the queue since an instant, and how many agents did, by the team that they waited for. */
export async function pacesOfTeams(database: Database, since_ms: number): Promise<Map<string, { accepted: number; agents: number }>> {
  const rows = await database
    .selectFrom('conversation')
    .innerJoin('state_change', 'state_change.conversation_id', 'conversation.id')
    .select(({ fn }) => ['state_change.team_id as team', fn.countAll<number>().as('accepted'), fn.count<number>('state_change.agent_id').distinct().as('agents')])
    .where('conversation.accepted_at', '>=', since_ms)
    .where('state_change.at', '>=', since_ms)
    .where('state_change.from_state', '=', 'queued')
    .where('state_change.to_state', '=', 'agent')
    .groupBy('state_change.team_id')
    .execute();
  return new Map(rows.map(({ team, accepted, agents }) => [team ?? 'common', { accepted: Number(accepted), agents: Number(agents) }]));
}
