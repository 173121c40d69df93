import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { append } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findByClientId } from '../storage/message.ts';
import { maskPrivate } from '../text/privacy.ts';

/**
 * Writes something down in a conversation that only the desk reads, whoever serves it and also when it has ended. Wordings are free, private
 * data is masked. A repeated `clientId` is
 * answered with the number that it got the first time.
 * @throws JiedaError `conversation.not_found`, `message.client_id_reused`.
 */
export async function writeNote(runtime: Runtime, person: DeskPerson, conversationId: string, { clientId, text }: { clientId: string; text: string }): Promise<number> {
  const digest = createHash('sha256').update(text).digest('hex');
  const { result } = await changeConversation(runtime, conversationId, async (draft, database) => {
    const earlier = await findByClientId(database, conversationId, 'agent', clientId);
    if (earlier !== undefined) {
      if (earlier.digest !== digest || earlier.agentId !== person.id) throw new JiedaError('message.client_id_reused');
      return earlier.seq;
    }
    return append(draft, { sender: 'agent', kind: 'note', visibility: 'desk', text: maskPrivate(text), clientId, digest, agentId: person.id, at_ms: runtime.clock.now_ms() }).seq;
  });
  return result;
}
