import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { Analytics, AnalyticsQuery, Failing } from '../../contract/studio/analytics.ts';
import { askedByHour, askedByIntent, countGaps, coursesByIntent } from '../../storage/question.ts';
import type { Studio } from '../studio.ts';
import { daysBefore, daysOf, weekdayOf } from './days.ts';
import { lowerBound } from './share.ts';

/** What customers asked in some days, and how the bot fared; everything from sums that are kept by hour and conversation. */
export async function analyse({ storage: { read }, draft, settings }: Pick<Studio, 'storage' | 'draft' | 'settings'>, days: AnalyticsQuery): Promise<Analytics> {
  const before = daysBefore(days);
  const { lowRating } = settings.get('quality.rules');
  const names = new Map((await draft.readAll()).intents.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const asked = await askedByIntent(read, days);
  const askedBefore = await askedByIntent(read, before);
  const hours = await askedByHour(read, days);
  const hoursBefore = await askedByHour(read, before);
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { day, hour, asked: times } of hours) week[weekdayOf(day)]![hour]! += times;
  return {
    asked: sum(asked.values()),
    before: sum(askedBefore.values()),
    days: byDay(daysOf(days), hours),
    daysBefore: byDay(daysOf(before), hoursBefore),
    intents: [...new Set([...asked.keys(), ...askedBefore.keys()])]
      .map((intent) => ({ intent, name: nameOf(intent), asked: asked.get(intent) ?? 0, before: askedBefore.get(intent) ?? 0 }))
      .sort((a, b) => b.asked - a.asked || b.before - a.before || (a.intent < b.intent ? -1 : 1)),
    week,
    failing: await failingOf({ read }, days, asked, nameOf, lowRating),
    lowRating,
  };
}

function byDay(days: readonly string[], hours: readonly { day: string; asked: number }[]): { day: string; asked: number }[] {
  const sums = new Map<string, number>();
  for (const { day, asked } of hours) sums.set(day, (sums.get(day) ?? 0) + asked);
  return days.map((day) => ({ day, asked: sums.get(day) ?? 0 }));
}

async function failingOf({ read }: { read: Studio['storage']['read'] }, days: AnalyticsQuery, asked: ReadonlyMap<string, number>, nameOf: (id: string) => string, lowRating: number): Promise<Failing[]> {
  const rows = new Map<string | null, Failing>();
  const rowOf = (intent: string | null): Failing => {
    const known = rows.get(intent);
    if (known !== undefined) return known;
    const fresh = {
      intent, name: intent === null ? '' : nameOf(intent), asked: intent === null ? 0 : (asked.get(intent) ?? 0),
      outside: 0, clarified: 0, misunderstood: 0, unsure: 0, conversations: 0, handedOver: 0, rated: 0, lowRated: 0, returned: 0,
    };
    rows.set(intent, fresh);
    return fresh;
  };
  for (const { nearest, kind, lines } of await countGaps(read, days)) rowOf(nearest === OUT_OF_SCOPE ? null : nearest)[kind] += lines;
  for (const { intent, ...course } of await coursesByIntent(read, days, lowRating)) if (intent !== OUT_OF_SCOPE) Object.assign(rowOf(intent), course);
  return [...rows.values()].map((row) => ({ row, weight: weightOf(row) })).sort((a, b) => b.weight - a.weight || (a.row.name < b.row.name ? -1 : 1)).map(({ row }) => row);
}

/** How bad it surely is: a share of few is taken for less than the same share of many. */
function weightOf({ asked, outside, clarified, misunderstood, conversations, handedOver }: Failing): number {
  const failed = outside + clarified + misunderstood;
  const of = Math.max(asked + outside, failed);
  return failed * lowerBound(failed, of) + handedOver * lowerBound(handedOver, conversations);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
