import { equalsConstantTime, hashSecret } from '../base/ids.ts';
import { LIMITS } from '../base/limits.ts';
import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import type { ConversationState } from '../contract/message.ts';
import type { ConversationKey } from '../contract/visitor.ts';
import { continueDialog } from '../dialog/continued.ts';
import { findConversation, lockConversation, type Conversation, type StoredCustomer } from '../storage/conversation.ts';
import type { Database } from '../storage/schema.ts';
import { listTicketsOf } from '../storage/ticket.ts';
import { draftOf, type Draft } from './append.ts';
import { close } from './carryOut.ts';
import { saveDraft } from './change.ts';
import type { Runtime } from './runtime.ts';

/** What a new conversation takes over from the one that it goes on from. */
export type Before = {
  id: string;
  name: string | null;
  /** The customer wrote in it, or in one before it. */
  hasWritten: boolean;
  dialog: DialogState;
  /** Who served the customer last. */
  lastAgentId: string | null;
  /** It had not ended and was ended now. */
  ended: { draft: Draft; stateBefore: ConversationState } | null;
};

/**
 * Goes on from an earlier conversation: the customer is known, and what they said, asked for and left open with them; how they felt and what
 * they were asked is not. `null`, whatever the reason, when that cannot be: a wrong token, too long ago, or somebody else's who was signed in.
 */
export async function goOnFrom(runtime: Runtime, database: Database, { conversationId, token }: ConversationKey, customer: StoredCustomer, now_ms: number): Promise<Before | null> {
  const found = await findConversation(database, conversationId);
  // Compared even when there is none, so that the time taken tells nothing.
  const isRight = equalsConstantTime(hashSecret(token), found?.tokenHash ?? '');
  if (found === undefined || !isRight || now_ms - found.updatedAt_ms > LIMITS.continue_ms) return null;
  if (found.customer.externalId !== null && found.customer.externalId !== customer.externalId) return null;
  const { previous, ended } = await endIfOpen(runtime, database, found, now_ms);
  const tickets = await listTicketsOf(database, { conversationId, externalId: null }, LIMITS.ticketsKnown);
  const hasWritten = previous.dialog.emotions.length > 0 || previous.dialog.continued;
  return {
    id: previous.id,
    name: previous.customer.name,
    hasWritten,
    lastAgentId: previous.lastAgentId,
    dialog: {
      ...(hasWritten ? continueDialog(previous.dialog) : INITIAL_DIALOG_STATE),
      // A person may have recorded one since.
      tickets: tickets.filter(({ state }) => state !== 'withdrawn').map(({ number, kind }) => ({ number, kind })),
    },
    ended,
  };
}

/** One customer talks in one conversation at a time. */
async function endIfOpen(runtime: Runtime, database: Database, found: Conversation, now_ms: number): Promise<{ previous: Conversation; ended: Before['ended'] }> {
  if (found.state === 'closed') return { previous: found, ended: null };
  const previous = (await lockConversation(database, found.id)) ?? found;
  const stateBefore = previous.state;
  const draft = draftOf(previous);
  close(draft, 'left', now_ms);
  await saveDraft(runtime, database, draft);
  return { previous, ended: { draft, stateBefore } };
}
