import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ticketKindSchema } from '../../src/contract/ticket.ts';
import { dueTime, limitMinutes } from '../../src/dialog/due.ts';
import { FIGURES } from './support.ts';

const DESK = { timeZone: 'Asia/Shanghai', figures: FIGURES };
const at = (iso: string) => Date.parse(`${iso}+08:00`);
const due = (kind: Parameters<typeof dueTime>[0], iso: string) => dueTime(kind, at(iso), DESK);

describe('when a ticket has to be done', () => {
  test.each([
    ['service_complaint', '2026-11-11T10:00:00', '2026-11-11T12:00:00'],
    ['supervisor_decision', '2026-11-11T20:30:00', '2026-11-12T09:00:00'],
    ['service_complaint', '2026-11-11T23:20:00', '2026-11-12T10:30:00'],
    ['callback', '2026-11-11T06:00:00', '2026-11-11T09:00:00'],
    ['escalated_complaint', '2026-11-11T19:00:00', '2026-11-11T21:00:00'],
    ['follow_up', '2026-11-11T23:20:00', '2026-11-12T23:20:00'],
    ['left_message', '2026-11-14T23:20:00', '2026-11-15T23:20:00'],
    ['business_complaint', '2026-11-11T20:59:00', '2026-11-12T20:59:00'],
  ] as const)('%s opened at %s: by %s', (kind, opened, done) => {
    expect(due(kind, opened)).toBe(at(done));
  });

  test('a suggestion has no time', () => {
    expect(due('suggestion', '2026-11-11T10:00:00')).toBeNull();
  });

  test('a short limit ends while the desk is open, and leaves it exactly so many minutes', () => {
    const kinds = fc.constantFrom(...ticketKindSchema.options.filter((kind) => (limitMinutes(kind, FIGURES) ?? Infinity) <= 120));
    fc.assert(
      fc.property(kinds, fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2027-01-01T00:00:00') }), (kind, opened_ms) => {
        const due_ms = dueTime(kind, opened_ms, DESK)!;
        expect(openMilliseconds(opened_ms, due_ms)).toBe(limitMinutes(kind, FIGURES)! * 60_000);
        expect(clockOf(due_ms)).toBeGreaterThan(clock('08:30'));
        expect(clockOf(due_ms)).toBeLessThanOrEqual(clock('21:00'));
      }),
    );
  });
});

const DAY_MS = 86_400_000;
const clock = (text: string) => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000;
/** Milliseconds since midnight in Shanghai. */
const clockOf = (time_ms: number) => (time_ms + 8 * 3_600_000) % DAY_MS;

/** How long the desk is open between two instants, counted day by day. */
function openMilliseconds(from_ms: number, to_ms: number): number {
  let sum = 0;
  for (let midnight = from_ms - clockOf(from_ms); midnight < to_ms; midnight += DAY_MS) {
    sum += Math.max(0, Math.min(to_ms, midnight + clock('21:00')) - Math.max(from_ms, midnight + clock('08:30')));
  }
  return sum;
}
