import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { Satisfaction, TicketDetail, TicketRow } from '../../contract/desk/tickets.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { maskContact } from '../../conversation/ticket/present.ts';
import { listPersons, type Person } from '../../storage/person.ts';
import { listTeams } from '../../storage/team.ts';
import { findTicket, listEntries, listMerged, type StoredTicket, type TicketEntry } from '../../storage/ticket.ts';
import { needsApproval } from './rules.ts';
import { mayChange, mayDecide, mayReveal, standingOf } from './standing.ts';

/** The names that rows need. */
export type Names = { people: Map<string, Person>; teams: Map<string, string> };

export async function namesOf({ storage: { read } }: Runtime): Promise<Names> {
  return {
    people: new Map((await listPersons(read)).map((person) => [person.id, person])),
    teams: new Map((await listTeams(read)).map(({ id, name }) => [id, name])),
  };
}

type Who = { id: string; name: string; workerNumber: string };

function who(id: string | null, { people }: Names): Who | undefined {
  const person = id === null ? undefined : people.get(id);
  return person && { id: person.id, name: person.name, workerNumber: person.workerNumber };
}

/** A row as everybody at the desk sees it. */
export function presentRow(ticket: StoredTicket, names: Names, now_ms: number): TicketRow {
  const assignee = who(ticket.assigneeId, names);
  const team = ticket.teamId === null ? undefined : names.teams.get(ticket.teamId);
  const incident = incidentOf(ticket, now_ms);
  return {
    number: ticket.number,
    kind: ticket.kind,
    state: ticket.state,
    content: ticket.content,
    emotion: ticket.emotion,
    urgent: ticket.urgent,
    openedAt: toIso(ticket.opened_ms),
    updatedAt: toIso(ticket.updated_ms),
    asksProgress: ticket.asked_ms !== null,
    rev: ticket.rev,
    ...(ticket.customerName !== null && { customer: ticket.customerName }),
    ...(team !== undefined && ticket.teamId !== null && { team: { id: ticket.teamId, name: team } }),
    ...(assignee && { assignee }),
    ...(ticket.due_ms !== null && { dueAt: toIso(ticket.due_ms) }),
    ...(ticket.remind_ms !== null && { remindAt: toIso(ticket.remind_ms) }),
    ...(ticket.done_ms !== null && { doneAt: toIso(ticket.done_ms) }),
    ...(ticket.approvalState !== null && { approval: ticket.approvalState }),
    ...(incident && { incident }),
    ...(ticket.answerDue_ms !== null && { answerDueAt: toIso(ticket.answerDue_ms) }),
    ...(ticket.mergedInto !== null && { mergedInto: ticket.mergedInto }),
  };
}

function incidentOf({ kind, state, due_ms, report }: StoredTicket, now_ms: number): TicketRow['incident'] {
  if (report !== null) return report.answer === null ? 'waiting' : 'answered';
  const isUnsolved = kind === 'escalated_complaint' && (state === 'open' || state === 'working') && due_ms !== null && due_ms <= now_ms;
  return isUnsolved ? 'needed' : undefined;
}

/** All of a ticket, as this person sees it: the contact is masked for everybody. @throws JiedaError `ticket.not_found`. */
export async function ticketFor(runtime: Runtime, person: DeskPerson, number: string): Promise<TicketDetail> {
  const { read } = runtime.storage;
  const ticket = await findTicket(read, number);
  if (ticket === undefined) throw new JiedaError('ticket.not_found');
  const names = await namesOf(runtime);
  const standing = await standingOf(read, person);
  const decidedBy = who(ticket.approvalBy, names);
  return {
    ...presentRow(ticket, names, runtime.clock.now_ms()),
    details: ticket.details,
    recordedBy: who(ticket.recordedBy, names) ?? 'bot',
    needsApproval: needsApproval(ticket),
    merged: (await listMerged(read, number)).map((one) => one.number),
    entries: (await listEntries(read, number)).map((entry) => presentEntry(entry, names)),
    may: { change: mayChange(standing, ticket), reveal: mayReveal(standing, ticket), decide: mayDecide(person) },
    ...(ticket.told_ms > ticket.opened_ms && { toldAt: toIso(ticket.told_ms) }),
    ...(ticket.reason !== null && { reason: ticket.reason }),
    ...(ticket.wish !== null && { wish: ticket.wish }),
    ...(ticket.contact !== null && { contact: maskContact(ticket.contact) }),
    ...(ticket.conversationId !== null && { conversationId: ticket.conversationId }),
    ...(ticket.proposal !== null && { proposal: ticket.proposal }),
    ...(ticket.approval_ms !== null && { decided: { at: toIso(ticket.approval_ms), note: ticket.approval ?? '', ...(decidedBy && { by: decidedBy }) } }),
    ...(ticket.result !== null && { result: ticket.result }),
    ...(ticket.satisfaction !== null && { satisfaction: ticket.satisfaction as Satisfaction }),
    ...(ticket.report !== null && { report: presentReport(ticket.report, names) }),
  };
}

function presentReport({ by, at_ms, answer, ...fields }: NonNullable<StoredTicket['report']>, names: Names): NonNullable<TicketDetail['report']> {
  const writer = who(by, names);
  const answerer = who(answer?.by ?? null, names);
  return {
    ...fields,
    at: toIso(at_ms),
    ...(writer && { by: writer }),
    ...(answer && { answer: { at: toIso(answer.at_ms), text: answer.text, ...(answerer && { by: answerer }) } }),
  };
}

function presentEntry({ seq, at_ms, by, kind, text, visible }: TicketEntry, names: Names): TicketDetail['entries'][number] {
  const isClock = by === 'bot' || by === 'customer' || by === 'clock';
  return { seq, at: toIso(at_ms), by: isClock ? by : (who(by, names) ?? 'bot'), kind, text, visible };
}
