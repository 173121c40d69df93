import type { Language } from './words.ts';

const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const DAY_MS = 86_400_000;

/** 今天, 昨天, 明天, or the date; with the year where it is not this one. */
export function dayName(at: number, language: Language, weekday = true, now = Date.now()): string {
  const distance = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  if (Math.abs(distance) <= 1) return NEAR[language][distance + 1]!;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(LOCALE[language], {
    ...(!sameYear && { year: 'numeric' }),
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    ...(weekday && { weekday: 'short' }),
  }).format(at);
}

/** 09:05 */
export function clockTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

const NEAR: Record<Language, string[]> = { zh: ['昨天', '今天', '明天'], en: ['Yesterday', 'Today', 'Tomorrow'] };

/** A day of daylight saving has 23 or 25 hours; rounding the distance of two midnights takes care of it. */
function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
