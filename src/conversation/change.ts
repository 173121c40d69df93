import { JiedaError } from '../base/errors.ts';
import { lockConversation, saveConversation } from '../storage/conversation.ts';
import { insertMessages } from '../storage/message.ts';
import type { Database } from '../storage/schema.ts';
import { draftOf, type Draft } from './append.ts';
import { noteStateChange } from './history.ts';
import type { Runtime } from './runtime.ts';
import { silenceDue } from './silence/due.ts';
import { writeNotes, writeTickets } from './ticket/write.ts';

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
    const draft = draftOf(conversation);
    const result = await work(draft, database);
    await saveDraft(runtime, database, draft);
    return { result, draft, stateBefore };
  });
  wake(runtime, changed.draft, changed.stateBefore);
  return { result: changed.result, draft: changed.draft };
}

/** Writes a draft whose conversation this transaction has locked or inserted. */
export async function saveDraft(runtime: Runtime, database: Database, draft: Draft): Promise<void> {
  draft.conversation.silenceDue_ms = silenceDue(draft, runtime.serving.current().dialogs.figures, runtime.clock.now_ms());
  await insertMessages(database, draft.added);
  await saveConversation(database, draft.conversation);
  await noteStateChange(database, draft, runtime.clock.now_ms());
  await writeTickets(database, draft.tickets);
  await writeNotes(database, draft.notes, runtime.clock.now_ms());
}

/** Wakes whoever watches a conversation that was changed by a draft, or the tickets of the desk. */
export function wake(runtime: Runtime, { conversation, added, tickets, notes }: Draft, stateBefore: string): void {
  for (const number of new Set([...tickets, ...notes].map((ticket) => ticket.number))) runtime.events.publish({ type: 'ticket', number });
  if (added.length > 0 || conversation.state !== stateBefore) runtime.events.publish({ type: 'conversation', id: conversation.id, seq: conversation.seq });
  if (conversation.state !== stateBefore && [conversation.state, stateBefore].includes('queued')) runtime.events.publish({ type: 'queue' });
}
