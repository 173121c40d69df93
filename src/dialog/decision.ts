import type { Hours } from '../contract/desk/settings.ts';
import type { Card, CloseReason, Option } from '../contract/message.ts';
import type { KnownTicket, NewTicket, TicketNote } from '../contract/ticket.ts';
import type { DialogState, HandOver } from '../contract/dialogState.ts';
import type { LookUpResult } from '../contract/order.ts';
import type { Meaning } from '../contract/meaning.ts';

/** One line that the bot says. `template` and `variant` say where it comes from ("why this answer"). */
export type Reply = { text: string; template: string; variant: number; options?: Option[]; card?: Card };

/** What happened to the conversation. */
export type DialogEvent =
  /** The customer opened the chat; the bot greets. */
  | { type: 'opened' }
  /** The customer wrote. `queued`: they wait for a person meanwhile; the bot still answers what it can and lets them leave the queue. */
  | { type: 'said'; meaning: Meaning; queued: boolean }
  /** The order look-up that an earlier decision asked for has its result. `queued` as above; without it they do not wait. */
  | { type: 'looked_up'; result: LookUpResult; queued?: boolean }
  /** An agent gave the conversation back. */
  | { type: 'given_back' }
  /** The customer has written nothing for a while and owes the next word. `ask`: ask whether they are still there; `close`: say goodbye and end. */
  | { type: 'silent'; stage: 'ask' | 'close' };

/** What is known of the customer, from the site's verified identity and earlier conversations. */
export type Customer = { name: string | null; kind: 'anonymous' | 'new' | 'returning' | 'vip'; driveLevel: string | null };

/** Everything outside the conversation that a decision may depend on; all of it is passed in. */
export type Circumstances = {
  /** Now, ms since the epoch, and the desk's IANA time zone. */
  now_ms: number;
  timeZone: string;
  /** When people are at the desk, where that is set; otherwise the figures say it. */
  hours?: Hours | null;
  customer: Customer;
  /** Tickets that the dialog may tell this customer about: their own, and those whose number and contact they gave. Newest last. */
  tickets: readonly KnownTicket[];
  /** How many are served before this customer; `null` unless they wait for a person. */
  ahead: number | null;
  /** A whole number in `[0, n)`; chooses between variants, and makes ticket numbers. */
  random: (n: number) => number;
};

export type Decision = {
  replies: Reply[];
  state: DialogState;
  /** What the customer's message was taken as, its context included: "那他呢" after a question about sizes is about sizes. `null` for other events. */
  intent: string | null;
  /** Hand the conversation over to a person. Present only when it is not in the queue yet. */
  handOver: HandOver | null;
  /** The customer waits, and what agents shall read about it has changed (feeling, team, what was recorded); their place stays. */
  briefing: HandOver | null;
  /** Take the conversation out of the queue again: the customer does not want a person any more. */
  leaveQueue: boolean;
  /** Ask the shop for this order; the result comes back as a `looked_up` event. */
  lookUp: { orderNumber: string } | null;
  /** End the conversation, and why. */
  close: CloseReason | null;
  tickets: NewTicket[];
  notes: TicketNote[];
  /**
   * One line for people: the rule or form step that decided, and why. Marks for programs stand in it between `；`: `#negated:INTENT` (the
   * customer said that this is not what they meant), `#restated:INTENT` and `#choice:INTENT,INTENT` (the bot asked what was meant),
   * `#confirmed:INTENT`, `#outside` (not understood).
   */
  reason: string;
};
