import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { Entity, Meaning } from '../contract/meaning.ts';
import { findByClientId, type StoredMessage } from '../storage/message.ts';
import { maskMeaning } from '../text/maskMeaning.ts';
import { append } from './append.ts';
import { changeConversation } from './change.ts';
import { answerLookUp } from './lookUp.ts';
import { react } from './react.ts';
import type { Runtime } from './runtime.ts';
import type { ServedRelease } from './serving.ts';

/** A message of a customer. Its conversation comes from a verified token, never from the message itself. */
export type Inbound = { conversationId: string; clientId: string; text: string };

/** A text understood by one release; the same release decides. */
export type Understood = { release: ServedRelease; meaning: Meaning };

/** `seq` of the customer's message; `added` is what this turn committed (nothing for a repeated message). */
export type Outcome = { seq: number; repeated: boolean; added: StoredMessage[] };

/**
 * Understands a text, outside any transaction.
 * @throws JiedaError `message.empty`, `message.too_long`.
 */
export function understandInbound(runtime: Runtime, text: string): Understood {
  if (text.trim() === '') throw new JiedaError('message.empty');
  if (text.length > LIMITS.messageLength) throw new JiedaError('message.too_long', { lengthMax: LIMITS.messageLength });
  const release = runtime.serving.current();
  return { release, meaning: maskMeaning(release.understanding.understand(text)) };
}

/**
 * One message, one transaction: lock the conversation, drop a repeated message, append, decide, append replies, change state. When this
 * resolves, all of it is committed and the message may be acknowledged.
 * @throws JiedaError `conversation.not_found`, `conversation.closed`, `message.client_id_reused`.
 */
export async function takeTurn(runtime: Runtime, inbound: Inbound, { release, meaning }: Understood): Promise<Outcome> {
  const digest = createHash('sha256').update(inbound.text).digest('hex');
  const { result, draft } = await changeConversation(runtime, inbound.conversationId, async (changing, database) => {
    const earlier = await findByClientId(database, inbound.conversationId, 'customer', inbound.clientId);
    if (earlier !== undefined) {
      if (earlier.digest !== digest) throw new JiedaError('message.client_id_reused');
      return { seq: earlier.seq, repeated: true, lookUp: null };
    }
    const { conversation } = changing;
    if (conversation.state === 'closed') throw new JiedaError('conversation.closed');
    const now_ms = runtime.clock.now_ms();
    const pendingBefore = conversation.pending;
    const { seq } = append(changing, { sender: 'customer', text: meaning.text, clientId: inbound.clientId, digest, meaning: forStorage(meaning), at_ms: now_ms });
    if (conversation.state === 'agent') {
      conversation.dialog = { ...conversation.dialog, silenceAsked: false };
    } else {
      await react(runtime, changing, database, { type: 'said', meaning, queued: conversation.state === 'queued' }, release, now_ms);
    }
    return { seq, repeated: false, lookUp: conversation.pending === pendingBefore ? null : conversation.pending };
  });
  if (result.lookUp !== null) answerLookUp(runtime, inbound.conversationId, result.lookUp);
  if (!result.repeated) runtime.shadow.heard({ conversationId: inbound.conversationId, seq: result.seq, text: inbound.text, meaning, live: release.number });
  return { seq: result.seq, repeated: result.repeated, added: draft.added };
}

/** The meaning as it may be stored beside the message: without any private number. */
function forStorage(meaning: Meaning): Meaning {
  const withoutPhones = (entities: readonly Entity[]) => entities.filter(({ type }) => type !== 'phone');
  return {
    ...meaning,
    entities: withoutPhones(meaning.entities),
    ...(meaning.parts && { parts: meaning.parts.map((part) => ({ ...part, entities: withoutPhones(part.entities) })) }),
  };
}
