import { expect, test } from '@jest/globals';
import { dayKey, dayName, shortTime, span } from '../../../src/ui/shared/time.ts';

const words = { today: '今天', yesterday: '昨天' };
const noon = new Date(2026, 10, 22, 12).getTime();
const daysAgo = (days: number): string => new Date(2026, 10, 22 - days, 9, 5).toISOString();

test('days are named from the reader’s present', () => {
  expect(dayName(daysAgo(0), noon, 'zh-CN', words)).toBe('今天');
  expect(dayName(daysAgo(1), noon, 'zh-CN', words)).toBe('昨天');
  expect(dayName(daysAgo(2), noon, 'zh-CN', words)).toMatch(/11月20日.*星期五/);
  expect(dayName(daysAgo(400), noon, 'zh-CN', words)).toMatch(/2025年/);
});

test('a row tells the clock today and the day before', () => {
  expect(shortTime(daysAgo(0), noon, 'zh-CN', words)).toBe('09:05');
  expect(shortTime(daysAgo(1), noon, 'zh-CN', words)).toBe('昨天');
  expect(shortTime(daysAgo(9), noon, 'zh-CN', words)).toBe('11/13');
});

test('a span never runs backwards when clocks disagree', () => {
  expect(span(-5_000)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
  expect(span(3_725_000)).toEqual({ hours: 1, minutes: 2, seconds: 5 });
  expect(dayKey(noon)).toBe('2026-11-22');
});
