import { LIMITS } from '../../base/limits.ts';
import type { DialogState } from '../../contract/dialogState.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { KnownTicket } from '../../contract/ticket.ts';
import type { Conversation } from '../../storage/conversation.ts';
import type { Database } from '../../storage/schema.ts';
import { countWrongContact, findTicket, lastProgress, listTicketsOf, type StoredTicket, type TicketEntry } from '../../storage/ticket.ts';

/**
 * The tickets that the dialog may tell this customer about, newest last: those of the conversation, of those that it goes on from, of the same
 * signed-in customer; and those whose number the customer gives together with the end of the phone number that was left with them. Asks the
 * database only where there can be any: whoever records a ticket for a conversation by another way also adds it to its `dialog.tickets`.
 */
export async function knownTickets(database: Database, conversation: Conversation, meaning: Meaning | null, now_ms: number): Promise<KnownTicket[]> {
  const { id, customer, dialog } = conversation;
  const mayHaveSome = customer.externalId !== null || dialog.tickets.length > 0;
  const own = mayHaveSome ? await listTicketsOf(database, { conversationId: id, externalId: customer.externalId }, LIMITS.ticketsKnown) : [];
  const proved = await provedTickets(database, dialog, meaning, new Set(own.map(({ number }) => number)), now_ms);
  const all = [...own, ...proved].sort((a, b) => a.opened_ms - b.opened_ms);
  const progress = await lastProgress(database, all.map(({ number }) => number));
  return all.map((ticket) => knownTicket(ticket, progress.get(ticket.number)));
}

export function knownTicket(ticket: StoredTicket, progress: TicketEntry | undefined): KnownTicket {
  const { number, kind, state, content, opened_ms, due_ms, result } = ticket;
  return { number, kind, state, content, opened_ms, due_ms, result, progress: progress === undefined ? null : { at_ms: progress.at_ms, text: progress.text } };
}

const TAIL_LENGTH = 4;
/** Whoever gives more endings than this in one message is guessing. */
const TAILS_MAX = 2;
const NUMBERS_MAX = 2;

/**
 * Tickets that are not the customer's as far as we can tell, but whose number and contact they know. Four digits are soon guessed: after a few
 * wrong ones nobody is told of that ticket in this way for a day.
 */
async function provedTickets(database: Database, dialog: DialogState, meaning: Meaning | null, own: ReadonlySet<string>, now_ms: number): Promise<StoredTicket[]> {
  const said = saidNow(meaning);
  const slots = { ...dialog.slots, ...dialog.form?.slots };
  const numbers = [...new Set([...said.numbers, ...textsIn(slots, ['ticket_number_given'])])].filter((number) => !own.has(number)).slice(0, NUMBERS_MAX);
  const tails = new Set([...said.tails, ...textsIn(slots, ['phone', 'phone_tail']).map(tailOf)]);
  if (numbers.length === 0 || tails.size === 0) return [];
  const proved: StoredTicket[] = [];
  for (const number of numbers) {
    const ticket = await findTicket(database, number);
    if (ticket === undefined || !isPhone(ticket.contact) || isGuarded(ticket, now_ms)) continue;
    if (said.tails.length <= TAILS_MAX && tails.has(tailOf(ticket.contact))) proved.push(ticket);
    else if (said.tails.length > 0 || said.numbers.length > 0) await countWrongContact(database, number, wrongContactsAt(ticket, now_ms) + 1, now_ms);
  }
  return proved;
}

/** What this message says of tickets: their numbers, and what may be the end of a phone number. */
function saidNow(meaning: Meaning | null): { numbers: string[]; tails: string[] } {
  if (meaning === null) return { numbers: [], tails: [] };
  const valuesOf = (type: string) => meaning.entities.filter((entity) => entity.type === type).map(({ value }) => String(value));
  const bare = meaning.text.normalize('NFKC').match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
  return { numbers: valuesOf('ticket_number'), tails: [...valuesOf('phone').map(tailOf), ...bare] };
}

function textsIn(slots: DialogState['slots'], names: string[]): string[] {
  return names.filter((name) => Object.hasOwn(slots, name)).map((name) => String(slots[name]));
}

function tailOf(text: string): string {
  return text.replaceAll(/\D/g, '').slice(-TAIL_LENGTH);
}

function isPhone(contact: string | null): contact is string {
  return contact !== null && /^\+?\d[\d -]{6,}$/.test(contact);
}

function wrongContactsAt({ wrongContacts, wrongContact_ms }: StoredTicket, now_ms: number): number {
  return wrongContact_ms !== null && now_ms - wrongContact_ms < LIMITS.wrongContactsWindow_ms ? wrongContacts : 0;
}

function isGuarded(ticket: StoredTicket, now_ms: number): boolean {
  return wrongContactsAt(ticket, now_ms) >= LIMITS.wrongContacts;
}
