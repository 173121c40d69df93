import chineseDays from 'chinese-days';

/** A moment on the desk's wall: `clock` is HH:MM. */
export type LocalTime = { year: number; month: number; day: number; clock: string };

/** Making a format costs more than a whole decision; there are few time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that does not exist; configuration has checked it. */
export function localTime(time_ms: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(time_ms).map(({ type, value }) => [type, value]));
  return {
    year: Number(parts.get('year')),
    month: Number(parts.get('month')),
    day: Number(parts.get('day')),
    clock: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}

/** Whole days of the calendar from one day to another. */
export function daysBetween(from: LocalTime, to: LocalTime): number {
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000);
}

/** A working day (made-up ones too), an ordinary weekend, or a day of a public holiday. */
export type DayKind = 'workday' | 'weekend' | 'holiday';

/** By the official calendar of mainland China; years that it does not know yet have weekends only. */
export function dayKind({ year, month, day }: LocalTime): { kind: DayKind; holiday: string | null } {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const { work, name } = chineseDays.getDayDetail(date);
  if (work) return { kind: 'workday', holiday: null };
  // A holiday is named "National Day,国庆节,3", a weekend "Saturday".
  const holiday = name.split(',')[1];
  return holiday === undefined ? { kind: 'weekend', holiday: null } : { kind: 'holiday', holiday };
}
