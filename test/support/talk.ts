import { ANONYMOUS, openConversation } from '../../src/conversation/open.ts';
import { messagesForCustomer } from '../../src/conversation/read.ts';
import type { Runtime } from '../../src/conversation/runtime.ts';
import { takeTurn, understandInbound, type Outcome } from '../../src/conversation/turn.ts';
import type { ConversationKey } from '../../src/contract/visitor.ts';
import { findConversation, type Conversation, type StoredCustomer } from '../../src/storage/conversation.ts';

let sent = 0;

/** A customer at a runtime: what they do and see. */
export type Talker = {
  key: ConversationKey;
  say(text: string): Promise<Outcome>;
  /** Everything that was said so far: `bot: 您好`. */
  lines(): Promise<string[]>;
  conversation(): Promise<Conversation>;
  /** The same customer, served by another runtime. */
  at(runtime: Runtime): Talker;
};

export async function talker(runtime: Runtime, customer: StoredCustomer = ANONYMOUS, previous: ConversationKey | null = null): Promise<Talker> {
  return talkerOf(runtime, await openConversation(runtime, customer, null, previous));
}

function talkerOf(runtime: Runtime, key: ConversationKey): Talker {
  const id = key.conversationId;
  return {
    key,
    say: (text) => takeTurn(runtime, { conversationId: id, clientId: `sent-${(sent += 1)}`, text }, understandInbound(runtime, text)),
    lines: async () => (await messagesForCustomer(runtime, id, 0)).map(({ from, text }) => `${from}: ${text}`),
    async conversation() {
      const found = await findConversation(runtime.storage.read, id);
      if (found === undefined) throw new Error(`no conversation ${id}`);
      return found;
    },
    at: (other) => talkerOf(other, key),
  };
}
