import type { Figure } from '../contract/content/figures.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import { daysBetween, localTime } from './calendar.ts';

/**
 * How a value is written: `plain` as it is; of ISO instants `date` (11月23日), `day` (今天, 明天, otherwise the date) and
 * `moment` (昨天18:40); of bytes `size` (180 MB); of yuan `money` (12.5元); `tail` the last four characters.
 */
const FORMATS = ['plain', 'date', 'day', 'moment', 'size', 'money', 'tail'] as const;
export type Format = (typeof FORMATS)[number];

/** Now, and where: dates are written as people there call them. */
export type Moment = { now_ms: number; timeZone: string };

/** Longest value inside a reply: a customer's words never fill the screen. */
const VALUE_LENGTH = 200;

export function isFormat(name: string): name is Format {
  return (FORMATS as readonly string[]).includes(name);
}

/** The value in words, or `null` when it has no such form (no date, no number). */
export function formatValue(value: SlotValue, format: Format, moment: Moment): string | null {
  switch (format) {
    case 'plain':
      return String(value).slice(0, VALUE_LENGTH);
    case 'tail':
      return String(value).slice(-4);
    case 'size':
      return typeof value === 'number' && value >= 0 ? formatSize(value) : null;
    case 'money':
      return typeof value === 'number' ? `${Number(value.toFixed(2))}元` : null;
    default:
      return formatTime(value, format, moment);
  }
}

function formatTime(value: SlotValue, format: 'date' | 'day' | 'moment', { now_ms, timeZone }: Moment): string | null {
  const time_ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time_ms)) return null;
  const then = localTime(time_ms, timeZone);
  const date = `${then.month}月${then.day}日`;
  if (format === 'date') return date;
  const distance = daysBetween(localTime(now_ms, timeZone), then);
  const day = NEAR_DAYS.get(distance) ?? date;
  return format === 'day' ? day : day + then.clock;
}

const NEAR_DAYS: ReadonlyMap<number, string> = new Map([[-2, '前天'], [-1, '昨天'], [0, '今天'], [1, '明天'], [2, '后天']]);

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes of `1 unit`. */
export function bytesOf(unit: string): number | null {
  const power = UNITS.indexOf(unit as (typeof UNITS)[number]);
  return power < 0 ? null : 1024 ** power;
}

/** The largest unit in which the number is at least 1, with at most two decimals. Round thousands are read as people wrote them. */
function formatSize(bytes: number): string {
  const base = bytes % 1000 === 0 && bytes % 1024 !== 0 ? 1000 : 1024;
  let power = 0;
  while (power < UNITS.length - 1 && bytes >= base ** (power + 1)) power += 1;
  return `${Number((bytes / base ** power).toFixed(2))} ${UNITS[power]}`;
}

/** A figure with its unit: `7天`, `100 MB`. */
export function formatFigure({ value, unit }: Figure): string {
  if (unit === '' || unit === 'clock') return String(value);
  return /^[A-Za-z]/.test(unit) ? `${value} ${unit}` : `${value}${unit}`;
}
