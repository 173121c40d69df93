import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findConversation } from '../storage/conversation.ts';
import { listParticipants } from '../storage/participant.ts';
import { CUSTOMER, markRead, readBy, readMarks } from '../storage/readMark.ts';

/** Somebody at the desk has read up to `seq`. @throws JiedaError `conversation.not_found`. */
export async function readByPerson(runtime: Runtime, person: DeskPerson, conversationId: string, seq: number): Promise<void> {
  await read(runtime, conversationId, person.id, seq);
}

/** The customer has read up to `seq`. @throws JiedaError `conversation.not_found`. */
export async function readByCustomer(runtime: Runtime, conversationId: string, seq: number): Promise<void> {
  await read(runtime, conversationId, CUSTOMER, seq);
}

async function read(runtime: Runtime, conversationId: string, reader: string, seq: number): Promise<void> {
  const further = await runtime.storage.transaction(async (database) => {
    const conversation = await findConversation(database, conversationId);
    if (conversation === undefined) throw new JiedaError('conversation.not_found');
    return markRead(database, conversationId, reader, Math.min(seq, conversation.seq), runtime.clock.now_ms());
  });
  if (further) runtime.events.publish({ type: 'read', id: conversationId });
}

/** How far the customer has read; 0 for nothing. */
export async function customerHasRead(runtime: Runtime, conversationId: string): Promise<number> {
  return readBy(runtime.storage.read, conversationId, [CUSTOMER]);
}

/** How far those have read who serve the conversation now; whoever only looks in leaves no trace for the customer. */
export async function deskHasRead(runtime: Runtime, conversation: { id: string; agentId: string | null }): Promise<number> {
  if (conversation.agentId === null) return 0;
  const guests = await listParticipants(runtime.storage.read, [conversation.id]);
  return readBy(runtime.storage.read, conversation.id, [conversation.agentId, ...guests.map(({ personId }) => personId)]);
}

/** How far somebody has read in each of these conversations. */
export async function ownMarks(runtime: Runtime, person: DeskPerson, conversationIds: readonly string[]): Promise<Record<string, number>> {
  return Object.fromEntries(await readMarks(runtime.storage.read, person.id, conversationIds));
}
