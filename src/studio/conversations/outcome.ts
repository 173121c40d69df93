import type { DialogState, HandOver } from '../../contract/dialogState.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { CloseReason, ConversationState } from '../../contract/message.ts';
import type { NewTicket, TicketNote } from '../../contract/ticket.ts';
import type { DialogContent } from '../../dialog/content.ts';
import type { Reply } from '../../dialog/decision.ts';

/** What one line of a script brought about, look-ups and silence included. */
export type Outcome = {
  content: DialogContent;
  now_ms: number;
  /** The customer's words as they wrote them, and what they were understood as; `null` where the line is an event. */
  text: string | null;
  meaning: Meaning | null;
  /** What they were taken as in their context. */
  takenAs: string | null;
  replies: Reply[];
  /** Of the conversation before and after the line. */
  stateBefore: ConversationState;
  state: ConversationState;
  dialog: DialogState;
  handOver: HandOver | null;
  /** What an agent sees by now: the last hand-over, and all tickets and notes of the customer. */
  known: { handOver: HandOver | null; tickets: NewTicket[]; notes: TicketNote[] };
  leftQueue: boolean;
  lookedUp: string[];
  tickets: NewTicket[];
  notes: TicketNote[];
  closed: CloseReason | null;
  /** The line opened another conversation, because the one before had ended. */
  isNew: boolean;
  /** Of each decision: the rule or step, and why. */
  reasons: string[];
};

/** `null` where it is as expected; otherwise what is so instead. */
export type Check = (outcome: Outcome) => string | null;

export function textsOf({ replies }: Outcome): string {
  return replies.map(({ text }) => text).join('\n');
}
