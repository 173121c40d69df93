import { JiedaError } from '../base/errors.ts';
import type { Conversation } from '../storage/conversation.ts';
import type { Person } from '../storage/person.ts';

/**
 * Makes sure that this agent serves the conversation now.
 * @throws JiedaError `conversation.closed`, `conversation.not_yours`.
 */
export function own(conversation: Conversation, person: Person): void {
  if (conversation.state === 'closed') throw new JiedaError('conversation.closed');
  if (conversation.state !== 'agent' || conversation.agentId !== person.id) throw new JiedaError('conversation.not_yours');
}
