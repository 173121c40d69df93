import { describe, expect, it } from '@jest/globals';
import type { Analytics, Failing, Topic } from '../../../../src/contract/studio/analytics.ts';
import { failingChart, intentsChart } from '../../../../src/ui/admin/analytics/charts.ts';
import { adviceSentence, changeOfTopic, CHARTED, failingSentence, intentsSentence, rate, trendSentence, weekSentence } from '../../../../src/ui/admin/analytics/say.ts';

/** Says the key and what fills its gaps. */
const t = (key: string, gaps: Record<string, string | number> = {}): string => `<${[key.replace('analytics.', ''), ...Object.values(gaps)].join(' ')}>`;
const row = (name: string, changes: Partial<Failing> = {}): Failing => ({
  intent: name, name, asked: 0, outside: 0, clarified: 0, misunderstood: 0, unsure: 0, conversations: 0, handedOver: 0, rated: 0, lowRated: 0, returned: 0, ...changes,
});
const found = (changes: Partial<Analytics> = {}): Analytics => ({
  asked: 10, before: 8, days: [{ day: '2026-11-23', asked: 3 }, { day: '2026-11-24', asked: 7 }], daysBefore: [], intents: [], failing: [], lowRating: 2,
  week: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)), ...changes,
});

describe('sentences about charts', () => {
  it('say how much was asked, when most, and what became of it', () => {
    expect(trendSentence(found(), t, 'zh-CN')).toMatch(/^<say.trend 10 11[/月]24.* 7 <say.more 25%>>$/);
    expect(trendSentence(found({ before: 0 }), t, 'zh-CN')).toContain('<say.noBefore>');
    expect(trendSentence(found({ before: 10 }), t, 'zh-CN')).toContain('<say.same>');
    expect(trendSentence(found({ before: 20 }), t, 'zh-CN')).toContain('<say.less 50%>');
  });

  it('name the intent asked most and the one that grew most, and say what the chart leaves out', () => {
    const intents = [{ intent: 'a', name: '物流', asked: 6, before: 6 }, { intent: 'b', name: '发票', asked: 4, before: 1 }];
    expect(intentsSentence(found({ intents }), t)).toBe('<say.intents 物流 6 60%><say.grown 发票 1 4>');
    const many = Array.from({ length: CHARTED + 1 }, (_, index) => ({ intent: `i${index}`, name: `意图${index}`, asked: 1, before: 1 }));
    expect(intentsSentence(found({ intents: many }), t)).toContain(`<say.rest ${CHARTED}>`);
    expect(intentsChart(found({ intents: many }), t).labels).toHaveLength(CHARTED);
  });

  it('name the busiest hour, and how much comes outside the day', () => {
    const week = found().week.map((hours) => [...hours]);
    week[2]![20] = 6;
    week[0]![10] = 4;
    expect(weekSentence(found({ week }), t)).toBe('<say.week <asked.weekdays.2> 20 6 60%>');
  });

  it('name the intent that the bot fails most surely', () => {
    const failing = [row('', { intent: null, outside: 9 }), row('发票', { asked: 40, outside: 3, clarified: 8, misunderstood: 1 }), row('物流', { handedOver: 3 })];
    expect(failingSentence(found({ failing }), t)).toBe('<say.failing 发票 40 12 3 8 1>');
    expect(failingSentence(found(), t)).toBe('<say.noFailing>');
    expect(failingChart(found({ failing }), t).labels).toEqual(['<noIntent>', '发票']);
  });
});

describe('numbers', () => {
  it('are a rate only where there are enough to take one of', () => {
    expect([rate(0, 50, t), rate(3, 9, t), rate(3, 10, t), rate(12, 10, t)]).toEqual(['0', '<few 3 9>', '<rate 3 10 30%>', '<rate 12 10 100%>']);
  });

  it('say how a topic changed', () => {
    const topic = (conversations: number, before: number) => ({ conversations, before }) as Topic;
    expect([topic(5, 0), topic(5, 5), topic(7, 5), topic(5, 7)].map((one) => changeOfTopic(one, t))).toEqual(['<topics.fresh>', '<topics.same>', '<topics.up 2>', '<topics.down 2>']);
  });
});

describe('advice', () => {
  const topic = { id: 'x', words: ['发票', '抬头'], examples: ['抬头写错了'] } as unknown as Topic;

  it('says what was asked, how often, and what the nearest intent lacks', () => {
    const intent = { id: 'invoice', name: '发票', examples: 40, alike: 0 };
    expect(adviceSentence({ kind: 'new_intent', topic: 'x', intent, count: 12, of: 14 }, topic, t)).toMatch(/^<advice.new_intent 12 14 发票<advice.words>抬头 发票><advice.new_intent_near 发票 40 0>$/);
    expect(adviceSentence({ kind: 'add_examples', topic: 'x', intent: { ...intent, alike: 2 }, count: 5, of: 5 }, topic, t)).toContain('<advice.add_examples_near 40 2>');
    expect(adviceSentence({ kind: 'sharpen', intent, count: 5, of: 20 }, undefined, t)).toBe('<advice.sharpen 5 20  发票>');
  });

  it('calls a topic without words by what a customer said', () => {
    expect(adviceSentence({ kind: 'new_intent', topic: 'x', count: 3, of: 3 }, { ...topic, words: [] }, t)).toContain('抬头写错了');
  });
});
