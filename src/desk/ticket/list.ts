import { JiedaError } from '../../base/errors.ts';
import { dayOf, instantOf } from '../../base/day.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { TicketCall, TicketList, TicketRow, TicketsQuery } from '../../contract/desk/tickets.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import { listPersons } from '../../storage/person.ts';
import { listMemberships, listTeams } from '../../storage/team.ts';
import { findConversation } from '../../storage/conversation.ts';
import { findTicket, listTicketsOf, type StoredTicket } from '../../storage/ticket.ts';
import { countTickets, listCalls, listTickets, positionOf, type TicketPosition } from '../../storage/ticketList.ts';
import { mayDecide, mayReveal, standingOf } from './standing.ts';
import { namesOf, presentRow } from './view.ts';

/** One page of a list, how many every list holds, and where the next page begins. */
export async function ticketsFor(runtime: Runtime, person: DeskPerson, query: TicketsQuery): Promise<{ tickets: TicketRow[]; counts: Record<TicketList, number>; next: string | null }> {
  const { read } = runtime.storage;
  const now_ms = runtime.clock.now_ms();
  const reader = { personId: person.id, now_ms };
  const { list, kind, state, team, due, text, after } = query;
  const filter = { kind, state, due, text, teamId: team === 'none' ? null : team, today_ms: instantOf(dayOf(now_ms, runtime.timeZone), '24:00', runtime.timeZone) };
  const stored = await listTickets(read, list, reader, filter, after === undefined ? null : parsePosition(after), LIMITS.ticketsPage + 1);
  const page = stored.slice(0, LIMITS.ticketsPage);
  const last = page.at(-1);
  const names = await namesOf(runtime);
  return {
    tickets: page.map((ticket) => presentRow(ticket, names, now_ms)),
    counts: await countTickets(read, reader),
    next: stored.length > page.length && last !== undefined ? formatPosition(positionOf(list, last)) : null,
  };
}

function formatPosition({ key, number }: TicketPosition): string {
  return `${key}~${number}`;
}

/** @throws JiedaError `request.invalid` for what {@link formatPosition} never makes. */
function parsePosition(text: string): TicketPosition {
  const [, key, number] = /^(\d{1,16})~([A-Z]{2}\d{8})$/.exec(text) ?? [];
  if (key === undefined || number === undefined) throw new JiedaError('request.invalid', { problems: [{ field: 'after', message: 'is no position' }] });
  return { key: Number(key), number };
}

/** The tickets of a conversation's customer, newest first. @throws JiedaError `conversation.not_found`. */
export async function ticketsOfConversation(runtime: Runtime, conversationId: string): Promise<TicketRow[]> {
  const { read } = runtime.storage;
  const conversation = await findConversation(read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const stored = await listTicketsOf(read, { conversationId, externalId: conversation.customer.externalId }, LIMITS.ticketsKnown);
  const names = await namesOf(runtime);
  return stored.reverse().map((ticket) => presentRow(ticket, names, runtime.clock.now_ms()));
}

/** What calls for somebody now. A ticket calls once for each reason. */
export async function callsFor(runtime: Runtime, person: DeskPerson): Promise<TicketCall[]> {
  const { teams } = await standingOf(runtime.storage.read, person);
  const now_ms = runtime.clock.now_ms();
  const decides = mayDecide(person);
  const called = await listCalls(runtime.storage.read, { personId: person.id, teams, decides, now_ms }, LIMITS.ticketCalls);
  const isTheirs = ({ assigneeId, teamId }: StoredTicket) => assigneeId === person.id || (assigneeId === null && (teamId === null || teams.length === 0 || teams.includes(teamId)));
  return called.flatMap((ticket) => reasons(ticket, isTheirs(ticket), decides, now_ms).map((why) => ({ number: ticket.number, kind: ticket.kind, why, content: ticket.content })));
}

function reasons({ kind, due_ms, remind_ms, asked_ms, report, approvalState, answerDue_ms }: StoredTicket, theirs: boolean, decides: boolean, now_ms: number): TicketCall['why'][] {
  const isOverdue = due_ms !== null && due_ms <= now_ms;
  const own: TicketCall['why'][] = [];
  if (isOverdue) own.push(kind === 'escalated_complaint' && report === null ? 'report' : 'overdue');
  else if (remind_ms !== null && remind_ms <= now_ms) own.push('soon');
  if (asked_ms !== null) own.push('progress');
  const deciders: TicketCall['why'][] = [];
  if (approvalState === 'asked') deciders.push('approval');
  if (answerDue_ms !== null) deciders.push(answerDue_ms <= now_ms ? 'answer_overdue' : 'answer');
  return [...(theirs ? own : []), ...(decides ? deciders : [])];
}

/** Everybody to whom a ticket may be given, with their teams. */
export async function ticketPeople({ storage: { read } }: Runtime): Promise<{ people: { id: string; name: string; workerNumber: string; teams: string[] }[]; teams: { id: string; name: string }[] }> {
  const memberships = await listMemberships(read);
  const people = (await listPersons(read)).filter(({ disabled }) => !disabled);
  return {
    people: people.map(({ id, name, workerNumber }) => ({ id, name, workerNumber, teams: (memberships.get(id) ?? []).map(({ team }) => team) })),
    teams: await listTeams(read),
  };
}

/** The contact in clear, for whoever has to reach the customer; the audit log keeps who looked. @throws JiedaError `ticket.not_found`, `session.forbidden`, `ticket.no_contact`. */
export async function revealContact(runtime: Runtime, person: DeskPerson, number: string, from: string): Promise<string> {
  const ticket = await findTicket(runtime.storage.read, number);
  if (ticket === undefined) throw new JiedaError('ticket.not_found');
  if (!mayReveal({ person }, ticket)) throw new JiedaError('session.forbidden');
  const { contact } = ticket;
  if (contact === null) throw new JiedaError('ticket.no_contact');
  await runtime.storage.transaction((database) =>
    audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'private.revealed', on: number, from, details: { what: 'contact' } }),
  );
  return contact;
}
