import { sql, type Selectable } from 'kysely';
import type { Database, TallyTable } from './schema.ts';

/** What reports count of a conversation that has ended; each field is explained at its column. */
export type Tally = {
  conversationId: string;
  day: string;
  customerKey: string;
  emotion: 'calm' | 'upset' | 'angry';
  intent: string | null;
  teamId: string | null;
  agentId: string | null;
  reason: string | null;
  closeReason: TallyTable['close_reason'];
  openedAt_ms: number;
  closedAt_ms: number;
  written: boolean;
  handedOver: boolean;
  served: boolean;
  replies: number;
  lateReplies: number;
  reply_ms: number;
  handling_ms: number;
  longestSilence_ms: number;
  wait_ms: number | null;
  firstReply_ms: number | null;
  firstKept: boolean | null;
};

export type EndedConversation = { id: string; closedAt_ms: number };

/**
 * Conversations that have ended and are not tallied, in the order in which they ended; `after` the last one of the page before. Looks no
 * further back than `overlap_ms` before the last one that is tallied: by then every transaction that could have ended one has.
 */
export async function listUntallied(database: Database, after: EndedConversation | null, overlap_ms: number, rowsMax: number): Promise<EndedConversation[]> {
  let query = database
    .selectFrom('conversation')
    .leftJoin('tally', 'tally.conversation_id', 'conversation.id')
    .select(['conversation.id', 'conversation.closed_at'])
    .where('conversation.state', '=', 'closed')
    .where('tally.conversation_id', 'is', null);
  if (after === null) {
    const { last } = await database.selectFrom('tally').select(({ fn }) => fn.max('closed_at').as('last')).executeTakeFirstOrThrow();
    query = query.where('conversation.closed_at', '>=', Number(last ?? 0) - overlap_ms);
  } else {
    query = query.where((is) =>
      is.or([is('conversation.closed_at', '>', after.closedAt_ms), is.and([is('conversation.closed_at', '=', after.closedAt_ms), is('conversation.id', '>', after.id)])]),
    );
  }
  const rows = await query.orderBy('conversation.closed_at').orderBy('conversation.id').limit(rowsMax).execute();
  return rows.map(({ id, closed_at }) => ({ id, closedAt_ms: closed_at as number }));
}

/** Writes a tally, unless somebody else has. @returns whether it was written now. */
export async function insertTally(database: Database, tally: Tally): Promise<boolean> {
  const result = await database
    .insertInto('tally')
    .values(toRow(tally))
    .onConflict((conflict) => conflict.column('conversation_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The key of the customer of a tallied conversation. */
export async function customerKeyOf(database: Database, conversationId: string): Promise<string | undefined> {
  return (await database.selectFrom('tally').select('customer_key').where('conversation_id', '=', conversationId).executeTakeFirst())?.customer_key;
}

/**
 * Notes which conversations were returns: of the same customer with the same intent, begun within `within_ms` of the end of the one before.
 * Whichever of the two is tallied first.
 * @returns those before this one that its customer has come back from.
 */
export async function markReturns(database: Database, tally: Pick<Tally, 'conversationId' | 'customerKey' | 'intent' | 'openedAt_ms' | 'closedAt_ms' | 'written'>, within_ms: number): Promise<{ conversationId: string; agentId: string | null }[]> {
  const { conversationId, customerKey, intent, openedAt_ms, closedAt_ms, written } = tally;
  if (intent === null || !written) return [];
  const before = await database
    .updateTable('tally')
    .set({ returned_at: openedAt_ms })
    .where('customer_key', '=', customerKey)
    .where('intent', '=', intent)
    .where('conversation_id', '!=', conversationId)
    .where('written', '=', 1)
    .where('opened_at', '<=', openedAt_ms)
    .where('closed_at', '<=', openedAt_ms)
    .where('closed_at', '>', openedAt_ms - within_ms)
    .where((is) => is.or([is('returned_at', 'is', null), is('returned_at', '>', openedAt_ms)]))
    .returning(['conversation_id', 'agent_id'])
    .execute();
  const next = await database
    .selectFrom('tally')
    .select(({ fn }) => fn.min('opened_at').as('at'))
    .where('customer_key', '=', customerKey)
    .where('intent', '=', intent)
    .where('conversation_id', '!=', conversationId)
    .where('written', '=', 1)
    .where('opened_at', '>=', closedAt_ms)
    .where('opened_at', '<', closedAt_ms + within_ms)
    .executeTakeFirstOrThrow();
  if (next.at !== null) await database.updateTable('tally').set({ returned_at: Number(next.at) }).where('conversation_id', '=', conversationId).execute();
  return before.map(({ conversation_id, agent_id }) => ({ conversationId: conversation_id, agentId: agent_id }));
}

/** Conversations that people served and whose rating is at most `scoreMax`, given since an instant. */
export async function listLowRated(database: Database, scoreMax: number, since_ms: number): Promise<{ conversationId: string; agentId: string }[]> {
  const rows = await database
    .selectFrom('rating')
    .innerJoin('tally', 'tally.conversation_id', 'rating.conversation_id')
    .select(['tally.conversation_id', 'tally.agent_id'])
    .where('rating.at', '>=', since_ms)
    .where('rating.score', '<=', scoreMax)
    .where('tally.served', '=', 1)
    .where('tally.agent_id', 'is not', null)
    .where((is) =>
      is.not(
        is.exists(
          is.selectFrom('review_reason').select(sql<number>`1`.as('one')).whereRef('review_reason.conversation_id', '=', 'tally.conversation_id').where('review_reason.reason', '=', 'low_rating'),
        ),
      ),
    )
    .limit(100)
    .execute();
  return rows.map(({ conversation_id, agent_id }) => ({ conversationId: conversation_id, agentId: agent_id as string }));
}

function toRow(tally: Tally): Selectable<TallyTable> {
  return {
    conversation_id: tally.conversationId,
    day: tally.day,
    customer_key: tally.customerKey,
    emotion: tally.emotion,
    intent: tally.intent,
    team_id: tally.teamId,
    agent_id: tally.agentId,
    reason: tally.reason,
    close_reason: tally.closeReason,
    opened_at: tally.openedAt_ms,
    closed_at: tally.closedAt_ms,
    written: Number(tally.written),
    handed_over: Number(tally.handedOver),
    served: Number(tally.served),
    replies: tally.replies,
    late_replies: tally.lateReplies,
    reply_ms: tally.reply_ms,
    handling_ms: tally.handling_ms,
    longest_silence_ms: tally.longestSilence_ms,
    wait_ms: tally.wait_ms,
    first_reply_ms: tally.firstReply_ms,
    returned_at: null,
    first_kept: tally.firstKept === null ? null : Number(tally.firstKept),
    questions: null,
  };
}
