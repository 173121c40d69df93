import { LIMITS } from '../../base/limits.ts';
import { COMPLAINT_KINDS } from '../../contract/ticket.ts';
import { backIntoDeskHours, type DeskTime } from '../../dialog/deskHours.ts';
import type { StoredTicket } from '../../storage/ticket.ts';

/**
 * What has to happen to a ticket by itself: its people are reminded, its time has run out, they are asked what the customer can be told today,
 * the customer hears how it stands; and the same two for a supervisor's answer to an incident report.
 */
export type Duty = 'reminder' | 'overdue' | 'ask' | 'feedback' | 'answer_reminder' | 'answer_overdue';

/** What of a ticket says when something has to happen. */
export type Promised = Pick<StoredTicket, 'kind' | 'clock_ms' | 'due_ms' | 'told_ms' | 'report' | 'answerDue_ms'>;

/** The next moment after `after_ms` at which a ticket that is not done has a duty; `null` when it never has one again. */
export function nextDuty(ticket: Promised, after_ms: number, desk: DeskTime): number | null {
  const { due_ms, answerDue_ms } = ticket;
  const feedback_ms = feedbackAfter(ticket, after_ms, desk);
  const moments = [remindAt(ticket), due_ms, answerRemindAt(ticket), answerDue_ms, askAfter(ticket, after_ms, desk), feedback_ms];
  const coming = moments.filter((moment) => moment !== null && moment > after_ms);
  return coming.length === 0 ? null : Math.min(...(coming as number[]));
}

/**
 * What has to happen now, when everything before `from_ms` has happened: each duty once, however often it came up meanwhile, no reminder of
 * what has run out already, and nobody is asked for what the customer is told now.
 */
export function dutiesSince(ticket: Promised, from_ms: number, now_ms: number, desk: DeskTime): Duty[] {
  const came = (moment: number | null) => moment !== null && moment >= from_ms && moment <= now_ms;
  const duties: Duty[] = [];
  if (came(ticket.due_ms)) duties.push('overdue');
  else if (came(remindAt(ticket))) duties.push('reminder');
  if (came(ticket.answerDue_ms)) duties.push('answer_overdue');
  else if (came(answerRemindAt(ticket))) duties.push('answer_reminder');
  if (came(feedbackAfter(ticket, from_ms - 1, desk))) duties.push('feedback');
  else if (came(askAfter(ticket, from_ms - 1, desk))) duties.push('ask');
  return duties;
}

/** When people are reminded that a ticket's time runs out. */
export function remindAt({ clock_ms, due_ms }: Pick<Promised, 'clock_ms' | 'due_ms'>): number | null {
  return shareOf(clock_ms, due_ms);
}

function answerRemindAt({ report, answerDue_ms }: Promised): number | null {
  return report === null ? null : shareOf(report.at_ms, answerDue_ms);
}

function shareOf(from_ms: number, to_ms: number | null): number | null {
  return to_ms === null || to_ms <= from_ms ? null : Math.round(from_ms + LIMITS.reminderShare * (to_ms - from_ms));
}

/** Every day after the customer heard last; at the end of the desk's day instead where nobody should be woken at night. */
function feedbackAfter(ticket: Promised, after_ms: number, desk: DeskTime): number | null {
  return dailyAfter(ticket, 0, after_ms, desk);
}

/** So long before that, that those who work on it can find out something to tell. */
function askAfter(ticket: Promised, after_ms: number, desk: DeskTime): number | null {
  return dailyAfter(ticket, LIMITS.feedbackAsk_ms, after_ms, desk);
}

function dailyAfter({ kind, told_ms }: Promised, before_ms: number, after_ms: number, desk: DeskTime): number | null {
  if (!COMPLAINT_KINDS.includes(kind)) return null;
  for (let days = Math.max(1, Math.floor((after_ms - told_ms) / LIMITS.feedback_ms)); ; days += 1) {
    const feedback_ms = backIntoDeskHours(told_ms + days * LIMITS.feedback_ms, desk);
    const moment = before_ms === 0 ? feedback_ms : backIntoDeskHours(feedback_ms - before_ms, desk);
    if (moment > after_ms) return moment;
  }
}
