import { LIMITS } from '../../base/limits.ts';
import { toIso } from '../../base/clock.ts';
import type { Database } from '../../storage/schema.ts';
import { claimDuty, findTicket, insertEntry, listDuties, listEntries, saveByClock, type DueTicket, type StoredTicket } from '../../storage/ticket.ts';
import type { Draft } from '../append.ts';
import type { Runtime } from '../runtime.ts';
import { sweep } from '../sweep.ts';
import { deskOf } from './desk.ts';
import { dutiesSince, nextDuty, type Duty } from './duty.ts';
import { tellCustomer, withCustomer } from './tell.ts';
import { feedbackText } from './words.ts';

/** Does what has to happen to tickets by now: reminders, time that has run out, word to those who have complained. */
export function sweepDuties(runtime: Runtime): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  return sweep<DueTicket>(
    (after) => listDuties(runtime.storage.read, now_ms, after, LIMITS.sweepPage),
    async (due) => {
      const ticket = await findTicket(runtime.storage.read, due.number);
      if (ticket === undefined) return;
      const isDone = await withCustomer(runtime, ticket, (database, draft) => fulfil(runtime, database, due, draft, now_ms));
      if (isDone) runtime.events.publish({ type: 'ticket', number: due.number });
    },
    (error, { number }) => runtime.log.error({ err: error, ticket: number }, 'the duty of a ticket was not fulfilled'),
  );
}

/** @returns whether it was this node that did something. */
async function fulfil(runtime: Runtime, database: Database, due: DueTicket, draft: Draft | null, now_ms: number): Promise<boolean> {
  const before = await findTicket(database, due.number);
  if (before === undefined) return false;
  const ticket = await claimDuty(database, due.number, due.duty_ms, nextDuty(before, now_ms, deskOf(runtime)));
  // It is done meanwhile, or another node was faster.
  if (ticket === undefined) return false;
  for (const duty of dutiesSince(ticket, due.duty_ms, now_ms, deskOf(runtime))) await DEEDS[duty](runtime, database, ticket, draft, now_ms);
  return true;
}

type Deed = (runtime: Runtime, database: Database, ticket: StoredTicket, draft: Draft | null, now_ms: number) => Promise<void>;

const DEEDS: Record<Duty, Deed> = {
  async reminder(_runtime, database, { number, due_ms }, _draft, now_ms) {
    await note(database, { number, kind: 'reminder', text: `将于 ${toIso(due_ms ?? now_ms)} 到期`, now_ms });
  },
  async overdue(runtime, database, { number, kind }, _draft, now_ms) {
    runtime.log.warn({ ticket: number, kind }, 'a ticket is overdue');
    await note(database, { number, kind: 'overdue', text: '已超过时限', now_ms });
  },
  async answer_reminder(_runtime, database, { number, answerDue_ms }, _draft, now_ms) {
    await note(database, { number, kind: 'reminder', text: `主管须在 ${toIso(answerDue_ms ?? now_ms)} 前答复事故报告`, now_ms });
  },
  async answer_overdue(runtime, database, { number, kind }, _draft, now_ms) {
    runtime.log.warn({ ticket: number, kind }, 'an incident report was not answered in time');
    await note(database, { number, kind: 'overdue', text: '事故报告超时未答复', now_ms });
  },
  async ask(runtime, database, ticket, _draft, now_ms) {
    await note(database, { number: ticket.number, kind: 'asked', text: '请写下今天可以告诉客户的进展', now_ms });
    await saveByClock(database, ticket.number, { asked_ms: now_ms, duty_ms: nextDuty(ticket, now_ms, deskOf(runtime)) });
  },
  async feedback(runtime, database, ticket, draft, now_ms) {
    const { number, due_ms } = ticket;
    const text = feedbackText({ number, progress: await newProgress(database, ticket), isOverdue: due_ms !== null && due_ms <= now_ms });
    await insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: 'clock', kind: 'feedback', text, visible: true });
    await tellCustomer(runtime, database, draft, { kind: 'ticket_feedback', ticket, text, now_ms });
    await saveByClock(database, number, { told_ms: now_ms, asked_ms: null, duty_ms: nextDuty({ ...ticket, told_ms: now_ms }, now_ms, deskOf(runtime)) });
  },
};

function note(database: Database, { number, kind, text, now_ms }: { number: string; kind: 'reminder' | 'overdue' | 'asked'; text: string; now_ms: number }): Promise<void> {
  return insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: 'clock', kind, text, visible: false });
}

/** The last progress that the customer has not been told. */
async function newProgress(database: Database, { number, told_ms }: StoredTicket): Promise<string | null> {
  const entries = await listEntries(database, number);
  return entries.findLast(({ kind, visible, at_ms }) => kind === 'progress' && visible && at_ms > told_ms)?.text ?? null;
}
