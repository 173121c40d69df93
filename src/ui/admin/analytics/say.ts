import { LIMITS } from '../../../base/limits.ts';
import type { Advice, Analytics, Failing, Topic } from '../../../contract/studio/analytics.ts';

export type Say = (key: string, gaps?: Record<string, string | number>) => string;

/** A share as a percentage with at most one decimal. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** So many of so many; a rate only where there are enough to take one of. */
export function rate(count: number, of: number, t: Say): string {
  if (count === 0) return '0';
  return of < LIMITS.rateOf ? t('analytics.few', { count, of }) : t('analytics.rate', { count, of, percent: percent(Math.min(1, count / of)) });
}

/** A day, YYYY-MM-DD, in the reader's words. */
export function dayWord(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

export function trendSentence({ asked, before, days }: Analytics, t: Say, locale: string): string {
  const most = days.reduce((largest, day) => (day.asked > largest.asked ? day : largest));
  return t('analytics.say.trend', { n: asked, most: dayWord(most.day, locale), max: most.asked, change: changeSentence(asked, before, t) });
}

function changeSentence(asked: number, before: number, t: Say): string {
  if (before === 0) return t('analytics.say.noBefore');
  if (asked === before) return t('analytics.say.same');
  return t(`analytics.say.${asked > before ? 'more' : 'less'}`, { percent: percent(Math.abs(asked - before) / before) });
}

/** Intents that a chart can show. */
export const CHARTED = 12;

export function intentsSentence({ intents, asked, before }: Analytics, t: Say): string {
  const [most] = intents;
  if (most === undefined || asked === 0) return t('analytics.none');
  const said = [t('analytics.say.intents', { name: most.name, n: most.asked, percent: percent(most.asked / asked) })];
  const grown = intents.reduce((largest, one) => (one.asked - one.before > largest.asked - largest.before ? one : largest));
  if (before > 0 && grown.asked > grown.before) said.push(t('analytics.say.grown', { name: grown.name, before: grown.before, n: grown.asked }));
  if (intents.length > CHARTED) said.push(t('analytics.say.rest', { n: CHARTED }));
  return said.join('');
}

/** Hours in which few desks are open. */
const isNight = (hour: number): boolean => hour < 8 || hour >= 18;

export function weekSentence({ week, asked }: Analytics, t: Say): string {
  let busiest = { day: 0, hour: 0, n: 0 };
  let night = 0;
  for (const [day, hours] of week.entries()) {
    for (const [hour, n] of hours.entries()) {
      if (n > busiest.n) busiest = { day, hour, n };
      if (isNight(hour)) night += n;
    }
  }
  return t('analytics.say.week', { day: t(`analytics.asked.weekdays.${busiest.day}`), hour: busiest.hour, n: busiest.n, percent: percent(asked === 0 ? 0 : night / asked) });
}

/** Lines that the bot failed: not understood, asked back about, or misread. */
export const failedLines = ({ outside, clarified, misunderstood }: Failing): number => outside + clarified + misunderstood;

/** What lines count in: those that asked for the intent, and those that only came near it. */
export const linesOf = (one: Failing): number => Math.max(one.asked + one.outside, failedLines(one));

export function failingSentence({ failing }: Analytics, t: Say): string {
  const worst = failing.find((one) => one.intent !== null && one.asked > 0 && failedLines(one) > 0);
  if (worst === undefined) return t('analytics.say.noFailing');
  const { name, asked, outside, clarified, misunderstood } = worst;
  return t('analytics.say.failing', { name, asked, failed: failedLines(worst), outside, clarified, misunderstood });
}

export function changeOfTopic({ conversations, before }: Topic, t: Say): string {
  if (before === 0) return t('analytics.topics.fresh');
  if (conversations === before) return t('analytics.topics.same');
  return conversations > before ? t('analytics.topics.up', { n: conversations - before }) : t('analytics.topics.down', { n: before - conversations });
}

export function adviceSentence({ kind, intent, count, of }: Advice, topic: Topic | undefined, t: Say): string {
  const words = topic?.words.join(t('analytics.advice.words')) || topic?.examples[0] || '';
  const name = intent?.name ?? '';
  const said = t(`analytics.advice.${kind}`, { count, of, words, name });
  if (kind === 'add_examples') return said + t('analytics.advice.add_examples_near', { examples: intent?.examples ?? 0, alike: intent?.alike ?? 0 });
  if (kind !== 'new_intent' || intent === undefined) return said;
  return said + t(intent.alike === 0 ? 'analytics.advice.new_intent_near' : 'analytics.advice.new_intent_some', { name, examples: intent.examples, alike: intent.alike });
}
