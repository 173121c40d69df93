import type { RecordTicket, TicketCall, TicketDetail, TicketList, TicketRow, TicketsQuery } from '../../../contract/desk/tickets.ts';
import { request } from './request.ts';

export type TicketPage = { tickets: TicketRow[]; counts: Record<TicketList, number>; next: string | null };
export type TicketPeople = { people: { id: string; name: string; workerNumber: string; teams: string[] }[]; teams: { id: string; name: string }[] };
export type TicketAnswer = { ticket: TicketDetail; told?: { chat: boolean; message: boolean } };

const at = (number: string): string => `/tickets/${encodeURIComponent(number)}`;

export function fetchTickets(query: TicketsQuery): Promise<TicketPage> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return request('GET', `/tickets?${new URLSearchParams(given as [string, string][]).toString()}`);
}

export const fetchTicket = (number: string): Promise<TicketAnswer> => request('GET', at(number));

export const fetchCalls = (): Promise<{ calls: TicketCall[] }> => request('GET', '/tickets/calls');

export const fetchTicketPeople = (): Promise<TicketPeople> => request('GET', '/tickets/people');

export const fetchTicketsOf = (conversationId: string): Promise<{ tickets: TicketRow[] }> => request('GET', `/conversations/${encodeURIComponent(conversationId)}/tickets`);

export const recordTicket = (ticket: RecordTicket): Promise<TicketAnswer> => request('POST', '/tickets', ticket);

export const revealContact = (number: string): Promise<{ contact: string }> => request('POST', `${at(number)}/contact`, {});

/** Whatever people do with a ticket, by the last part of its address. */
export const changeTicket = (number: string, verb: string, body: object): Promise<TicketAnswer> => request('POST', `${at(number)}/${verb}`, body);
