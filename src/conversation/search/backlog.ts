import { LIMITS } from '../../base/limits.ts';
import { findConversation } from '../../storage/conversation.ts';
import { findMessage } from '../../storage/message.ts';
import { hasBacklog, takeBacklog } from '../../storage/search.ts';
import type { Runtime } from '../runtime.ts';
import { indexMessages } from './write.ts';

/** Indexes what was written before there was an index, oldest first, a batch a transaction. Several nodes may do it at once; each message is taken by one. */
export async function indexBacklog(runtime: Runtime): Promise<void> {
  while (await hasBacklog(runtime.storage.read)) {
    await runtime.storage.transaction(async (database) => {
      for (const { conversationId, seq } of await takeBacklog(database, LIMITS.indexBatch)) {
        const message = await findMessage(database, conversationId, seq);
        if (message === undefined || message.recalled) continue;
        const conversation = await findConversation(database, conversationId);
        await indexMessages(database, runtime.storage.engine, [message], conversation?.customer.name ?? null);
      }
    });
  }
}
