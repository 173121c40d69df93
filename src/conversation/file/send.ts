import { createHash } from 'node:crypto';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Conversation } from '../../storage/conversation.ts';
import { countFiles, findFile, insertFile } from '../../storage/file.ts';
import { findByClientId, listSentFiles } from '../../storage/message.ts';
import type { Database } from '../../storage/schema.ts';
import { append } from '../append.ts';
import { changeConversation } from '../change.ts';
import type { Runtime } from '../runtime.ts';
import { shownName } from './name.ts';
import { typeOf } from './type.ts';

/** A file to send; `agentId` null: the customer sends it. `may` is asked within the transaction whether its sender may write now. */
export type NewFile = {
  conversationId: string;
  clientId: string;
  name: string;
  content: Uint8Array;
  agentId: string | null;
  may(conversation: Conversation, database: Database): Promise<void> | void;
};

/**
 * Stores a file under a key of ours and says so in the conversation. A repeated `clientId` is answered with the number that it got the
 * first time.
 * @throws JiedaError `file.empty`, `file.too_large`, `file.type`, `file.too_many`, `message.client_id_reused`, `conversation.not_found`,
 * and whatever `may` throws.
 */
export async function sendFile(runtime: Runtime, { conversationId, clientId, name, content, agentId, may }: NewFile): Promise<number> {
  if (content.length === 0) throw new JiedaError('file.empty');
  if (content.length > LIMITS.fileBytes) throw new JiedaError('file.too_large', { bytesMax: LIMITS.fileBytes });
  const judged = typeOf(content);
  if (judged === null) throw new JiedaError('file.type');
  const sender = agentId === null ? 'customer' : 'agent';
  const digest = createHash('sha256').update(content).digest('hex');
  const { result } = await changeConversation(runtime, conversationId, async (draft, database) => {
    const earlier = await findByClientId(database, conversationId, sender, clientId);
    if (earlier !== undefined) {
      if (earlier.digest !== digest || earlier.agentId !== agentId) throw new JiedaError('message.client_id_reused');
      return earlier.seq;
    }
    await may(draft.conversation, database);
    if ((await countFiles(database, conversationId)) >= LIMITS.filesPerConversation) throw new JiedaError('file.too_many');
    const key = runtime.ids.secret();
    const now_ms = runtime.clock.now_ms();
    await insertFile(database, { key, conversationId, type: judged.type, content }, now_ms);
    const file = { key, name: shownName(name, judged.extension), type: judged.type, bytes: content.length, image: judged.image };
    // The words stand for the file wherever only words are shown.
    const text = judged.image ? '[图片]' : `[文件] ${file.name}`;
    return append(draft, { sender, text, file, clientId, digest, at_ms: now_ms, ...(agentId !== null && { agentId }) }).seq;
  });
  return result;
}

/** The customer sends one, while a person serves or is waited for. @throws as {@link sendFile}, and `conversation.closed`, `file.needs_person`. */
export async function sendByCustomer(runtime: Runtime, file: Pick<NewFile, 'conversationId' | 'clientId' | 'name' | 'content'>): Promise<number> {
  return sendFile(runtime, {
    ...file,
    agentId: null,
    may({ state }) {
      if (state === 'closed') throw new JiedaError('conversation.closed');
      if (state === 'bot') throw new JiedaError('file.needs_person');
    },
  });
}

/** A file of this conversation; one of another is as if it were not there. @throws JiedaError `file.not_found`. */
export async function fileOf(runtime: Runtime, conversationId: string, key: string): Promise<{ name: string; type: string; content: Buffer }> {
  const { read } = runtime.storage;
  const sent = (await listSentFiles(read, conversationId)).find((file) => file.key === key);
  const stored = sent && (await findFile(read, conversationId, key));
  if (sent === undefined || stored === undefined) throw new JiedaError('file.not_found');
  return { name: sent.name, type: stored.type, content: Buffer.from(stored.content) };
}
