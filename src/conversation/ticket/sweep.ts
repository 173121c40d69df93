import { LIMITS } from '../../base/limits.ts';
import { toIso } from '../../base/clock.ts';
import type { Database } from '../../storage/schema.ts';
import { claimDuty, findTicket, insertEntry, listDuties, listEntries, type DueTicket, type StoredTicket } from '../../storage/ticket.ts';
import { append, type Draft } from '../append.ts';
import { changeConversation } from '../change.ts';
import { queueNotification } from '../notify/queue.ts';
import type { Runtime } from '../runtime.ts';
import { sweep } from '../sweep.ts';
import { dutiesSince, nextDuty, type Duty } from './duty.ts';
import { feedbackText } from './words.ts';

/** Does what has to happen to tickets by now: reminders, time that has run out, word to those who have complained. */
export function sweepDuties(runtime: Runtime): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  return sweep<DueTicket>(
    (after) => listDuties(runtime.storage.read, now_ms, after, LIMITS.sweepPage),
    async (due) => {
      // The conversation is locked before the ticket, as a turn does it, so that neither waits for the other.
      if (due.conversationId === null) await runtime.storage.transaction((database) => fulfil(runtime, database, due, null, now_ms));
      else await changeConversation(runtime, due.conversationId, (draft, database) => fulfil(runtime, database, due, draft, now_ms));
    },
    (error, { number }) => runtime.log.error({ err: error, ticket: number }, 'the duty of a ticket was not fulfilled'),
  );
}

async function fulfil(runtime: Runtime, database: Database, due: DueTicket, draft: Draft | null, now_ms: number): Promise<void> {
  const desk = { figures: runtime.serving.current().dialogs.figures, timeZone: runtime.timeZone };
  const before = await findTicket(database, due.number);
  if (before === undefined) return;
  const ticket = await claimDuty(database, due.number, due.duty_ms, nextDuty(before, now_ms, desk));
  // It is done meanwhile, or another node was faster.
  if (ticket === undefined) return;
  for (const duty of dutiesSince(ticket, due.duty_ms, now_ms, desk)) await DEEDS[duty](runtime, database, ticket, draft, now_ms);
}

type Deed = (runtime: Runtime, database: Database, ticket: StoredTicket, draft: Draft | null, now_ms: number) => Promise<void>;

const DEEDS: Record<Duty, Deed> = {
  async reminder(_runtime, database, { number, due_ms }, _draft, now_ms) {
    await insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: 'clock', kind: 'reminder', text: `将于 ${toIso(due_ms ?? now_ms)} 到期`, visible: false });
  },
  async overdue(runtime, database, { number, kind }, _draft, now_ms) {
    runtime.log.warn({ ticket: number, kind }, 'a ticket is overdue');
    await insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: 'clock', kind: 'overdue', text: '已超过时限', visible: false });
  },
  async feedback(runtime, database, ticket, draft, now_ms) {
    const { number, due_ms } = ticket;
    const text = feedbackText({ number, progress: await newProgress(database, number), isOverdue: due_ms !== null && due_ms <= now_ms });
    await insertEntry(database, { ticketNumber: number, at_ms: now_ms, by: 'clock', kind: 'feedback', text, visible: true });
    if (draft !== null && draft.conversation.state !== 'closed') append(draft, { sender: 'bot', text, at_ms: now_ms });
    await queueNotification(runtime, database, { kind: 'ticket_feedback', ticket, text, now_ms });
  },
};

/** What the customer has not been told yet: the last progress since the last feedback. */
async function newProgress(database: Database, number: string): Promise<string | null> {
  const entries = await listEntries(database, number);
  const told = entries.findLastIndex(({ kind }) => kind === 'feedback');
  return entries.slice(told + 1).findLast(({ kind, visible }) => kind === 'progress' && visible)?.text ?? null;
}
