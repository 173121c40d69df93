import type { TicketKind } from '../contract/ticket.ts';
import type { Figures } from '../contract/content/figures.ts';
import { afterDeskMinutes, type DeskTime } from './deskHours.ts';

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

/**
 * When a ticket of this kind that is opened now has to be done, ms since the epoch; `null` when it has no limit. Short limits run only while the
 * desk is open.
 */
export function dueTime(kind: TicketKind, now_ms: number, desk: DeskTime): number | null {
  const minutes = limitMinutes(kind, desk.figures);
  if (minutes === null) return null;
  return minutes > DESK_TIME_MINUTES ? now_ms + minutes * MINUTE_MS : afterDeskMinutes(now_ms, minutes, desk);
}
