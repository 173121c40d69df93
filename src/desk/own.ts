import { JiedaError } from '../base/errors.ts';
import type { Conversation } from '../storage/conversation.ts';
import { listParticipants } from '../storage/participant.ts';
import type { Database } from '../storage/schema.ts';
import type { DeskPerson } from '../contract/desk.ts';

/**
 * Makes sure that this agent serves the conversation now.
 * @throws JiedaError `conversation.closed`, `conversation.not_yours`.
 */
export function own(conversation: Conversation, person: DeskPerson): void {
  if (conversation.state === 'closed') throw new JiedaError('conversation.closed');
  if (conversation.state !== 'agent' || conversation.agentId !== person.id) throw new JiedaError('conversation.not_yours');
}

/**
 * Makes sure that this agent serves the conversation now, or was invited by whoever does.
 * @throws JiedaError `conversation.closed`, `conversation.not_yours`.
 */
export async function takesPart(database: Database, conversation: Conversation, person: DeskPerson): Promise<void> {
  const isGuest = conversation.state === 'agent' && (await listParticipants(database, [conversation.id])).some(({ personId }) => personId === person.id);
  if (!isGuest) own(conversation, person);
}
