import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { equalsConstantTime, hashSecret } from '../base/ids.ts';
import { LIMITS } from '../base/limits.ts';
import type { Message } from '../contract/message.ts';
import { findConversation, type Conversation } from '../storage/conversation.ts';
import { listMessages, type StoredMessage } from '../storage/message.ts';
import { listPersons, type Person } from '../storage/person.ts';
import type { Runtime } from './runtime.ts';

/**
 * The conversation that a customer's token opens.
 * @throws JiedaError `conversation.not_found`, the same for a wrong token as for an unknown conversation.
 */
export async function accessByToken(runtime: Runtime, id: string, token: string): Promise<Conversation> {
  const conversation = await findConversation(runtime.storage.read, id);
  // Compared even when there is none, so that the time taken tells nothing.
  const right = equalsConstantTime(hashSecret(token), conversation?.tokenHash ?? '');
  if (conversation === undefined || !right) throw new JiedaError('conversation.not_found');
  return conversation;
}

/** Messages after `after` as the customer may see them, at most one page. */
export async function messagesForCustomer(runtime: Runtime, conversationId: string, after: number): Promise<Message[]> {
  const stored = await listMessages(runtime.storage.read, conversationId, after, LIMITS.messagesPage, 'customer');
  const people = await writers(runtime, stored);
  return stored.map((message) => presentMessage(message, people));
}

/** The people who wrote any of these messages, by id. */
export async function writers(runtime: Runtime, messages: StoredMessage[]): Promise<Map<string, Person>> {
  if (!messages.some(({ agentId }) => agentId !== null)) return new Map();
  return new Map((await listPersons(runtime.storage.read)).map((person) => [person.id, person]));
}

/** Exactly the fields that a customer may see. */
export function presentMessage(message: StoredMessage, people: Map<string, Person>): Message {
  const writer = message.agentId === null ? undefined : people.get(message.agentId);
  return {
    seq: message.seq,
    from: message.sender,
    kind: message.kind,
    text: message.text,
    ...(message.options && { options: message.options }),
    ...(message.card && { card: message.card }),
    ...(writer && { agent: { name: writer.name, workerNumber: writer.workerNumber } }),
    ...(message.sender !== 'bot' && message.clientId !== null && { clientId: message.clientId }),
    ...(message.file && { file: message.file }),
    ...(message.recalled && { recalled: true as const }),
    ...(message.recalls !== null && { recalls: message.recalls }),
    at: toIso(message.at_ms),
  };
}

/** Number of the last message. @throws JiedaError `conversation.not_found`. */
export async function seqOf(runtime: Runtime, id: string): Promise<number> {
  const conversation = await findConversation(runtime.storage.read, id);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  return conversation.seq;
}
