import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import { append } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findByClientId, findColleaguesLine } from '../storage/message.ts';
import { findPerson } from '../storage/person.ts';
import type { Database } from '../storage/schema.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { checkMessage, noteRefused, noteSent, refuseForbidden } from './forbidden/use.ts';
import { takesPart } from './own.ts';

type Message = { clientId: string; text: string; after?: number | undefined; reason?: string | undefined; replaced?: readonly string[] | undefined };

/**
 * An agent who serves the conversation or was invited into it writes to the customer. A repeated `clientId` is answered with the number that it got the first time.
 * With `after`, the last line that its writer knew, it is refused when a colleague has written to the customer since.
 * What nobody writes to a customer is refused, or sent with a `reason`; `replaced` are the entries that its writer took a replacement for.
 * @throws JiedaError `message.forbidden`, `message.reason_needed` with `findings`, `message.stale` with `by`, `message.empty`, `message.client_id_reused`, `conversation.not_yours`, `conversation.closed`.
 */
export async function answer(runtime: Runtime, person: DeskPerson, conversationId: string, message: Message): Promise<number> {
  if (message.text.trim() === '') throw new JiedaError('message.empty');
  const digest = createHash('sha256').update(message.text).digest('hex');
  const checked = await checkMessage(runtime, message);
  const { result } = await changeConversation(runtime, conversationId, async (draft, database) => {
    const earlier = await findByClientId(database, conversationId, 'agent', message.clientId);
    if (earlier !== undefined) {
      if (earlier.digest !== digest || earlier.agentId !== person.id) throw new JiedaError('message.client_id_reused');
      return earlier.seq;
    }
    await takesPart(database, draft.conversation, person);
    if (message.after !== undefined) await refuseStale(database, conversationId, person, message.after);
    refuseForbidden(checked);
    const { seq } = append(draft, { sender: 'agent', text: message.text, clientId: message.clientId, digest, agentId: person.id, at_ms: runtime.clock.now_ms() });
    await noteSent(runtime, database, person, conversationId, checked, seq);
    return seq;
  }).catch(async (error: unknown) => {
    if (error instanceof JiedaError && error.code === 'message.forbidden') await noteRefused(runtime, person, conversationId, checked);
    throw error;
  });
  return result;
}

async function refuseStale(database: Database, conversationId: string, person: DeskPerson, after: number): Promise<void> {
  const line = await findColleaguesLine(database, conversationId, person.id, after);
  if (line === undefined) return;
  const colleague = await findPerson(database, line.agentId);
  throw new JiedaError('message.stale', { by: { name: colleague?.name ?? '', workerNumber: colleague?.workerNumber ?? '' } });
}
