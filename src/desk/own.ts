import { JiedaError } from '../base/errors.ts';
import type { Conversation } from '../storage/conversation.ts';
import type { DeskPerson } from '../contract/desk.ts';

/**
 * Makes sure that this agent serves the conversation now.
 * @throws JiedaError `conversation.closed`, `conversation.not_yours`.
 */
export function own(conversation: Conversation, person: DeskPerson): void {
  if (conversation.state === 'closed') throw new JiedaError('conversation.closed');
  if (conversation.state !== 'agent' || conversation.agentId !== person.id) throw new JiedaError('conversation.not_yours');
}
