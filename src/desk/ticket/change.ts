import { JiedaError } from '../../base/errors.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { TicketDetail } from '../../contract/desk/tickets.ts';
import type { Draft } from '../../conversation/append.ts';
import type { NotificationKind } from '../../conversation/notify/queue.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { deskOf } from '../../conversation/ticket/desk.ts';
import { nextDuty, remindAt } from '../../conversation/ticket/duty.ts';
import { tellWebhooks, ticketData } from '../../conversation/notify/happening.ts';
import { tellCustomer, withCustomer, type Told } from '../../conversation/ticket/tell.ts';
import type { Database } from '../../storage/schema.ts';
import { findTicket, insertEntry, lockTicket, saveTicket, type StoredTicket, type TicketEntry } from '../../storage/ticket.ts';
import { mayChange, standingOf } from './standing.ts';
import { ticketFor } from './view.ts';

/** What a change works with: the locked ticket, which it changes in place, and what it may do besides. */
export type Change = {
  ticket: StoredTicket;
  database: Database;
  now_ms: number;
  /** Adds a line to what happened; only those of the desk read it unless it is `visible`. */
  enter(kind: TicketEntry['kind'], text: string, visible?: boolean): Promise<void>;
  /** Tells the customer, wherever they can be reached. */
  tell(kind: NotificationKind, text: string): Promise<Told>;
};

/** Who changes what: `sent` is the request, given back beside the present ticket when it comes too late. */
export type Asked = { person: DeskPerson; number: string; rev: number; sent: unknown };

export type Changed = { ticket: TicketDetail; told?: Told };

/**
 * Changes a ticket in one transaction, if nobody has changed it since revision `rev`. What is due by the clock is reckoned anew.
 * @throws JiedaError `ticket.not_found`, `ticket.not_yours`, `ticket.merged` with `into`, `ticket.conflict` with `sent` and `current`, and
 * whatever `work` throws; then nothing has changed.
 */
export async function changeTicket(runtime: Runtime, asked: Asked, work: (change: Change) => Promise<Told | void>): Promise<Changed> {
  const { person, number } = asked;
  const found = await findTicket(runtime.storage.read, number);
  if (found === undefined) throw new JiedaError('ticket.not_found');
  const now_ms = runtime.clock.now_ms();
  let told: Told | void;
  try {
    told = await withCustomer(runtime, found, async (database, draft) => {
      const ticket = await lockTicket(database, number);
      if (ticket === undefined) throw new JiedaError('ticket.not_found');
      await check(database, asked, ticket);
      const before = { ...ticket };
      const told = await work(changeOf(runtime, { database, draft, ticket, by: person.id, now_ms }));
      await saveTicket(database, { ...ticket, ...clocksOf(runtime, before, ticket, now_ms), updated_ms: now_ms });
      await tellWebhooks(runtime, database, { event: 'ticket.changed', subject: number, data: ticketData(ticket), now_ms });
      return told;
    });
  } catch (error) {
    if (!(error instanceof JiedaError && error.code === 'ticket.conflict')) throw error;
    throw new JiedaError('ticket.conflict', { sent: asked.sent, current: await ticketFor(runtime, person, number) });
  }
  runtime.events.publish({ type: 'ticket', number });
  return { ticket: await ticketFor(runtime, person, number), ...(told && { told }) };
}

async function check(database: Database, { person, rev }: Asked, ticket: StoredTicket): Promise<void> {
  if (!mayChange(await standingOf(database, person), ticket)) throw new JiedaError('ticket.not_yours');
  if (ticket.mergedInto !== null) throw new JiedaError('ticket.merged', { into: ticket.mergedInto });
  if (ticket.rev !== rev) throw new JiedaError('ticket.conflict');
}

type Work = { database: Database; draft: Draft | null; ticket: StoredTicket; by: string; now_ms: number };

function changeOf(runtime: Runtime, { database, draft, ticket, by, now_ms }: Work): Change {
  return {
    ticket,
    database,
    now_ms,
    enter: (kind, text, visible = false) => insertEntry(database, { ticketNumber: ticket.number, at_ms: now_ms, by, kind, text, visible }),
    async tell(kind, text) {
      const told = await tellCustomer(runtime, database, draft, { kind, ticket, text, now_ms });
      // Who could not be told hears of it with the next word of the day.
      if (told.chat || told.message) ticket.told_ms = now_ms;
      ticket.asked_ms = null;
      return told;
    },
  };
}

/** When something has to happen next. What is due already and has not been done stays due. */
function clocksOf(runtime: Runtime, before: StoredTicket, ticket: StoredTicket, now_ms: number): Partial<StoredTicket> {
  if (!isUnderWay(ticket)) return { duty_ms: null, asked_ms: null, answerDue_ms: null };
  const isPending = before.duty_ms !== null && before.duty_ms <= now_ms;
  return { remind_ms: remindAt(ticket), duty_ms: isPending ? before.duty_ms : nextDuty(ticket, now_ms, deskOf(runtime)) };
}

export function isUnderWay({ state, mergedInto }: Pick<StoredTicket, 'state' | 'mergedInto'>): boolean {
  return (state === 'open' || state === 'working') && mergedInto === null;
}

/** @throws JiedaError `ticket.over`. */
export function requireUnderWay(ticket: StoredTicket): void {
  if (!isUnderWay(ticket)) throw new JiedaError('ticket.over');
}

/** Somebody has begun with it. */
export function begin(ticket: StoredTicket): void {
  if (ticket.state === 'open') ticket.state = 'working';
}
