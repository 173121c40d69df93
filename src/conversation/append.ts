import type { Card, ConversationState, MessageKind, Option, Sender, SentFile, Visibility } from '../contract/message.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { TicketNote } from '../contract/ticket.ts';
import { attentionOf } from '../storage/attention.ts';
import type { Conversation } from '../storage/conversation.ts';
import type { Explanation, StoredMessage } from '../storage/message.ts';
import type { StoredTicket } from '../storage/ticket.ts';

type NewMessage = {
  sender: Sender;
  text: string;
  at_ms: number;
  kind?: MessageKind;
  clientId?: string;
  digest?: string;
  options?: Option[] | undefined;
  card?: Card | undefined;
  agentId?: string;
  meaning?: Meaning;
  explanation?: Explanation;
  visibility?: Visibility;
  file?: SentFile;
  recalls?: number;
};

/**
 * A locked conversation and what this transaction adds to it; `conversation` is changed in place, and everything is saved once at the end.
 */
export type Draft = {
  conversation: Conversation;
  added: StoredMessage[];
  /** Tickets that were opened, and what the customer added to tickets. */
  tickets: StoredTicket[];
  notes: TicketNote[];
  /** When its last line was written before. */
  readonly lastLine_ms: number;
  /** Its state before, and whose it was. */
  readonly stateBefore: ConversationState;
  readonly agentBefore: string | null;
  /** Whether a person served it before, and whom it was offered to. */
  readonly wasServed: boolean;
  readonly offeredBefore: string | null;
  /** Why a person should have looked into it before. */
  readonly attentionBefore: string;
  /** Colleagues who take part were added or let go, or it was opened: it may stand in other lists without a change of its state. */
  isListedAnew: boolean;
  /** The new lines only ask whether the customer is still there: their silence goes on since the line before. */
  stillSilent: boolean;
};

export function draftOf(conversation: Conversation): Draft {
  return { conversation, added: [], tickets: [], notes: [], lastLine_ms: conversation.updatedAt_ms, stateBefore: conversation.state, agentBefore: conversation.agentId, wasServed: conversation.state === 'agent', offeredBefore: conversation.offer?.agentId ?? null, attentionBefore: attentionOf(conversation).join(' '), isListedAnew: false, stillSilent: false };
}

/** Adds a message under the next number. */
export function append(draft: Draft, message: NewMessage): StoredMessage {
  const { conversation } = draft;
  conversation.seq += 1;
  conversation.updatedAt_ms = message.at_ms;
  const stored: StoredMessage = {
    conversationId: conversation.id,
    seq: conversation.seq,
    sender: message.sender,
    kind: message.kind ?? 'text',
    text: message.text,
    clientId: message.clientId ?? null,
    digest: message.digest ?? null,
    options: message.options ?? null,
    card: message.card ?? null,
    agentId: message.agentId ?? null,
    meaning: message.meaning ?? null,
    explanation: message.explanation ?? null,
    at_ms: message.at_ms,
    visibility: message.visibility ?? 'all',
    file: message.file ?? null,
    recalled: false,
    recalls: message.recalls ?? null,
  };
  draft.added.push(stored);
  return stored;
}

export function appendNotice(draft: Draft, text: string, at_ms: number, card?: Card): void {
  append(draft, { sender: 'system', kind: 'notice', text, at_ms, card });
}

/** A line of the history that the customer does not see. */
export function appendDeskNotice(draft: Draft, text: string, at_ms: number): void {
  append(draft, { sender: 'system', kind: 'notice', text, at_ms, visibility: 'desk' });
}
