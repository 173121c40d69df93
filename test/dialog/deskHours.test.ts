import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hoursSchema, type Hours } from '../../src/contract/desk/settings.ts';
import { afterDeskMinutes, backIntoDeskHours, describeHours, describeOpening, isDeskOpen, nextOpening, type DeskTime } from '../../src/dialog/deskHours.ts';
import { Chat, FIGURES, textOf } from './support.ts';

const ZONE = 'Asia/Shanghai';
const at = (iso: string) => Date.parse(`${iso}+08:00`);
const DAY = [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '18:00' }];
const HOURS: Hours = hoursSchema.parse({
  week: [DAY, DAY, DAY, DAY, DAY, [{ from: '10:00', to: '16:00' }], []],
  holidays: [],
  makeUpDays: DAY,
  days: [{ date: '2026-11-24', spans: [] }, { date: '2026-11-29', spans: [{ from: '20:00', to: '24:00' }] }],
});
const desk: DeskTime = { timeZone: ZONE, figures: FIGURES, hours: HOURS };
const daily: DeskTime = { timeZone: ZONE, figures: FIGURES };

describe('when people are at the desk', () => {
  test.each([
    ['2026-11-25T09:00', true, 'a Wednesday as it opens'],
    ['2026-11-25T12:00', false, 'its break'],
    ['2026-11-25T13:30', true, 'after the break'],
    ['2026-11-25T18:00', false, 'as it closes'],
    ['2026-11-28T15:59', true, 'a Saturday'],
    ['2026-11-22T12:00', false, 'a Sunday'],
    ['2026-11-29T20:00', true, 'a Sunday with hours of its own'],
    ['2026-11-29T23:59', true, 'until midnight'],
    ['2026-11-30T00:00', false, 'after midnight'],
    ['2026-11-24T10:00', false, 'a Tuesday that is closed'],
    ['2026-10-01T10:00', false, 'the National Day, a Thursday'],
    ['2026-10-10T09:30', true, 'a Saturday that makes up for it'],
  ])('%s: %s, %s', (iso, open) => {
    expect(isDeskOpen(at(iso), desk)).toBe(open);
  });

  test('without hours of its own, every day as the figures say', () => {
    expect([isDeskOpen(at('2026-10-01T08:30'), daily), isDeskOpen(at('2026-10-01T21:00'), daily)]).toEqual([true, false]);
  });

  test('a make-up day without hours of its own is as its weekday', () => {
    expect(isDeskOpen(at('2026-10-10T09:30'), { ...desk, hours: { ...HOURS, makeUpDays: null } })).toBe(false);
  });
});

describe('in words', () => {
  test('an ordinary week', () => {
    expect(describeHours(daily)).toBe('每天08:30到21:00');
    expect(describeHours(desk)).toBe('周一到周五09:00到12:00、13:30到18:00，周六10:00到16:00');
  });

  test.each([
    ['2026-11-25T07:00', '09:00'],
    ['2026-11-25T12:30', '13:30'],
    ['2026-11-25T19:00', '明天09:00'],
    ['2026-11-23T19:00', '周三09:00'],
    ['2026-09-30T19:00', '10月8日09:00'],
  ])('at %s people are back %s', (iso, words) => {
    expect(describeOpening(at(iso), desk)).toBe(words);
  });

  test('customers hear the hours that are set', () => {
    const chat = new Chat({ now_ms: at('2026-11-21T17:00'), hours: HOURS });
    expect(textOf(chat.says('转人工', { intent: 'human_agent' }))).toMatch(/周一09:00|周一到周五09:00到12:00、13:30到18:00/);
  });

  test('nobody is promised a day when there is none', () => {
    const never = { ...desk, hours: { ...HOURS, week: [[], [], [], [], [], [], []] as unknown as Hours['week'], makeUpDays: [], days: [] } };
    expect([nextOpening(at('2026-11-25T12:00'), never), describeOpening(at('2026-11-25T12:00'), never)]).toEqual([null, '改日']);
    expect(afterDeskMinutes(at('2026-11-25T12:00'), 60, never)).toBe(at('2026-11-25T13:00'));
    expect(backIntoDeskHours(at('2026-11-25T12:00'), never)).toBe(at('2026-11-25T12:00'));
  });
});

describe('time at the desk', () => {
  test.each([
    ['2026-11-25T11:30', 60, '2026-11-25T14:00'],
    ['2026-11-25T17:30', 120, '2026-11-26T10:30'],
    ['2026-11-23T17:00', 120, '2026-11-25T10:00'],
    ['2026-11-28T15:00', 120, '2026-11-29T21:00'],
    ['2026-11-25T09:00', 450, '2026-11-25T18:00'],
  ])('from %s, %s minutes end at %s', (from, minutes, to) => {
    expect(afterDeskMinutes(at(from), minutes, desk)).toBe(at(to));
  });

  test('runs only while the desk is open, and is neither lost nor gained', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2026-09-20T00:00'), max: at('2026-12-20T00:00') }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (now_ms, first, second) => {
        const between_ms = afterDeskMinutes(now_ms, first, desk);
        expect(between_ms).toBeGreaterThanOrEqual(now_ms + first * 60_000);
        expect(isDeskOpen(between_ms - 1, desk)).toBe(true);
        expect(afterDeskMinutes(between_ms, second, desk)).toBe(afterDeskMinutes(now_ms, first + second, desk));
      }),
    );
  });

  test('goes back to when the desk last closed', () => {
    expect(backIntoDeskHours(at('2026-11-25T10:07'), desk)).toBe(at('2026-11-25T10:07'));
    expect(backIntoDeskHours(at('2026-11-25T12:40'), desk)).toBe(at('2026-11-25T12:00'));
    expect(backIntoDeskHours(at('2026-11-24T10:00'), desk)).toBe(at('2026-11-23T18:00'));
    expect(backIntoDeskHours(at('2026-11-30T00:30'), desk)).toBe(at('2026-11-30T00:00'));
  });

  test('counts hours as they pass where clocks change', () => {
    const berlin: DeskTime = { timeZone: 'Europe/Berlin', figures: FIGURES, hours: { ...HOURS, week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]) as unknown as Hours['week'], holidays: null, makeUpDays: null, days: [] } };
    expect(afterDeskMinutes(Date.parse('2026-10-24T22:00:00Z'), 25 * 60, berlin)).toBe(Date.parse('2026-10-25T23:00:00Z'));
  });
});
