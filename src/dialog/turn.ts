import type { DialogState, HandOver, SlotValue } from '../contract/dialogState.ts';
import type { Meaning } from '../contract/meaning.ts';
import type { CloseReason } from '../contract/message.ts';
import type { Order } from '../contract/order.ts';
import type { KnownTicket, NewTicket, TicketNote } from '../contract/ticket.ts';
import { LIMITS } from '../base/limits.ts';
import { calendarFacts } from './calendarFacts.ts';
import type { DialogContent } from './content.ts';
import type { Circumstances, Decision, DialogEvent, Reply } from './decision.ts';
import { REMEMBERED } from './engine.ts';
import type { Values } from './template.ts';
import { plain } from './words.ts';

/** A decision in the making: what is known, and what has been decided so far. `state` is a copy; the caller's is never changed. */
export type Turn = {
  readonly content: DialogContent;
  readonly circumstances: Circumstances;
  /** What is being answered: the message, or the part of it that has its turn; `null` unless the customer wrote. */
  meaning: Meaning | null;
  /** Its text as phrases are looked for in it. */
  text: string;
  /** The customer waits for a person. */
  readonly queued: boolean;
  readonly facts: Map<string, SlotValue>;
  readonly state: DialogState;
  /** The slots that this message, or the part of it, gives. */
  readonly given: Map<string, SlotValue>;
  /** The order that the shop has just answered. */
  order: Order | null;
  replies: Reply[];
  /** A reply took up the customer's feeling. */
  felt: boolean;
  asks: string | null;
  handOver: HandOver | null;
  leaveQueue: boolean;
  /** Whom a person should have taken, had anybody been there. */
  unserved: HandOver | null;
  /** The team that who waits is sent to. */
  route: HandOver['skill'] | null;
  briefing: HandOver | null;
  /** What the bot had asked the customer to confirm before this message. */
  guessed: string | null;
  lookUp: Decision['lookUp'];
  close: CloseReason | null;
  tickets: NewTicket[];
  notes: TicketNote[];
  /** The ticket that texts talk about: just recorded, just found, or the newest of the conversation. */
  ticket: KnownTicket | null;
  /** What the message was taken as, where its context says more than its words. */
  takenAs: string | null;
  because: string[];
};

export function beginTurn(before: DialogState, event: DialogEvent, content: DialogContent, circumstances: Circumstances): Turn {
  const meaning = event.type === 'said' ? event.meaning : null;
  const facts = calendarFacts(circumstances.now_ms, { ...circumstances, figures: content.figures });
  if (circumstances.customer.name !== null) facts.set('customer_name', circumstances.customer.name);
  if (circumstances.ahead !== null) facts.set('queue_ahead', circumstances.ahead);
  return {
    content,
    circumstances,
    meaning,
    text: meaning === null ? '' : heard(meaning),
    queued: event.type === 'said' ? event.queued : event.type === 'looked_up' && event.queued === true,
    facts,
    state: structuredClone(before),
    given: new Map(),
    order: null,
    replies: [],
    felt: false,
    asks: null,
    handOver: null,
    leaveQueue: false,
    unserved: null,
    route: null,
    briefing: null,
    guessed: before.guess?.intent ?? null,
    lookUp: null,
    close: null,
    tickets: [],
    notes: [],
    ticket: null,
    takenAs: null,
    because: [],
  };
}

/** A text as phrases are looked for in it. */
export function heard(meaning: Meaning): string {
  return plain((meaning.simplified ?? meaning.text).slice(0, LIMITS.understandPrefix));
}

/** What a slot or fact holds: the running form first, then this message, the conversation, the known customer, the facts. */
export function valuesOf(turn: Turn): Values {
  return (name) => {
    const { form, slots } = turn.state;
    if (form !== null && Object.hasOwn(form.slots, name)) return form.slots[name]!;
    const given = turn.given.get(name);
    if (given !== undefined) return given;
    if (Object.hasOwn(slots, name)) return slots[name]!;
    const field = turn.content.slots.get(name)?.customer;
    return (field === undefined ? null : turn.circumstances.customer[field]) ?? turn.facts.get(name) ?? null;
  };
}

/** Notes for an agent what the bot did. */
export function noteTried(turn: Turn, text: string): void {
  turn.state.tried = [...turn.state.tried.filter((earlier) => earlier !== text), text].slice(-REMEMBERED.tried);
}

export function endTurn(turn: Turn): Decision {
  const { replies, state, handOver, briefing, leaveQueue, lookUp, close, tickets, notes, because } = turn;
  state.asked = state.form === null ? turn.asks : null;
  const intent = turn.takenAs ?? turn.meaning?.intent ?? null;
  return { replies: replies.slice(0, LIMITS.repliesPerTurn), state, intent, handOver, briefing, leaveQueue, lookUp, close, tickets, notes, reason: because.join('；') };
}
