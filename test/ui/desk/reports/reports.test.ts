import { describe, expect, test } from '@jest/globals';
import type { Figures, Report } from '../../../../src/contract/desk/report.ts';
import { reportQueryOf } from '../../../../src/ui/desk/api/supervise.ts';
import { chartsOf, groupName, GROUPS_MAX } from '../../../../src/ui/desk/reports/charts.ts';
import { duration, percent } from '../../../../src/ui/desk/reports/format.ts';
import { daysUntil, isPeriod } from '../../../../src/ui/shared/period.ts';

/** Says the key and what fills its gaps. */
const t = (key: string, gaps: Record<string, string | number> = {}): string => [key, ...Object.values(gaps)].join(' ');

const FIGURES: Figures = {
  conversations: 4, contained: 0.75, escalated: 0.25, resolved: 0.5, resolvable: 4, resolvedIsPreliminary: false, served: 1, wait_ms: null, firstReply_ms: 65_000, reply_ms: 20_000,
  handling_ms: null, firstKept: null, repliesKept: null, ratings: 0, satisfied: null, score: null, recommends: 0, nps: null,
};
const report = (groups: Report['groups'], reasons: Report['reasons'] = []): Report => ({
  figures: FIGURES, before: FIGURES, groups, reasons, tickets: { done: 0, kept: null }, forbidden: 0, intents: [], teams: [], agents: [],
});
const group = (key: string, conversations: number, name: string | null = null) => ({ key, name, figures: { ...FIGURES, conversations } });

describe('a report on screen', () => {
  test('says in a sentence what each chart shows', () => {
    const days = [group('2026-11-23', 1), group('2026-11-24', 3)];
    const [volume, shares, times, reasons] = chartsOf(report(days, [{ reason: 'asked', conversations: 3 }, { reason: 'angry', conversations: 1 }]), 'day', t, 'zh-CN');
    expect(volume?.sentence).toContain('report.say.volume 4');
    expect(volume?.sentence).toContain('3 75%');
    expect(shares?.sentence).toBe('report.say.shares 50% report.noData');
    expect(times?.sentence).toBe('report.say.times report.minutes 1 5 report.seconds 20');
    expect(reasons?.sentence).toBe('report.say.reasons report.reason.asked 3 75%');
  });

  test('stacks what the bot did alone and what went to a person to the whole', () => {
    const [volume] = chartsOf(report([group('a', 8, '甲')]), 'intent', t, 'zh-CN');
    expect(volume?.data.series.map(({ values }) => values)).toEqual([[6], [2]]);
  });

  test('draws only the largest groups, and says so; days it draws all', () => {
    const many = Array.from({ length: 20 }, (_, index) => group(`2026-11-${String(index + 1).padStart(2, '0')}`, 20 - index, `组${index}`));
    const [byTeam] = chartsOf(report(many), 'team', t, 'zh-CN');
    expect([byTeam?.data.labels.length, byTeam?.sentence.includes('report.chart.rest')]).toEqual([GROUPS_MAX, true]);
    const [byDay] = chartsOf(report(many), 'day', t, 'zh-CN');
    expect([byDay?.data.labels.length, byDay?.sentence.includes('report.chart.rest')]).toEqual([20, false]);
  });

  test('names what belongs to none', () => {
    expect(groupName({ key: '', name: null }, 'agent', t, 'zh-CN')).toBe('report.noneAgent');
    expect(groupName({ key: 'gone', name: null }, 'intent', t, 'zh-CN')).toBe('gone');
    expect(groupName({ key: '2026-11-24', name: null }, 'day', t, 'zh-CN')).toContain('24');
  });

  test('tells nothing from zero', () => {
    expect([percent(null, t), percent(0, t), percent(0.12345, t)]).toEqual(['report.noData', '0%', '12.3%']);
    expect([duration(null, t), duration(0, t), duration(3_700_000, t)]).toEqual(['report.noData', 'report.seconds 0', 'report.hours 1 1']);
  });

  test('takes whole days on the reader’s calendar, a year at most', () => {
    const noon = new Date(2026, 2, 1, 12).getTime();
    expect(daysUntil(noon, 7)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(isPeriod({ from: '2026-03-01', to: '2026-03-01' })).toBe(true);
    expect(isPeriod({ from: '2026-03-02', to: '2026-03-01' })).toBe(false);
    expect(isPeriod({ from: '2025-03-01', to: '2026-03-02' })).toBe(false);
    expect(isPeriod({ from: '', to: '2026-03-01' })).toBe(false);
  });

  test('asks only for what is chosen', () => {
    expect(reportQueryOf({ from: '2026-11-24', to: '2026-11-24', by: 'day', intent: '', team: 'none', agent: '' })).toBe('from=2026-11-24&to=2026-11-24&by=day&team=none');
  });
});
