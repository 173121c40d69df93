import type { TicketKind } from '../contract/ticket.ts';
import type { Figures } from '../contract/content/figures.ts';
import { localTime } from './calendar.ts';

/** The figure that limits each kind; what has none has no due time. */
const LIMIT_FIGURES = {
  service_complaint: 'service_complaint',
  business_complaint: 'business_complaint',
  escalated_complaint: 'escalated_complaint',
  supervisor_decision: 'supervisor',
  follow_up: 'follow_up',
  left_message: 'left_message',
  callback: 'callback',
  request: 'request',
  suggestion: null,
} as const satisfies Record<TicketKind, string | null>;

export const DUE_FIGURES: readonly string[] = [...new Set(Object.values(LIMIT_FIGURES).filter((name) => name !== null))];

const UNIT_MINUTES: Readonly<Record<string, number>> = { 分钟: 1, 小时: 60, 天: 1440 };
/** Limits up to this many minutes only run while the desk is open: nobody can keep "2 hours" at night. */
const DESK_TIME_MINUTES = 120;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** The minutes that a figure stands for; `null` when it is no length of time. */
export function minutesOf(figures: Figures, name: string): number | null {
  const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
  const minutes = typeof figure?.value === 'number' ? figure.value * (UNIT_MINUTES[figure.unit] ?? Number.NaN) : Number.NaN;
  return Number.isFinite(minutes) ? minutes : null;
}

/** How long a ticket of this kind may take, in minutes of the desk or of the clock; `null` when it has no limit. */
export function limitMinutes(kind: TicketKind, figures: Figures): number | null {
  const name = LIMIT_FIGURES[kind];
  return name === null ? null : minutesOf(figures, name);
}

/** When a ticket of this kind that is opened now has to be done, ms since the epoch; `null` when it has no limit. */
export function dueTime(kind: TicketKind, now_ms: number, timeZone: string, figures: Figures): number | null {
  const minutes = limitMinutes(kind, figures);
  if (minutes === null) return null;
  return minutes > DESK_TIME_MINUTES ? now_ms + minutes * MINUTE_MS : afterDeskMinutes(now_ms, minutes, timeZone, figures);
}

/** The moment at which the desk will have been open for so many minutes. Every day has 24 hours here. */
function afterDeskMinutes(now_ms: number, minutes: number, timeZone: string, figures: Figures): number {
  const opens_ms = minuteOfDay(String(figures['desk_opens']?.value)) * MINUTE_MS;
  const closes_ms = minuteOfDay(String(figures['desk_closes']?.value)) * MINUTE_MS;
  if (!(opens_ms < closes_ms)) return now_ms + minutes * MINUTE_MS;
  let left_ms = minutes * MINUTE_MS;
  let due_ms = now_ms;
  // Time zones differ by whole minutes.
  let at_ms = minuteOfDay(localTime(now_ms, timeZone).clock) * MINUTE_MS + (now_ms % MINUTE_MS);
  for (;;) {
    const wait_ms = at_ms < opens_ms ? opens_ms - at_ms : at_ms >= closes_ms ? DAY_MS - at_ms + opens_ms : 0;
    due_ms += wait_ms;
    if (wait_ms > 0) at_ms = opens_ms;
    const today_ms = Math.min(left_ms, closes_ms - at_ms);
    due_ms += today_ms;
    left_ms -= today_ms;
    if (left_ms <= 0) return due_ms;
    at_ms += today_ms;
  }
}

function minuteOfDay(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
}
