import type { Database } from '../storage/schema.ts';
import { insertStateChange } from '../storage/stateChange.ts';
import type { Draft } from './append.ts';

/** Records that a draft takes its conversation to another state or another agent, in the transaction that saves it; reports reckon from these. */
export async function noteStateChange(database: Database, { conversation, stateBefore, agentBefore }: Draft, now_ms: number): Promise<void> {
  const { id, seq, state, agentId, handOver, teamId } = conversation;
  const servedBy = state === 'agent' ? agentId : null;
  if (state === stateBefore && (state !== 'agent' || servedBy === agentBefore)) return;
  await insertStateChange(database, {
    conversationId: id,
    seq,
    at_ms: now_ms,
    from: stateBefore,
    to: state,
    agentId: servedBy,
    teamId: teamId ?? handOver?.skill ?? null,
    reason: handOver?.reason ?? null,
    intent: handOver?.intent ?? null,
  });
}
