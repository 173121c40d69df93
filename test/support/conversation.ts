import { INITIAL_DIALOG_STATE } from '../../src/contract/dialogState.ts';
import { ANONYMOUS } from '../../src/conversation/open.ts';
import type { Conversation } from '../../src/storage/conversation.ts';
import type { StoredMessage } from '../../src/storage/message.ts';

/** A conversation as it is when it opens, with what a test cares about changed. */
export function aConversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    tokenHash: 'hash',
    state: 'bot',
    seq: 0,
    dialog: INITIAL_DIALOG_STATE,
    customer: ANONYMOUS,
    page: null,
    agentId: null,
    handOver: null,
    priority: 0,
    pending: null,
    openedAt_ms: 1_000,
    updatedAt_ms: 1_000,
    queuedAt_ms: null,
    acceptedAt_ms: null,
    closedAt_ms: null,
    silenceDue_ms: null,
    closeReason: null,
    previousId: null,
    offer: null,
    passes: [],
    targetAgentId: null,
    teamId: null,
    lastAgentId: null,
    replyDue_ms: null,
    ...changes,
  };
}

export function aMessage(changes: Partial<StoredMessage> = {}): StoredMessage {
  return {
    conversationId: 'c1',
    seq: 1,
    sender: 'customer',
    kind: 'text',
    text: '你好',
    clientId: null,
    digest: null,
    options: null,
    card: null,
    agentId: null,
    meaning: null,
    explanation: null,
    at_ms: 1_000,
    visibility: 'all',
    file: null,
    recalled: false,
    recalls: null,
    ...changes,
  };
}
