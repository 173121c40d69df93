import type { Selectable } from 'kysely';
import { LIMITS } from '../base/limits.ts';
import { dialogStateSchema, handOverSchema, type DialogState, type HandOver } from '../contract/dialogState.ts';
import type { CloseReason, ConversationState } from '../contract/message.ts';
import { attentionOf } from './attention.ts';
import type { ConversationTable, Database } from './schema.ts';

/** Who the customer is, as far as the site's signature vouched for it. */
export type StoredCustomer = { externalId: string | null; name: string | null; kind: 'anonymous' | 'new' | 'returning' | 'vip'; driveLevel: string | null };

/** A look-up that a decision waits for; `id` tells its result from that of an earlier one. */
export type PendingLookUp = { id: string; orderNumber: string; askedAt_ms: number };

/** A conversation that is offered to an agent until an instant. */
export type OpenOffer = { agentId: string; until_ms: number };

/** Somebody declined an offer or did not answer in time. */
export type Pass = { agentId: string; at_ms: number };

export type Conversation = {
  id: string;
  tokenHash: string;
  state: ConversationState;
  seq: number;
  dialog: DialogState;
  customer: StoredCustomer;
  page: string | null;
  agentId: string | null;
  handOver: HandOver | null;
  priority: number;
  pending: PendingLookUp | null;
  openedAt_ms: number;
  updatedAt_ms: number;
  queuedAt_ms: number | null;
  acceptedAt_ms: number | null;
  closedAt_ms: number | null;
  /** When the customer's silence has to be answered to; `null` while our side owes the next word. */
  silenceDue_ms: number | null;
  closeReason: CloseReason | null;
  /** The conversation that this one goes on from. */
  previousId: string | null;
  /** While it waits: whom it is offered to now, who passed, and whom or which team a colleague wants to have it. */
  offer: OpenOffer | null;
  passes: Pass[];
  targetAgentId: string | null;
  teamId: string | null;
  /** Who served it last, also after it was given back. */
  lastAgentId: string | null;
  /** Until when a person should have answered; `null` while nobody waits for one. */
  replyDue_ms: number | null;
};

/** When somebody counts as having come to the queue: earlier by a head start for each point of priority, so that nobody is overtaken for ever. */
export function rankOf({ state, queuedAt_ms, priority }: Pick<Conversation, 'state' | 'queuedAt_ms' | 'priority'>): number | null {
  return state !== 'queued' || queuedAt_ms === null ? null : queuedAt_ms - priority * LIMITS.queueHeadStart_ms;
}

export async function insertConversation(database: Database, conversation: Conversation): Promise<void> {
  await database.insertInto('conversation').values(toRow(conversation)).execute();
}

/**
 * Reads a conversation and keeps it from every other transaction until this one ends. Written as an update that changes nothing,
 * because both engines lock the row for it, and only one of them knows `for update`.
 */
export async function lockConversation(database: Database, id: string): Promise<Conversation | undefined> {
  const row = await database
    .updateTable('conversation')
    .set((column) => ({ seq: column.ref('seq') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Those of these conversations that exist. */
export async function findConversations(database: Database, ids: readonly string[]): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  return (await database.selectFrom('conversation').selectAll().where('id', 'in', ids).execute()).map(fromRow);
}

export async function findConversation(database: Database, id: string): Promise<Conversation | undefined> {
  const row = await database.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Writes everything that may change after the conversation was opened. */
export async function saveConversation(database: Database, conversation: Conversation): Promise<void> {
  const { id, token_hash: _token, opened_at: _opened, previous_id: _previous, external_id: _external, ...changing } = toRow(conversation);
  await database.updateTable('conversation').set(changing).where('id', '=', id).execute();
}

/** Other conversations of the same customer, newest first: those with their id at the site, and those that this one goes on from. */
export async function listEarlier(database: Database, conversation: Pick<Conversation, 'id' | 'previousId' | 'customer'>, rowsMax: number): Promise<Conversation[]> {
  const rows = await database
    .withRecursive('chain(id, previous_id)', (query) =>
      query
        .selectFrom('conversation')
        .select(['id', 'previous_id'])
        .where('id', '=', conversation.id)
        .unionAll(query.selectFrom('conversation').innerJoin('chain', 'chain.previous_id', 'conversation.id').select(['conversation.id', 'conversation.previous_id'])),
    )
    .selectFrom('conversation')
    .selectAll('conversation')
    .where('conversation.id', '!=', conversation.id)
    .where((is) => {
      const inChain = is('conversation.id', 'in', is.selectFrom('chain').select('chain.id'));
      const { externalId } = conversation.customer;
      return externalId === null ? inChain : is.or([inChain, is('conversation.external_id', '=', externalId)]);
    })
    .orderBy('conversation.updated_at', 'desc')
    .limit(rowsMax)
    .execute();
  return rows.map(fromRow);
}

/** Conversations whose look-up was asked for before an instant and has not come back (a node died meanwhile). */
export async function listPending(database: Database, askedBefore_ms: number): Promise<{ id: string; pending: PendingLookUp }[]> {
  const rows = await database.selectFrom('conversation').select(['id', 'pending_json']).where('pending_json', 'is not', null).execute();
  return rows
    .map(({ id, pending_json }) => ({ id, pending: JSON.parse(pending_json as string) as PendingLookUp }))
    .filter(({ pending }) => pending.askedAt_ms < askedBefore_ms);
}

export type SilentConversation = { id: string; silenceDue_ms: number };

/** Whose silence has to be answered to by now, longest first; `after` the last one of the page before. */
export async function listSilent(
  database: Database,
  now_ms: number,
  after: SilentConversation | null,
  rowsMax: number,
): Promise<SilentConversation[]> {
  let query = database.selectFrom('conversation').select(['id', 'silence_due_at']).where('silence_due_at', 'is not', null).where('silence_due_at', '<=', now_ms);
  if (after !== null) {
    query = query.where((is) => is.or([is('silence_due_at', '>', after.silenceDue_ms), is.and([is('silence_due_at', '=', after.silenceDue_ms), is('id', '>', after.id)])]));
  }
  const rows = await query.orderBy('silence_due_at').orderBy('id').limit(rowsMax).execute();
  return rows.map(({ id, silence_due_at }) => ({ id, silenceDue_ms: silence_due_at as number }));
}

/** Whether a customer of the site has ever written to us. */
export async function hasWritten(database: Database, externalId: string): Promise<boolean> {
  const row = await database
    .selectFrom('conversation')
    .innerJoin('message', 'message.conversation_id', 'conversation.id')
    .select('conversation.id')
    .where('conversation.external_id', '=', externalId)
    .where('message.sender', '=', 'customer')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function toRow(conversation: Conversation): Omit<Selectable<ConversationTable>, 'erased_at'> {
  return {
    id: conversation.id,
    token_hash: conversation.tokenHash,
    state: conversation.state,
    seq: conversation.seq,
    dialog_json: JSON.stringify(conversation.dialog),
    customer_json: JSON.stringify(conversation.customer),
    page: conversation.page,
    agent_id: conversation.agentId,
    hand_over_json: conversation.handOver && JSON.stringify(conversation.handOver),
    skill: conversation.teamId ?? conversation.handOver?.skill ?? null,
    priority: conversation.priority,
    pending_json: conversation.pending && JSON.stringify(conversation.pending),
    opened_at: conversation.openedAt_ms,
    updated_at: conversation.updatedAt_ms,
    queued_at: conversation.queuedAt_ms,
    accepted_at: conversation.acceptedAt_ms,
    closed_at: conversation.closedAt_ms,
    silence_due_at: conversation.silenceDue_ms,
    close_reason: conversation.closeReason,
    previous_id: conversation.previousId,
    external_id: conversation.customer.externalId,
    ranked_at: rankOf(conversation),
    offered_to: conversation.offer?.agentId ?? null,
    offer_until: conversation.offer?.until_ms ?? null,
    passed_json: conversation.passes.length === 0 ? null : JSON.stringify(conversation.passes),
    target_agent_id: conversation.targetAgentId,
    team_id: conversation.teamId,
    last_agent_id: conversation.lastAgentId,
    reply_due_at: conversation.replyDue_ms,
    emotion: conversation.dialog.emotions.at(-1) ?? null,
    attention: attentionOf(conversation).join(' ') || null,
  };
}

export function fromRow(row: Selectable<ConversationTable>): Conversation {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    state: row.state,
    seq: row.seq,
    dialog: dialogStateSchema.parse(JSON.parse(row.dialog_json)),
    customer: JSON.parse(row.customer_json) as StoredCustomer,
    page: row.page,
    agentId: row.agent_id,
    handOver: row.hand_over_json === null ? null : handOverSchema.parse(JSON.parse(row.hand_over_json)),
    priority: row.priority,
    pending: row.pending_json === null ? null : (JSON.parse(row.pending_json) as PendingLookUp),
    openedAt_ms: row.opened_at,
    updatedAt_ms: row.updated_at,
    queuedAt_ms: row.queued_at,
    acceptedAt_ms: row.accepted_at,
    closedAt_ms: row.closed_at,
    silenceDue_ms: row.silence_due_at,
    closeReason: row.close_reason,
    previousId: row.previous_id,
    offer: row.offered_to === null || row.offer_until === null ? null : { agentId: row.offered_to, until_ms: row.offer_until },
    passes: row.passed_json === null ? [] : (JSON.parse(row.passed_json) as Pass[]),
    targetAgentId: row.target_agent_id,
    teamId: row.team_id,
    lastAgentId: row.last_agent_id,
    replyDue_ms: row.reply_due_at,
  };
}
