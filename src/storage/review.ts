import type { Selectable } from 'kysely';
import type { ReviewReason, ReviewState, Scores } from '../contract/desk/quality.ts';
import type { Database, ReviewTable } from './schema.ts';

/** What supervisors think of a conversation that an agent served. Instants are ms since the epoch. */
export type StoredReview = {
  conversationId: string;
  agentId: string;
  state: ReviewState;
  rev: number;
  pickedAt_ms: number;
  total: number | null;
  scores: Scores | null;
  comment: string | null;
  scoredBy: string | null;
  scoredAt_ms: number | null;
  answer: string | null;
  reply: string | null;
  answeredAt_ms: number | null;
  settledAt_ms: number | null;
};

/** Which reviews: in a state, of an agent, picked before an instant; `told`: only those that the agent may know of. */
export type ReviewFilter = { state?: ReviewState | undefined; agentId?: string | undefined; before_ms?: number | undefined; told?: boolean };

/** Opens a review of a conversation; one that is there stays as it is. */
export async function insertReview(database: Database, { conversationId, agentId, now_ms }: { conversationId: string; agentId: string; now_ms: number }): Promise<void> {
  await database
    .insertInto('review')
    .values({
      conversation_id: conversationId, agent_id: agentId, state: 'open', rev: 1, picked_at: now_ms, total: null, scores_json: null, comment: null,
      scored_by: null, scored_at: null, answer: null, reply: null, answered_at: null, settled_at: null,
    })
    .onConflict((conflict) => conflict.column('conversation_id').doNothing())
    .execute();
}

export async function insertReviewReasons(database: Database, conversationId: string, reasons: readonly ReviewReason[]): Promise<void> {
  if (reasons.length === 0) return;
  await database
    .insertInto('review_reason')
    .values(reasons.map((reason) => ({ conversation_id: conversationId, reason })))
    .onConflict((conflict) => conflict.columns(['conversation_id', 'reason']).doNothing())
    .execute();
}

export async function findReview(database: Database, conversationId: string): Promise<StoredReview | undefined> {
  const row = await database.selectFrom('review').selectAll().where('conversation_id', '=', conversationId).executeTakeFirst();
  return row && fromRow(row);
}

/** Writes a review that was read as `rev`. @returns whether it still was; otherwise nothing is changed. */
export async function replaceReview(database: Database, review: StoredReview, rev: number): Promise<boolean> {
  const { conversationId, state, total, scores, comment, scoredBy, scoredAt_ms, answer, reply, answeredAt_ms, settledAt_ms } = review;
  const result = await database
    .updateTable('review')
    .set({
      state, total, scores_json: scores === null ? null : JSON.stringify(scores), comment, scored_by: scoredBy, scored_at: scoredAt_ms, answer, reply,
      answered_at: answeredAt_ms, settled_at: settledAt_ms, rev: rev + 1,
    })
    .where('conversation_id', '=', conversationId)
    .where('rev', '=', rev)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The last picked first. */
export async function listReviews(database: Database, { state, agentId, before_ms, told = false }: ReviewFilter, rowsMax: number): Promise<StoredReview[]> {
  let query = database.selectFrom('review').selectAll();
  if (state !== undefined) query = query.where('state', '=', state);
  if (agentId !== undefined) query = query.where('agent_id', '=', agentId);
  if (before_ms !== undefined) query = query.where('picked_at', '<', before_ms);
  if (told) query = query.where('state', '!=', 'open');
  return (await query.orderBy('picked_at', 'desc').orderBy('conversation_id').limit(rowsMax).execute()).map(fromRow);
}

export async function countReviews(database: Database, { agentId, told = false }: Pick<ReviewFilter, 'agentId' | 'told'>): Promise<Record<ReviewState, number>> {
  let query = database.selectFrom('review').select(({ fn }) => ['state', fn.countAll<number>().as('count')]);
  if (agentId !== undefined) query = query.where('agent_id', '=', agentId);
  if (told) query = query.where('state', '!=', 'open');
  const counts: Record<ReviewState, number> = { open: 0, scored: 0, agreed: 0, appealed: 0, settled: 0 };
  for (const { state, count } of await query.groupBy('state').execute()) counts[state] = Number(count);
  return counts;
}

/** Why each of these conversations was picked. */
export async function reviewReasons(database: Database, conversationIds: string[]): Promise<Map<string, ReviewReason[]>> {
  const reasons = new Map<string, ReviewReason[]>();
  if (conversationIds.length === 0) return reasons;
  const rows = await database.selectFrom('review_reason').selectAll().where('conversation_id', 'in', conversationIds).orderBy('reason').execute();
  for (const { conversation_id, reason } of rows) reasons.set(conversation_id, [...(reasons.get(conversation_id) ?? []), reason]);
  return reasons;
}

function fromRow(row: Selectable<ReviewTable>): StoredReview {
  return {
    conversationId: row.conversation_id,
    agentId: row.agent_id,
    state: row.state,
    rev: row.rev,
    pickedAt_ms: row.picked_at,
    total: row.total,
    scores: row.scores_json === null ? null : (JSON.parse(row.scores_json) as Scores),
    comment: row.comment,
    scoredBy: row.scored_by,
    scoredAt_ms: row.scored_at,
    answer: row.answer,
    reply: row.reply,
    answeredAt_ms: row.answered_at,
    settledAt_ms: row.settled_at,
  };
}
