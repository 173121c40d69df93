import { describe, expect, it } from '@jest/globals';
import { dutiesSince, nextDuty } from '../../../src/conversation/ticket/duty.ts';
import type { Figures } from '../../../src/contract/content/figures.ts';

const figures: Figures = { desk_opens: { value: '08:30', unit: 'clock', label: '开' }, desk_closes: { value: '21:00', unit: 'clock', label: '关' } };
const desk = { figures, timeZone: 'Asia/Shanghai' };
const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const shown = (time_ms: number | null) => (time_ms === null ? null : new Date(time_ms + 8 * 3_600_000).toISOString().slice(8, 16).replace('T', ' '));

/** Every moment at which a ticket has a duty, from its opening on, and what. */
function calendar(ticket: Parameters<typeof nextDuty>[0], count: number): string[] {
  const lines: string[] = [];
  let after = ticket.opened_ms;
  for (let moment = nextDuty(ticket, after, desk); moment !== null && lines.length < count; moment = nextDuty(ticket, after, desk)) {
    lines.push(`${shown(moment)} ${dutiesSince(ticket, moment, moment, desk).join()}`);
    after = moment;
  }
  return lines;
}

describe('what has to happen to a ticket', () => {
  it('is a reminder before its time runs out, and a mark when it has', () => {
    const ticket = { kind: 'follow_up', opened_ms: at('24T10:00'), due_ms: at('25T10:00') } as const;
    expect(calendar(ticket, 9)).toEqual(['25 05:12 reminder', '25 10:00 overdue']);
  });

  it('is nothing for what has no time limit', () => {
    expect(calendar({ kind: 'suggestion', opened_ms: at('24T10:00'), due_ms: null }, 9)).toEqual([]);
  });

  it('is word to whoever complained once a day until it is done', () => {
    const ticket = { kind: 'service_complaint', opened_ms: at('24T10:00'), due_ms: at('24T12:00') } as const;
    expect(calendar(ticket, 5)).toEqual(['24 11:36 reminder', '24 12:00 overdue', '25 10:00 feedback', '26 10:00 feedback', '27 10:00 feedback']);
  });

  it('wakes nobody at night: the word comes at the end of the day before', () => {
    const ticket = { kind: 'business_complaint', opened_ms: at('24T03:10'), due_ms: null } as const;
    expect(calendar(ticket, 2)).toEqual(['24 21:00 feedback', '25 21:00 feedback']);
    expect(calendar({ ...ticket, opened_ms: at('24T23:59') }, 2)).toEqual(['25 21:00 feedback', '26 21:00 feedback']);
    expect(calendar({ ...ticket, opened_ms: at('24T21:00') }, 2)).toEqual(['25 21:00 feedback', '26 21:00 feedback']);
  });

  it('happens once, however long no node ran', () => {
    const ticket = { kind: 'service_complaint', opened_ms: at('24T10:00'), due_ms: at('24T12:00') } as const;
    const first = nextDuty(ticket, ticket.opened_ms, desk) as number;
    expect(dutiesSince(ticket, first, at('28T18:00'), desk)).toEqual(['overdue', 'feedback']);
    expect(shown(nextDuty(ticket, at('28T18:00'), desk))).toBe('29 10:00');
  });
});
