import { describe, expect, it } from '@jest/globals';
import type { IntentDocument } from '../../../src/contract/content/intent.ts';
import type { Failing, Topic } from '../../../src/contract/studio/analytics.ts';
import { adviseOn } from '../../../src/studio/analytics/advice.ts';
import { daysBefore, daysOf, weekdayOf } from '../../../src/studio/analytics/days.ts';
import { lowerBound } from '../../../src/studio/analytics/share.ts';
import { wordsOf } from '../../../src/studio/analytics/words.ts';

const known = new Map<string, IntentDocument>(['invoice', 'warranty', 'human_agent'].map((id) => [id, { id, name: id, domain: 'shop', description: '', rev: 1, rules: [], examples: [{ text: '例句', emotion: 'calm' }] }]));
const topic = (id: string, conversations: number, nearest: Topic['nearest'] = null): Topic => ({ id, words: [id], conversations, before: 0, lines: conversations, days: [], examples: ['一', '二', '三'], nearest });
const row = (intent: string, changes: Partial<Failing>): Failing => ({
  intent, name: intent, asked: 0, outside: 0, clarified: 0, misunderstood: 0, unsure: 0, conversations: 0, handedOver: 0, rated: 0, lowRated: 0, returned: 0, ...changes,
});

describe('advice', () => {
  it('makes a new intent of what is like nothing, and adds to an intent what it comes near', () => {
    const near = { intent: 'invoice', name: '发票', confidence: 0.5, examples: 40, alike: 0 };
    const advice = adviseOn([topic('a', 12, { ...near, confidence: 0.1 }), topic('b', 8, near), topic('c', 5, { ...near, confidence: 0.1, alike: 2 }), topic('d', 3)], [], known);
    expect(advice.map(({ kind, count }) => [kind, count])).toEqual([['new_intent', 12], ['add_examples', 8], ['add_examples', 5], ['new_intent', 3]]);
  });

  it('speaks of intents that surely are unclear or end with people, and not of a few cases', () => {
    const failing = [
      row('invoice', { asked: 40, clarified: 10, misunderstood: 2 }), row('warranty', { asked: 4, clarified: 4 }),
      row('warranty', { conversations: 20, handedOver: 15 }), row('human_agent', { conversations: 50, handedOver: 50 }), row('gone', { asked: 99, clarified: 99 }),
    ];
    expect(adviseOn([], failing, known).map(({ kind, intent, count, of }) => [kind, intent?.id, count, of])).toEqual([['sharpen', 'invoice', 12, 40], ['answer', 'warranty', 15, 20]]);
  });
});

describe('small numbers', () => {
  it('make no certain share', () => {
    expect(lowerBound(0, 0)).toBe(0);
    expect(lowerBound(1, 1)).toBeLessThan(0.25);
    expect(lowerBound(90, 100)).toBeGreaterThan(0.8);
    expect(lowerBound(9, 10)).toBeLessThan(lowerBound(90, 100));
  });
});

describe('days', () => {
  it('have as many before them, and Monday first', () => {
    expect(daysBefore({ from: '2026-11-24', to: '2026-11-30' })).toEqual({ from: '2026-11-17', to: '2026-11-23' });
    expect(daysOf({ from: '2026-02-27', to: '2026-03-01' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([0, 6]);
  });
});

describe('what a topic is called by', () => {
  it('is the words that stand in it and not elsewhere, none a piece of another, none that only asks', () => {
    const trade = [['可以', '以旧换新', '吗'], ['以旧换新', '怎么', '参加'], ['以旧换新', '旧']];
    const other = [['怎么', '退货'], ['可以', '退货', '吗'], ['退货', '参加']];
    expect(wordsOf([trade], [...trade, ...other])).toEqual([['以旧换新', '参加']]);
  });
});
