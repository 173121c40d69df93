import type { Database } from '../../storage/schema.ts';
import { listMerged, openConversationOf, type StoredTicket } from '../../storage/ticket.ts';
import { append, type Draft } from '../append.ts';
import { changeConversation } from '../change.ts';
import { queueNotification, type NotificationKind } from '../notify/queue.ts';
import type { Runtime } from '../runtime.ts';

/** By which ways the customer is told: in a conversation that is open, and by the shop's system. */
export type Told = { chat: boolean; message: boolean };

/**
 * Runs work that may tell a ticket's customer something, in one transaction: `draft` is the conversation in which they can read it now, the
 * ticket's own, that of a duplicate, or one that goes on from it; `null` when none is open. The conversation is locked before the ticket, as a turn does it, so that
 * neither waits for the other.
 */
export async function withCustomer<Result>(
  runtime: Runtime,
  ticket: StoredTicket,
  work: (database: Database, draft: Draft | null) => Promise<Result>,
): Promise<Result> {
  const conversationId = await whereToTell(runtime.storage.read, ticket);
  if (conversationId === undefined) return runtime.storage.transaction((database) => work(database, null));
  return (await changeConversation(runtime, conversationId, (draft, database) => work(database, draft))).result;
}

async function whereToTell(database: Database, ticket: StoredTicket): Promise<string | undefined> {
  for (const one of [ticket, ...(await listMerged(database, ticket.number))]) {
    const conversationId = await openConversationOf(database, one);
    if (conversationId !== undefined) return conversationId;
  }
  return undefined;
}

/** Tells the customer of a ticket something, wherever they can be reached. */
export async function tellCustomer(
  runtime: Runtime,
  database: Database,
  draft: Draft | null,
  { kind, ticket, text, now_ms }: { kind: NotificationKind; ticket: StoredTicket; text: string; now_ms: number },
): Promise<Told> {
  const chat = draft !== null && draft.conversation.state !== 'closed';
  if (chat) append(draft, { sender: 'bot', text, at_ms: now_ms });
  return { chat, message: await queueNotification(runtime, database, { kind, ticket, text, now_ms }) };
}
