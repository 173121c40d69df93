const DAY_MS = 86_400_000;
const DAYS_MAX = 366;

export type Period = { from: string; to: string };

/** So many days that end today, on the reader's calendar. */
export function daysUntil(now_ms: number, days: number): Period {
  const today = new Date(now_ms);
  const day = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const iso = (time_ms: number): string => new Date(time_ms).toISOString().slice(0, 10);
  return { from: iso(day - (days - 1) * DAY_MS), to: iso(day) };
}

/** Which of several spans that end today the period is, in days; null where it is another. */
export function spanOf({ from, to }: Period, now_ms: number, spans: readonly number[]): number | null {
  return spans.find((days) => JSON.stringify(daysUntil(now_ms, days)) === JSON.stringify({ from, to })) ?? null;
}

/** Whether the server would take it: from before to, and not more than a year. */
export function isPeriod({ from, to }: Period): boolean {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return length >= 0 && length < DAYS_MAX;
}
