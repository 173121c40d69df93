import { reactive, ref, shallowRef } from 'vue';
import type { TicketDetail, TicketList, TicketRow, TicketsQuery } from '../../../contract/desk/tickets.ts';
import { fetchTicket, fetchTicketPeople, fetchTickets, type TicketPeople } from '../api/tickets.ts';
import { wordsFor } from '../words/index.ts';

export const TICKET_LISTS: readonly TicketList[] = ['mine', 'unassigned', 'soon', 'overdue', 'decision', 'all'];

type Filters = Pick<TicketsQuery, 'kind' | 'state' | 'team' | 'due'> & { text: string };

/** What the page shows. `rows` is `null` until the first answer. */
export const filters = reactive<Filters>({ text: '' });
export const rows = shallowRef<TicketRow[] | null>(null);
export const counts = shallowRef<Record<TicketList, number> | null>(null);
export const next = ref<string | null>(null);
export const problem = ref('');
export const ticket = shallowRef<TicketDetail | null>(null);
export const ticketProblem = ref('');
export const people = shallowRef<TicketPeople | null>(null);

/** Every question has a number; an answer that a later question has overtaken is dropped. */
let asked = 0;
let askedTicket = 0;

export function isFiltered(): boolean {
  const { text, ...chosen } = filters;
  return text.trim() !== '' || Object.values(chosen).some((value) => value !== undefined);
}

export function clearFilters(): void {
  Object.assign(filters, { text: '', kind: undefined, state: undefined, team: undefined, due: undefined });
}

/** Fetches a list from its beginning, as far as it was shown before. */
export async function loadTickets(list: TicketList, shownBefore = 0): Promise<void> {
  const question = (asked += 1);
  try {
    let page = await fetchTickets({ list, ...filters, text: filters.text.trim() });
    let found = page.tickets;
    while (found.length < shownBefore && page.next !== null) {
      page = await fetchTickets({ list, ...filters, text: filters.text.trim(), after: page.next });
      found = [...found, ...page.tickets];
    }
    if (question !== asked) return;
    rows.value = found;
    counts.value = page.counts;
    next.value = page.next;
    problem.value = '';
  } catch (error) {
    if (question === asked) problem.value = wordsFor(error);
  }
}

export async function loadMore(list: TicketList): Promise<void> {
  if (next.value === null) return;
  const question = asked;
  try {
    const page = await fetchTickets({ list, ...filters, text: filters.text.trim(), after: next.value });
    if (question !== asked) return;
    const shown = new Set((rows.value ?? []).map(({ number }) => number));
    rows.value = [...(rows.value ?? []), ...page.tickets.filter(({ number }) => !shown.has(number))];
    next.value = page.next;
  } catch (error) {
    problem.value = wordsFor(error);
  }
}

/** Shows a ticket; `null` shows none. */
export async function openTicket(number: string | null): Promise<void> {
  const question = (askedTicket += 1);
  if (ticket.value?.number !== number) ticket.value = null;
  ticketProblem.value = '';
  if (number === null) return;
  try {
    const answer = await fetchTicket(number);
    if (question === askedTicket) ticket.value = answer.ticket;
  } catch (error) {
    if (question === askedTicket && ticket.value === null) ticketProblem.value = wordsFor(error);
  }
}

/** What a change answered is newer than anything that was asked for before. */
export function showTicket(changed: TicketDetail): void {
  askedTicket += 1;
  ticket.value = changed;
}

export async function loadPeople(): Promise<TicketPeople> {
  people.value = await fetchTicketPeople();
  return people.value;
}
