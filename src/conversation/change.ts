import { JiedaError } from '../base/errors.ts';
import { attentionOf } from '../storage/attention.ts';
import { lockConversation, saveConversation } from '../storage/conversation.ts';
import { insertMessages } from '../storage/message.ts';
import { deleteParticipants } from '../storage/participant.ts';
import type { Database } from '../storage/schema.ts';
import { draftOf, type Draft } from './append.ts';
import { noteDoubts } from './doubt.ts';
import { noteStateChange } from './history.ts';
import { tellStateChange } from './notify/happening.ts';
import { replyDue } from './replyDue.ts';
import type { Runtime } from './runtime.ts';
import { indexMessages } from './search/write.ts';
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
  settle(draft);
  draft.conversation.replyDue_ms = replyDue(draft, runtime.settings.get('desk.response'), runtime.clock.now_ms());
  await insertMessages(database, draft.added);
  await indexMessages(database, runtime.storage.engine, draft.added, draft.conversation.customer.name);
  await saveConversation(database, draft.conversation);
  await noteStateChange(database, draft, runtime.clock.now_ms());
  await noteDoubts(database, draft, runtime.serving.current().dialogs.options.get('unsolved')?.text, runtime.clock.now_ms());
  await tellStateChange(runtime, database, draft);
  await writeTickets(runtime, database, draft.tickets);
  await writeNotes(runtime, database, draft.notes, runtime.clock.now_ms());
  if (draft.wasServed && draft.conversation.state !== 'agent') await deleteParticipants(database, draft.conversation.id);
}

/** Whoever does not wait any more is offered to nobody. */
function settle({ conversation }: Draft): void {
  if (conversation.state === 'queued') return;
  conversation.offer = null;
  conversation.passes = [];
  conversation.targetAgentId = null;
}

/** Wakes whoever watches a conversation that was changed by a draft, or the tickets of the desk. */
export function wake(runtime: Runtime, draft: Draft, stateBefore: string): void {
  const { conversation, added, tickets, notes, offeredBefore } = draft;
  const offeredNow = conversation.offer?.agentId ?? null;
  const isOfferedAnew = offeredNow !== offeredBefore;
  for (const number of new Set([...tickets, ...notes].map((ticket) => ticket.number))) runtime.events.publish({ type: 'ticket', number });
  if (added.length > 0 || conversation.state !== stateBefore || isOfferedAnew) runtime.events.publish({ type: 'conversation', id: conversation.id, seq: conversation.seq, moved: hasMoved(draft, stateBefore) });
  if (conversation.state !== stateBefore && [conversation.state, stateBefore].includes('queued')) runtime.events.publish({ type: 'queue' });
  if (isOfferedAnew) for (const personId of [offeredBefore, offeredNow]) if (personId !== null) runtime.events.publish({ type: 'offer', personId });
}

/** Whether it may stand in another list of the desk than before. */
function hasMoved({ conversation, agentBefore, attentionBefore, isListedAnew }: Draft, stateBefore: string): boolean {
  return isListedAnew || conversation.state !== stateBefore || conversation.agentId !== agentBefore || attentionOf(conversation).join(' ') !== attentionBefore;
}
