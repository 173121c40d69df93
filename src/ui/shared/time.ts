/** Instants in words for people, in the reader's own zone. Pure: `now` is an argument. */

const DAY_MS = 86_400_000;

/** The calendar day of an instant, e.g. `2026-11-22`: two instants share a day divider if they share this. */
export function dayKey(at: string | number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

export function clockTime(at: string | number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** Head of a day divider: today and yesterday by name, other days with their weekday. */
export function dayName(at: string | number, now: number, locale: string, words: { today: string; yesterday: string }): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return words.today;
  if (key === dayKey(now - DAY_MS)) return words.yesterday;
  const sameYear = key.slice(0, 4) === dayKey(now).slice(0, 4);
  return new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(new Date(at));
}

/** The short time at the end of a row: clock time today, otherwise the day. */
export function shortTime(at: string, now: number, locale: string, words: { yesterday: string }): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return clockTime(at, locale);
  if (key === dayKey(now - DAY_MS)) return words.yesterday;
  return new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric' }).format(new Date(at));
}

export function fullTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** A span of time in its two leading units. */
export function span(ms: number): { hours: number; minutes: number; seconds: number } {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
}
