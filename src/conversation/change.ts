import { JiedaError } from '../base/errors.ts';
import { lockConversation, saveConversation } from '../storage/conversation.ts';
import { insertMessages } from '../storage/message.ts';
import type { Database } from '../storage/schema.ts';
import type { Draft } from './append.ts';
import type { Runtime } from './runtime.ts';

/**
 * Changes one conversation in one transaction: locks it, lets `work` draft, writes the draft. Once that is committed, whoever watches is
 * woken. `work` must await nothing but queries on the connection it is given.
 * @throws JiedaError `conversation.not_found`, and whatever `work` throws; then nothing has changed.
 */
export async function changeConversation<Result>(
  runtime: Runtime,
  id: string,
  work: (draft: Draft, database: Database) => Promise<Result> | Result,
): Promise<{ result: Result; draft: Draft }> {
  const changed = await runtime.storage.transaction(async (database) => {
    const conversation = await lockConversation(database, id);
    if (conversation === undefined) throw new JiedaError('conversation.not_found');
    const stateBefore = conversation.state;
    const draft: Draft = { conversation, added: [] };
    const result = await work(draft, database);
    await insertMessages(database, draft.added);
    await saveConversation(database, draft.conversation);
    return { result, draft, stateBefore };
  });
  wake(runtime, changed.draft, changed.stateBefore);
  return { result: changed.result, draft: changed.draft };
}

function wake(runtime: Runtime, { conversation, added }: Draft, stateBefore: string): void {
  if (added.length > 0 || conversation.state !== stateBefore) runtime.events.publish({ type: 'conversation', id: conversation.id, seq: conversation.seq });
  if (conversation.state !== stateBefore && [conversation.state, stateBefore].includes('queued')) runtime.events.publish({ type: 'queue' });
}
