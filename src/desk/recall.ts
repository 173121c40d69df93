import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { append } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import { DESK_NOTICES, NOTICES } from '../conversation/notices.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { deleteFile } from '../storage/file.ts';
import { findMessage, recallMessage } from '../storage/message.ts';
import { forgetLine } from '../storage/search.ts';

/**
 * Whoever wrote a line takes it back: its words are gone for everybody, also for search, and a notice says so. Taking it back twice changes
 * nothing.
 * @throws JiedaError `conversation.not_found`, `message.not_found`, `message.not_yours`, `message.recall_too_late`.
 */
export async function recall(runtime: Runtime, person: DeskPerson, conversationId: string, seq: number): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const message = await findMessage(database, conversationId, seq);
    if (message === undefined || message.kind === 'notice') throw new JiedaError('message.not_found');
    if (message.sender !== 'agent' || message.agentId !== person.id) throw new JiedaError('message.not_yours');
    if (message.recalled) return;
    const now_ms = runtime.clock.now_ms();
    if (now_ms - message.at_ms > LIMITS.recall_ms) throw new JiedaError('message.recall_too_late', { seconds: LIMITS.recall_ms / 1000 });
    await recallMessage(database, conversationId, seq, now_ms);
    await forgetLine(database, runtime.storage.engine, conversationId, seq);
    if (message.file !== null) await deleteFile(database, message.file.key);
    const { visibility } = message;
    append(draft, { sender: 'system', kind: 'notice', text: visibility === 'all' ? NOTICES.recalled() : DESK_NOTICES.recalled(), recalls: seq, visibility, at_ms: now_ms });
  });
}
