import { createHash } from 'node:crypto';
import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { append, appendDeskNotice, appendNotice } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import { DESK_NOTICES, NOTICES } from '../conversation/notices.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { after } from '../conversation/state.ts';
import { audit } from '../storage/audit.ts';
import { findByClientId } from '../storage/message.ts';
import { deleteParticipant } from '../storage/participant.ts';
import { findPerson } from '../storage/person.ts';
import { maskPrivate } from '../text/privacy.ts';
import { fullName } from './fullName.ts';

/**
 * A supervisor says something to whoever serves; the customer never sees it. A repeated `clientId` is answered with the number that it got
 * the first time. Whether the person is a supervisor is checked by whoever calls.
 * @throws JiedaError `conversation.not_served`, `message.client_id_reused`.
 */
export async function whisper(runtime: Runtime, person: DeskPerson, conversationId: string, { clientId, text }: { clientId: string; text: string }, address: string | null = null): Promise<number> {
  const digest = createHash('sha256').update(text).digest('hex');
  const { result } = await changeConversation(runtime, conversationId, async (draft, database) => {
    const earlier = await findByClientId(database, conversationId, 'agent', clientId);
    if (earlier !== undefined) {
      if (earlier.digest !== digest || earlier.agentId !== person.id) throw new JiedaError('message.client_id_reused');
      return earlier.seq;
    }
    if (draft.conversation.state !== 'agent') throw new JiedaError('conversation.not_served');
    const at_ms = runtime.clock.now_ms();
    await audit(database, { at_ms, by: person.id, action: 'conversation.whispered', on: conversationId, from: address });
    return append(draft, { sender: 'agent', kind: 'whisper', visibility: 'desk', text: maskPrivate(text), clientId, digest, agentId: person.id, at_ms }).seq;
  });
  return result;
}

/**
 * Takes a conversation over: anybody from the bot, a supervisor also from a colleague. Taking over one's own changes nothing.
 * @throws JiedaError `conversation.closed`, `session.forbidden`.
 */
export async function takeOver(runtime: Runtime, person: DeskPerson, conversationId: string, address: string | null = null): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    if (conversation.state === 'agent' && conversation.agentId === person.id) return;
    if (conversation.state === 'agent' && person.role === 'agent') throw new JiedaError('session.forbidden');
    const state = after(conversation.state, 'take_over');
    if (state === null) throw new JiedaError('conversation.closed');
    const now_ms = runtime.clock.now_ms();
    const before = conversation.agentId === null ? undefined : await findPerson(database, conversation.agentId);
    const from = before === undefined ? { bot: '机器人', queued: '排队中', agent: '同事', closed: '' }[conversation.state] : fullName(before);
    await audit(database, { at_ms: now_ms, by: person.id, action: 'conversation.taken_over', on: conversationId, from: address, details: { state: conversation.state, agent: before?.id ?? null } });
    await deleteParticipant(database, conversationId, person.id);
    conversation.state = state;
    conversation.agentId = person.id;
    conversation.lastAgentId = person.id;
    conversation.acceptedAt_ms = now_ms;
    conversation.pending = null;
    appendDeskNotice(draft, DESK_NOTICES.takenOver(fullName(person), from), now_ms);
    appendNotice(draft, NOTICES.accepted(person.name, person.workerNumber), now_ms);
  });
  runtime.events.publish({ type: 'queue' });
}
