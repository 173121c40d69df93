import { describe, expect, it } from '@jest/globals';
import { dutiesSince, nextDuty, type Promised } from '../../../src/conversation/ticket/duty.ts';
import type { Figures } from '../../../src/contract/content/figures.ts';

const figures: Figures = { desk_opens: { value: '08:30', unit: 'clock', label: '开' }, desk_closes: { value: '21:00', unit: 'clock', label: '关' } };
const desk = { figures, timeZone: 'Asia/Shanghai' };
const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const shown = (time_ms: number | null) => (time_ms === null ? null : new Date(time_ms + 8 * 3_600_000).toISOString().slice(8, 16).replace('T', ' '));

const opened = (kind: Promised['kind'], opens: string, due: string | null): Promised => ({
  kind, clock_ms: at(opens), told_ms: at(opens), due_ms: due === null ? null : at(due), report: null, answerDue_ms: null,
});

/** Every moment at which a ticket has a duty, from its opening on, and what. */
function calendar(ticket: Promised, count: number): string[] {
  const lines: string[] = [];
  let after = ticket.clock_ms;
  for (let moment = nextDuty(ticket, after, desk); moment !== null && lines.length < count; moment = nextDuty(ticket, after, desk)) {
    lines.push(`${shown(moment)} ${dutiesSince(ticket, moment, moment, desk).join()}`);
    after = moment;
  }
  return lines;
}

describe('what has to happen to a ticket', () => {
  it('is a reminder before its time runs out, and a mark when it has', () => {
    expect(calendar(opened('follow_up', '24T10:00', '25T10:00'), 9)).toEqual(['25 05:12 reminder', '25 10:00 overdue']);
  });

  it('is reckoned from when its clock began to run anew', () => {
    expect(calendar({ ...opened('follow_up', '24T10:00', '28T10:00'), clock_ms: at('27T10:00') }, 9)).toEqual(['28 05:12 reminder', '28 10:00 overdue']);
  });

  it('is nothing for what has no time limit', () => {
    expect(calendar(opened('suggestion', '24T10:00', null), 9)).toEqual([]);
  });

  it('is word to whoever complained once a day, and before that the question what there is to tell', () => {
    expect(calendar(opened('service_complaint', '24T13:00', '24T15:00'), 6)).toEqual([
      '24 14:36 reminder', '24 15:00 overdue', '25 10:00 ask', '25 13:00 feedback', '26 10:00 ask', '26 13:00 feedback',
    ]);
  });

  it('counts the day from when the customer heard last', () => {
    const ticket = { ...opened('service_complaint', '24T13:00', '24T15:00'), told_ms: at('24T18:00') };
    expect(calendar(ticket, 4)).toEqual(['24 14:36 reminder', '24 15:00 overdue', '25 15:00 ask', '25 18:00 feedback']);
  });

  it('wakes nobody at night: the word comes at the end of the day before', () => {
    const words = (opens: string) => calendar(opened('business_complaint', opens, null), 4).filter((line) => line.endsWith('feedback'));
    expect(words('24T03:10')).toEqual(['24 21:00 feedback', '25 21:00 feedback']);
    expect(words('24T23:59')).toEqual(['25 21:00 feedback', '26 21:00 feedback']);
    expect(words('24T21:00')).toEqual(['25 21:00 feedback', '26 21:00 feedback']);
  });

  it('is a reminder and a mark for the answer to an incident report, too', () => {
    const report = { happened: '一', cause: '二', done: '三', proposal: '四', by: 'p1', at_ms: at('24T16:00'), answer: null };
    const ticket = { ...opened('follow_up', '24T10:00', '24T12:00'), report, answerDue_ms: at('24T18:00') };
    expect(calendar(ticket, 9)).toEqual(['24 11:36 reminder', '24 12:00 overdue', '24 17:36 answer_reminder', '24 18:00 answer_overdue']);
  });

  it('happens once, however long no node ran', () => {
    const ticket = opened('service_complaint', '24T10:00', '24T12:00');
    const first = nextDuty(ticket, ticket.clock_ms, desk) as number;
    expect(dutiesSince(ticket, first, at('28T18:00'), desk)).toEqual(['overdue', 'feedback']);
    const told = { ...ticket, told_ms: at('28T18:00') };
    expect(shown(nextDuty(told, at('28T18:00'), desk))).toBe('29 15:00');
  });
});
