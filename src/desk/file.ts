import type { DeskPerson } from '../contract/desk.ts';
import { sendFile, type NewFile } from '../conversation/file/send.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { takesPart } from './own.ts';

/** Whoever serves the conversation, or was invited into it, sends the customer a file. @throws as `sendFile`, and `conversation.not_yours`, `conversation.closed`. */
export async function sendByPerson(runtime: Runtime, person: DeskPerson, file: Pick<NewFile, 'conversationId' | 'clientId' | 'name' | 'content'>): Promise<number> {
  return sendFile(runtime, { ...file, agentId: person.id, may: (conversation, database) => takesPart(database, conversation, person) });
}
