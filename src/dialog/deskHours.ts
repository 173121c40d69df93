import { dayOf, instantOf } from '../base/day.ts';
import type { Figures } from '../contract/content/figures.ts';
import type { Hours, Span } from '../contract/desk/settings.ts';
import { dayKind, localTime } from './calendar.ts';

/** When people are at the desk: by the hours that admins have set, otherwise every day from figure `desk_opens` to `desk_closes`. */
export type DeskTime = { timeZone: string; figures: Figures; hours?: Hours | null };

const MINUTE_MS = 60_000;
/** A desk that stays closed for longer than this counts as never open. */
const DAYS_AHEAD = 60;

/** The spans of a day (YYYY-MM-DD) in which people are at the desk, in order. */
export function spansOn(date: string, { figures, hours }: DeskTime): readonly Span[] {
  if (hours == null) {
    const [from, to] = [String(figures['desk_opens']?.value), String(figures['desk_closes']?.value)];
    return from < to ? [{ from, to }] : [];
  }
  const special = hours.days.find((day) => day.date === date);
  if (special !== undefined) return special.spans;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const { kind } = dayKind({ year, month, day, clock: '00:00' });
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const isMakeUpDay = kind === 'workday' && weekday >= 5;
  return (kind === 'holiday' ? hours.holidays : isMakeUpDay ? hours.makeUpDays : null) ?? (hours.week[weekday] as Span[]);
}

export function isDeskOpen(now_ms: number, desk: DeskTime): boolean {
  const { clock } = localTime(now_ms, desk.timeZone);
  return spansOn(dayOf(now_ms, desk.timeZone), desk).some(({ from, to }) => clock >= from && clock < to);
}

/** Day and time at which people are next there again; a span that has begun does not count. `null`: not within two months. */
export function nextOpening(now_ms: number, desk: DeskTime): { date: string; clock: string; daysAhead: number } | null {
  const { clock } = localTime(now_ms, desk.timeZone);
  const today = dayOf(now_ms, desk.timeZone);
  for (let daysAhead = 0; daysAhead <= DAYS_AHEAD; daysAhead += 1) {
    const date = dayAfter(today, daysAhead);
    const span = spansOn(date, desk).find(({ from }) => daysAhead > 0 || from > clock);
    if (span !== undefined) return { date, clock: span.from, daysAhead };
  }
  return null;
}

/** The moment at which the desk will have been open for so many minutes; without any hours, so many minutes from now. */
export function afterDeskMinutes(now_ms: number, minutes: number, desk: DeskTime): number {
  let left_ms = minutes * MINUTE_MS;
  const today = dayOf(now_ms, desk.timeZone);
  for (let day = 0, idle = 0; idle <= DAYS_AHEAD; day += 1, idle += 1) {
    const date = dayAfter(today, day);
    for (const { from, to } of spansOn(date, desk)) {
      const begins_ms = Math.max(now_ms, instantOf(date, from, desk.timeZone));
      const open_ms = instantOf(date, to, desk.timeZone) - begins_ms;
      if (open_ms <= 0) continue;
      if (left_ms <= open_ms) return begins_ms + left_ms;
      left_ms -= open_ms;
      idle = 0;
    }
  }
  return now_ms + minutes * MINUTE_MS;
}

/** The moment itself while the desk is open or never is, otherwise when it last closed. */
export function backIntoDeskHours(time_ms: number, desk: DeskTime): number {
  if (isDeskOpen(time_ms, desk)) return time_ms;
  const { clock } = localTime(time_ms, desk.timeZone);
  const today = dayOf(time_ms, desk.timeZone);
  for (let daysAgo = 0; daysAgo <= DAYS_AHEAD; daysAgo += 1) {
    const date = dayAfter(today, -daysAgo);
    const span = spansOn(date, desk).findLast(({ to }) => daysAgo > 0 || to <= clock);
    if (span !== undefined) return instantOf(date, span.to, desk.timeZone);
  }
  return time_ms;
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** The hours of an ordinary week in words: `每天08:30到21:00`, `周一到周五09:00到12:00、13:30到18:00，周六10:00到16:00`. Days without any are left out. */
export function describeHours({ figures, hours }: DeskTime): string {
  if (hours == null) return `每天${figures['desk_opens']?.value}到${figures['desk_closes']?.value}`;
  const days = hours.week.map((spans) => spans.map(({ from, to }) => `${from}到${to}`).join('、'));
  const runs: { from: number; to: number; text: string }[] = [];
  for (const [index, text] of days.entries()) {
    const last = runs.at(-1);
    if (last?.text === text) last.to = index;
    else runs.push({ from: index, to: index, text });
  }
  const open = runs.filter(({ text }) => text !== '');
  if (open.length === 0) return '上班时间';
  return open.map(({ from, to, text }) => (to - from === 6 ? '每天' : from === to ? WEEKDAYS[from] : `${WEEKDAYS[from]}到${WEEKDAYS[to]}`) + text).join('，');
}

/** When people are next there, in words: `08:30` today, `明天08:30`, `周一09:00`, `11月30日09:00`; `改日` when nobody knows. */
export function describeOpening(now_ms: number, desk: DeskTime): string {
  const next = nextOpening(now_ms, desk);
  if (next === null) return '改日';
  const { date, clock, daysAhead } = next;
  if (daysAhead <= 1) return daysAhead === 0 ? clock : `明天${clock}`;
  const [, month, day] = date.split('-').map(Number);
  const weekday = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  return daysAhead < 7 ? `${weekday}${clock}` : `${month}月${day}日${clock}`;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 1440 * MINUTE_MS).toISOString().slice(0, 10);
}
