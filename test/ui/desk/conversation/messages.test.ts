import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupByDay, lastContiguous, merge } from '../../../../src/ui/desk/conversation/messages.ts';
import { at, message } from '../rows.ts';

const seqs = (messages: readonly { seq: number }[]) => messages.map(({ seq }) => seq);
const dayOf = (instant: string) => instant.slice(0, 10);

describe('merge', () => {
  test('whatever order and repetition messages arrive in, each stands once and in its place', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 20 }))), (deliveries) => {
        const known = deliveries.reduce((messages, delivery) => merge(messages, delivery.map((seq) => message(seq))), merge([], []));
        expect(seqs(known)).toEqual([...new Set(deliveries.flat())].sort((a, b) => a - b));
      }),
    );
  });

  test('asking after the last contiguous message always closes the gaps', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), fc.integer({ min: 30, max: 40 }), (pushed, last) => {
        const known = merge([], pushed.map((seq) => message(seq)));
        const after = lastContiguous(known);
        const rest = Array.from({ length: last - after }, (_, index) => message(after + 1 + index));
        expect(lastContiguous(merge(known, rest))).toBe(last);
      }),
    );
  });

  test('nothing is left of a message that was taken back', () => {
    const known = merge([message(1, { text: '写错了' }), message(2)], [message(3, { kind: 'notice', recalls: 1 })]);
    expect(known[0]).toMatchObject({ seq: 1, text: '', recalled: true });
    expect(known[1]?.recalled).toBeUndefined();
  });

  test('a later version of a message adds what it knows and keeps the rest', () => {
    const explained = { explanation: { template: 'a', variant: 0, reason: '问候', release: 1 } };
    const [joined] = merge([message(1, { ...explained })], [message(1, { text: '改过' })]);
    expect(joined).toMatchObject({ text: '改过', ...explained });
  });

  test('nothing is contiguous before the first message', () => {
    expect(lastContiguous([])).toBe(0);
    expect(lastContiguous([message(2)])).toBe(0);
    expect(lastContiguous([message(1), message(2), message(4)])).toBe(2);
  });
});

describe('groups', () => {
  test('lines of one sender within five minutes share a head', () => {
    const [day] = groupByDay([message(1), message(2), message(3, { from: 'bot' }), message(4, { at: at(30), from: 'bot' })], dayOf);
    expect(day?.groups.map((group) => seqs(group.messages))).toEqual([[1, 2], [3], [4]]);
  });

  test('two agents do not share a head, and a notice stands alone', () => {
    const messages = [
      message(1, { from: 'agent', agent: { name: '周敏', workerNumber: '1001' } }),
      message(2, { from: 'agent', agent: { name: '李华', workerNumber: '1002' } }),
      message(3, { from: 'system', kind: 'notice' }),
      message(4, { from: 'system', kind: 'notice' }),
    ];
    expect(groupByDay(messages, dayOf)[0]?.groups).toHaveLength(4);
  });

  test('a new day begins a new section', () => {
    const days = groupByDay([message(1), message(2, { at: at(24 * 60) })], dayOf);
    expect(days.map(({ key }) => key)).toEqual(['2026-11-22', '2026-11-23']);
  });
});
