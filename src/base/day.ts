/** Making a format costs more than a whole decision; there are few time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a time zone show at an instant, as if it were UTC, ms. Whole seconds. @throws RangeError for a zone that does not exist. */
export function shownAt(time_ms: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(time_ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/**
 * The instant at which the clocks of a time zone show this day (YYYY-MM-DD) and time (HH:MM, `24:00` ends the day), ms since the epoch. A time
 * that clocks skip counts as the one they skip to, one that comes twice as the first.
 */
export function instantOf(date: string, clock: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const wanted_ms = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * 60_000;
  const offset = (time_ms: number) => shownAt(time_ms, timeZone) - time_ms;
  // The offset before and after a change of the clocks; the earlier instant that shows what is wanted is meant.
  const candidates = [wanted_ms - 86_400_000, wanted_ms + 86_400_000].map((near_ms) => wanted_ms - offset(near_ms));
  const showing = candidates.filter((time_ms) => shownAt(time_ms, timeZone) === wanted_ms);
  return showing.length > 0 ? Math.min(...showing) : Math.max(...candidates);
}

/** The day that the clocks of a time zone show, YYYY-MM-DD. */
export function dayOf(time_ms: number, timeZone: string): string {
  return new Date(shownAt(time_ms, timeZone)).toISOString().slice(0, 10);
}
