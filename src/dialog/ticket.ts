import { toIso } from '../base/clock.ts';
import type { Step, Then } from '../contract/content/dialog.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import { TICKET_PREFIXES, type KnownTicket, type NewTicket, type TicketKind } from '../contract/ticket.ts';
import { holds } from './condition.ts';
import { dueTime, limitMinutes } from './due.ts';
import { formatValue } from './format.ts';
import { REMEMBERED } from './engine.ts';
import { quotable } from './gist.ts';
import { restate } from './restate.ts';
import { textOf } from './say.ts';
import { skillOf } from './skill.ts';
import { noteTried, valuesOf, type Turn } from './turn.ts';

type RecordStep = Extract<Step, { type: 'record' }>;
type FindStep = Extract<Step, { type: 'findTicket' }>;

/**
 * What texts and conditions may name of the ticket that was recorded or found last. `ticket_due` and `ticket_told_at` are ISO instants.
 * `ticket_delayed`: the desk's closing time comes in between, so that the limit alone does not say when.
 */
export const TICKET_FACTS = [
  'ticket_number', 'ticket_kind', 'ticket_name', 'ticket_state', 'ticket_content', 'ticket_due', 'ticket_delayed', 'ticket_overdue', 'ticket_progress', 'ticket_told_at', 'ticket_result',
] as const;

/** What customers call the kinds. */
const NAMES = {
  service_complaint: '服务投诉',
  business_complaint: '业务投诉',
  escalated_complaint: '升级投诉',
  supervisor_decision: '主管处理',
  follow_up: '跟进',
  left_message: '留言',
  callback: '回电',
  request: '申请',
  suggestion: '建议',
} as const satisfies { [kind in TicketKind]: string };

const NUMBER_DIGITS = 8;
const TEXT_LENGTH = 500;
const TRIED_LENGTH = 120;

/** Opens a ticket with what the form learnt. */
export function record(turn: Turn, step: RecordStep): void {
  const { state, circumstances, content } = turn;
  const { now_ms, timeZone, random } = circumstances;
  turn.facts.set('problem', restate(turn, 'unsolved'));
  const values = valuesOf(turn);
  const contact = step.contact === undefined ? null : values(step.contact);
  const ticket: NewTicket = {
    number: TICKET_PREFIXES[step.kind] + String(random(10 ** NUMBER_DIGITS)).padStart(NUMBER_DIGITS, '0'),
    kind: step.kind,
    skill: skillOf(turn),
    content: textOf(turn, step.content)?.slice(0, TEXT_LENGTH) ?? state.quote ?? NAMES[step.kind],
    reason: textOf(turn, step.reason),
    wish: textOf(turn, step.wish),
    contact: contact === null ? null : String(contact),
    details: step.details.flatMap((name) => detail(turn, name)),
    emotion: turn.meaning?.emotion ?? state.emotions.at(-1) ?? 'calm',
    urgent: step.urgentWhen !== undefined && holds(step.urgentWhen, turn),
    due_ms: dueTime(step.kind, now_ms, { timeZone, figures: content.figures, hours: circumstances.hours ?? null }),
  };
  turn.tickets.push(ticket);
  state.tickets = [...state.tickets, { number: ticket.number, kind: ticket.kind }].slice(-REMEMBERED.tickets);
  noteTried(turn, `登记了${NAMES[step.kind]}：${ticket.content}`.slice(0, TRIED_LENGTH));
  turn.because.push(`记录${NAMES[step.kind]} ${ticket.number}`);
  setTicketFacts(turn, { ...ticket, state: 'open', opened_ms: now_ms, progress: null, result: null });
}

function detail(turn: Turn, name: string): { label: string; value: string }[] {
  const value = valuesOf(turn)(name);
  const label = turn.content.slots.get(name)?.label;
  if (value === null || label === undefined) return [];
  const isSize = turn.content.slots.get(name)?.entities.includes('file_size') === true;
  return [{ label, value: formatValue(value, isSize ? 'size' : 'plain', turn.circumstances) ?? String(value) }];
}

/** Looks for the ticket that the customer means. @returns where the form goes on. */
export function find(turn: Turn, step: FindStep): string {
  const wanted = valuesOf(turn)(step.slot);
  const found = wanted === null ? newest(turn, step.kinds) : turn.circumstances.tickets.find(({ number }) => number === wanted);
  turn.because.push(found === undefined ? '没有找到记录' : `找到记录 ${found.number}`);
  if (found === undefined) return step.notFound;
  // Later steps talk about the same one.
  if (turn.state.form !== null) turn.state.form.slots[step.slot] = found.number;
  setTicketFacts(turn, found);
  return step.found;
}

/** The newest one of these kinds that is not done, or else the newest of these kinds; without kinds, of all. */
function newest({ circumstances }: Turn, kinds: readonly TicketKind[]): KnownTicket | undefined {
  const fitting = circumstances.tickets.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  return fitting.findLast(({ state }) => state === 'open' || state === 'working') ?? fitting.at(-1);
}

/** Adds something to the ticket that was just found, or else the newest of the conversation. */
export function addNote(turn: Turn, { text, urgent, withdraw, contact }: NonNullable<Then['note']>): void {
  const number = turn.ticket?.number ?? turn.state.tickets.at(-1)?.number;
  const reached = contact === undefined ? null : valuesOf(turn)(contact);
  const note = textOf(turn, text);
  if (number === undefined || note === null) return;
  turn.notes.push({ number, text: note.slice(0, TEXT_LENGTH), urgent: urgent === true, withdraw: withdraw === true, ...(reached !== null && { contact: String(reached) }) });
  turn.because.push(`补充到记录 ${number}`);
  if (withdraw) turn.state.tickets = turn.state.tickets.filter((ticket) => ticket.number !== number);
}

/** At the beginning of a turn the ticket that the running form is about, or else the newest of the conversation, is the one that texts talk about. */
export function recallTicket(turn: Turn): void {
  const number = turn.state.form?.slots['ticket_number_given'] ?? turn.state.tickets.at(-1)?.number;
  const ticket = turn.circumstances.tickets.find((known) => known.number === number);
  if (ticket !== undefined) setTicketFacts(turn, ticket);
}

function setTicketFacts(turn: Turn, ticket: KnownTicket): void {
  turn.ticket = ticket;
  const facts: { [name in (typeof TICKET_FACTS)[number]]: SlotValue | null } = {
    ticket_number: ticket.number,
    ticket_kind: ticket.kind,
    ticket_name: NAMES[ticket.kind],
    ticket_state: ticket.state,
    ticket_content: quotable(ticket.content),
    ticket_due: ticket.due_ms === null ? null : toIso(ticket.due_ms),
    ticket_delayed: isDelayed(turn, ticket),
    ticket_overdue: ticket.due_ms !== null && ticket.due_ms < turn.circumstances.now_ms && (ticket.state === 'open' || ticket.state === 'working'),
    ticket_progress: ticket.progress?.text ?? null,
    ticket_told_at: ticket.progress === null ? null : toIso(ticket.progress.at_ms),
    ticket_result: ticket.result,
  };
  for (const [name, value] of Object.entries(facts)) {
    if (value === null) turn.facts.delete(name);
    else turn.facts.set(name, value);
  }
}

function isDelayed({ content }: Turn, { kind, opened_ms, due_ms }: KnownTicket): boolean {
  const minutes = limitMinutes(kind, content.figures);
  return due_ms !== null && minutes !== null && due_ms > opened_ms + minutes * 60_000;
}
