import { hashSecret } from '../base/ids.ts';
import { INITIAL_DIALOG_STATE } from '../contract/dialogState.ts';
import { insertConversation, saveConversation, type Conversation, type StoredCustomer } from '../storage/conversation.ts';
import { insertMessages } from '../storage/message.ts';
import type { Draft } from './append.ts';
import { react } from './react.ts';
import type { Runtime } from './runtime.ts';

export const ANONYMOUS: StoredCustomer = { externalId: null, name: null, kind: 'anonymous', driveLevel: null };

/** Opens a conversation; the bot greets. @returns its id and the secret that opens it to its customer, which is stored nowhere. */
export async function openConversation(runtime: Runtime, customer: StoredCustomer, page: string | null): Promise<{ conversationId: string; token: string }> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const conversation: Conversation = {
    id: runtime.ids.id(),
    tokenHash: hashSecret(token),
    state: 'bot',
    seq: 0,
    dialog: INITIAL_DIALOG_STATE,
    customer,
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
  };
  const release = runtime.serving.current();
  await runtime.storage.transaction(async (database) => {
    await insertConversation(database, conversation);
    const draft: Draft = { conversation, added: [] };
    react(runtime, draft, { type: 'opened' }, release, now_ms);
    await insertMessages(database, draft.added);
    await saveConversation(database, conversation);
  });
  runtime.events.publish({ type: 'conversation', id: conversation.id, seq: conversation.seq });
  return { conversationId: conversation.id, token };
}
