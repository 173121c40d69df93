import { LIMITS } from '../../base/limits.ts';
import type { Figures } from '../../contract/content/figures.ts';
import { COMPLAINT_KINDS, type NewTicket } from '../../contract/ticket.ts';
import { localTime } from '../../dialog/calendar.ts';

/** What has to happen to a ticket by itself: its people are reminded, its time has run out, its customer hears how it stands. */
export type Duty = 'reminder' | 'overdue' | 'feedback';

/** When the desk is open: figures `desk_opens` and `desk_closes`, on the clocks of its time zone. */
export type DeskHours = { figures: Figures; timeZone: string };

type Promised = Pick<NewTicket, 'kind' | 'due_ms'> & { opened_ms: number };

/** The next moment after `after_ms` at which a ticket that is not done has a duty; `null` when it never has one again. */
export function nextDuty(ticket: Promised, after_ms: number, desk: DeskHours): number | null {
  const moments = [reminderAt(ticket), ticket.due_ms, feedbackAfter(ticket, after_ms, desk)].filter((moment) => moment !== null && moment > after_ms);
  return moments.length === 0 ? null : Math.min(...(moments as number[]));
}

/**
 * What has to happen now, when everything before `from_ms` has happened: each duty once, however often it came up meanwhile, and no reminder
 * of what has run out already.
 */
export function dutiesSince(ticket: Promised, from_ms: number, now_ms: number, desk: DeskHours): Duty[] {
  const came = (moment: number | null) => moment !== null && moment >= from_ms && moment <= now_ms;
  const duties: Duty[] = [];
  if (came(ticket.due_ms)) duties.push('overdue');
  else if (came(reminderAt(ticket))) duties.push('reminder');
  if (came(feedbackAfter(ticket, from_ms - 1, desk))) duties.push('feedback');
  return duties;
}

function reminderAt({ opened_ms, due_ms }: Promised): number | null {
  return due_ms === null || due_ms <= opened_ms ? null : Math.round(opened_ms + LIMITS.reminderShare * (due_ms - opened_ms));
}

/** Every day after it was opened; at the end of the desk's day instead where nobody should be woken at night. */
function feedbackAfter({ kind, opened_ms }: Promised, after_ms: number, desk: DeskHours): number | null {
  if (!COMPLAINT_KINDS.includes(kind)) return null;
  for (let days = Math.max(1, Math.floor((after_ms - opened_ms) / LIMITS.feedback_ms)); ; days += 1) {
    const moment = backIntoDeskHours(opened_ms + days * LIMITS.feedback_ms, desk);
    if (moment > after_ms) return moment;
  }
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** The moment itself while the desk is open, otherwise when it last closed. */
function backIntoDeskHours(time_ms: number, { figures, timeZone }: DeskHours): number {
  const opens = minuteOfDay(figures['desk_opens']?.value);
  const closes = minuteOfDay(figures['desk_closes']?.value);
  const minute = minuteOfDay(localTime(time_ms, timeZone).clock);
  if (!(opens < closes) || (minute >= opens && minute < closes)) return time_ms;
  const closedFor = minute >= closes ? minute - closes : minute + DAY_MINUTES - closes;
  return time_ms - closedFor * MINUTE_MS;
}

/** Minutes since midnight of HH:MM; not a number for anything else. */
function minuteOfDay(clock: unknown): number {
  const [hours = Number.NaN, minutes = Number.NaN] = String(clock).split(':').map(Number);
  return hours * 60 + minutes;
}
