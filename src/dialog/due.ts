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
const DAY_MINUTES = 1440;

/** The minutes that a figure stands for; `null` when it is no length of time. */
export function minutesOf(figures: Figures, name: string): number | null {
  const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
  const minutes = typeof figure?.value === 'number' ? figure.value * (UNIT_MINUTES[figure.unit] ?? Number.NaN) : Number.NaN;
  return Number.isFinite(minutes) ? minutes : null;
}

/** When a ticket of this kind that is opened now has to be done, ms since the epoch; `null` when it has no limit. */
export function dueTime(kind: TicketKind, now_ms: number, timeZone: string, figures: Figures): number | null {
  const name = LIMIT_FIGURES[kind];
  const minutes = name === null ? null : minutesOf(figures, name);
  if (minutes === null) return null;
  return minutes > DESK_TIME_MINUTES ? now_ms + minutes * 60_000 : afterDeskMinutes(now_ms, minutes, timeZone, figures);
}

/** The moment at which the desk will have been open for so many minutes. */
function afterDeskMinutes(now_ms: number, minutes: number, timeZone: string, figures: Figures): number {
  const opens = minuteOfDay(String(figures['desk_opens']?.value));
  const closes = minuteOfDay(String(figures['desk_closes']?.value));
  if (!(opens < closes)) return now_ms + minutes * 60_000;
  let left = minutes;
  let passed = 0;
  let at = minuteOfDay(localTime(now_ms, timeZone).clock);
  for (;;) {
    const wait = at < opens ? opens - at : at >= closes ? DAY_MINUTES - at + opens : 0;
    passed += wait;
    at = wait === 0 ? at : opens;
    const today = Math.min(left, closes - at);
    passed += today;
    left -= today;
    if (left <= 0) return now_ms + passed * 60_000;
    at += today;
  }
}

function minuteOfDay(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
}
