import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, instantOf } from '../../src/base/day.ts';

test.each([
  ['2026-11-24', '08:30', 'Asia/Shanghai', '2026-11-24T00:30:00Z'],
  ['2026-11-24', '24:00', 'Asia/Shanghai', '2026-11-24T16:00:00Z'],
  ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-10-25', '24:00', 'Europe/Berlin', '2026-10-25T23:00:00Z'],
  ['2026-07-01', '12:00', 'America/St_Johns', '2026-07-01T14:30:00Z'],
  ['2026-07-01', '00:00', 'Pacific/Auckland', '2026-06-30T12:00:00Z'],
])('%s %s in %s is %s', (date, clock, timeZone, instant) => {
  expect(new Date(instantOf(date, clock, timeZone)).toISOString()).toBe(instant.replace('Z', '.000Z'));
});

test('every day begins when the one before it ends, and is the day that it says', () => {
  const days = fc.integer({ min: 0, max: 3_650 }).map((day) => new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'), (date, timeZone) => {
      const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      expect(instantOf(date, '24:00', timeZone)).toBe(instantOf(next, '00:00', timeZone));
      expect(dayOf(instantOf(date, '00:00', timeZone), timeZone)).toBe(date);
      expect(dayOf(instantOf(date, '24:00', timeZone) - 1, timeZone)).toBe(date);
    }),
  );
});
