import { hashSecret } from '../base/ids.ts';
import { INITIAL_DIALOG_STATE } from '../contract/dialogState.ts';
import type { ConversationKey } from '../contract/visitor.ts';
import { hasWritten, insertConversation, type Conversation, type StoredCustomer } from '../storage/conversation.ts';
import type { Database } from '../storage/schema.ts';
import { draftOf } from './append.ts';
import { saveDraft, wake } from './change.ts';
import { goOnFrom } from './goOn.ts';
import { conversationData, tellWebhooks } from './notify/happening.ts';
import { noteOrigin } from './origin.ts';
import { react } from './react.ts';
import type { Runtime } from './runtime.ts';

export const ANONYMOUS: StoredCustomer = { externalId: null, name: null, kind: 'anonymous', driveLevel: null };

/**
 * Opens a conversation; the bot greets. With `previous` it goes on from there where that is possible, see {@link goOnFrom}.
 * `address`: from where; it is not kept, see {@link noteOrigin}.
 * @returns its id and the secret that opens it to its customer, which is stored nowhere.
 */
export async function openConversation(runtime: Runtime, customer: StoredCustomer, page: string | null, previous: ConversationKey | null = null, address: string | null = null): Promise<ConversationKey> {
  const token = runtime.ids.secret();
  const id = runtime.ids.id();
  const now_ms = runtime.clock.now_ms();
  const release = runtime.serving.current();
  const opened = await runtime.storage.transaction(async (database) => {
    const before = previous === null ? null : await goOnFrom(runtime, database, previous, customer, now_ms);
    const conversation: Conversation = {
      id,
      tokenHash: hashSecret(token),
      state: 'bot',
      seq: 0,
      dialog: before?.dialog ?? INITIAL_DIALOG_STATE,
      customer: { ...customer, name: customer.name ?? before?.name ?? null, kind: await kindOf(database, customer, before?.hasWritten ?? false) },
      page,
      agentId: null,
      handOver: null,
      priority: 0,
      pending: null,
      openedAt_ms: now_ms,
      updatedAt_ms: now_ms,
      queuedAt_ms: null,
      acceptedAt_ms: null,
      closedAt_ms: null,
      silenceDue_ms: null,
      closeReason: null,
      previousId: before?.id ?? null,
      offer: null,
      passes: [],
      targetAgentId: null,
      teamId: null,
      lastAgentId: before?.lastAgentId ?? null,
      replyDue_ms: null,
    };
    await insertConversation(database, conversation);
    if (address !== null) await noteOrigin(runtime, database, id, address, now_ms);
    await tellWebhooks(runtime, database, { event: 'conversation.opened', subject: id, data: conversationData(conversation), now_ms });
    const draft = draftOf(conversation);
    draft.isListedAnew = true;
    await react(runtime, draft, database, { type: 'opened' }, release, now_ms);
    await saveDraft(runtime, database, draft);
    return { draft, ended: before?.ended ?? null };
  });
  if (opened.ended !== null) wake(runtime, opened.ended.draft, opened.ended.stateBefore);
  wake(runtime, opened.draft, 'bot');
  return { conversationId: id, token };
}

/** Whoever has written to us before is not new any more. */
async function kindOf(database: Database, { externalId, kind }: StoredCustomer, hasWrittenBefore: boolean): Promise<StoredCustomer['kind']> {
  if (kind !== 'anonymous' && kind !== 'new') return kind;
  return hasWrittenBefore || (externalId !== null && (await hasWritten(database, externalId))) ? 'returning' : kind;
}
