import { LIMITS } from '../../base/limits.ts';
import type { DialogState } from '../../contract/dialogState.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { KnownTicket } from '../../contract/ticket.ts';
import type { Conversation } from '../../storage/conversation.ts';
import type { Database } from '../../storage/schema.ts';
import { countWrongContact, findTicket, findTickets, lastProgress, listTicketsOf, type StoredTicket, type TicketEntry } from '../../storage/ticket.ts';

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
  return (await withProgress(database, all)).map(({ ticket, progress }) => {
    const { number, kind, state, content, opened_ms, due_ms, result } = ticket;
    return { number, kind, state, content, opened_ms, due_ms, result, progress: progress === undefined ? null : { at_ms: progress.at_ms, text: progress.text } };
  });
}

/** Tickets as their customer knows them, each with the last progress: a duplicate has its own number and matter, and stands as its original. */
export async function withProgress(database: Database, tickets: StoredTicket[]): Promise<{ ticket: StoredTicket; progress: TicketEntry | undefined }[]> {
  const originals = await findTickets(database, tickets.flatMap(({ mergedInto }) => mergedInto ?? []));
  const known = tickets.map((ticket) => {
    const original = ticket.mergedInto === null ? undefined : originals.get(ticket.mergedInto);
    if (original === undefined) return { ticket, at: ticket.number };
    const { state, due_ms, result } = original;
    return { ticket: { ...ticket, state, due_ms, result }, at: original.number };
  });
  const progress = await lastProgress(database, known.map(({ at }) => at));
  return known.map(({ ticket, at }) => ({ ticket, progress: progress.get(at) }));
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
