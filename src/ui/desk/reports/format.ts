import { span } from '../../shared/time.ts';

type Say = (key: string, gaps?: Record<string, string | number>) => string;

/** A share from 0 to 1 as a percentage with one decimal, trailing zero left out. */
export function percent(share: number | null, t: Say): string {
  return share === null ? t('report.noData') : `${Number((share * 100).toFixed(1))}%`;
}

/** A duration in its two leading units. */
export function duration(ms: number | null, t: Say): string {
  if (ms === null) return t('report.noData');
  const { hours: h, minutes: m, seconds: s } = span(ms);
  return h > 0 ? t('report.hours', { h, m }) : m > 0 ? t('report.minutes', { m, s }) : t('report.seconds', { s });
}

/** A day, YYYY-MM-DD, in the reader's words. */
export function dayWord(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
