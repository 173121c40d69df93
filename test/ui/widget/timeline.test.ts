import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from '../../../src/contract/message.ts';
import { Timeline } from '../../../src/ui/widget/timeline.ts';

const message = (seq: number): Message => ({ seq, from: 'bot', kind: 'text', text: `第 ${seq} 条`, at: '2026-11-22T08:00:00.000Z' });
const seqs = (timeline: Timeline): number[] => timeline.messages.map(({ seq }) => seq);

describe('timeline', () => {
  it('keeps order and drops doubles', () => {
    const timeline = new Timeline();
    expect(timeline.add([message(1), message(2)])).toBe(false);
    expect(timeline.add([message(2), message(1), message(3)])).toBe(false);
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(timeline.last).toBe(3);
  });

  it('keeps nothing of a line that was taken back, whether it was there before or arrives with the notice', () => {
    const timeline = new Timeline();
    timeline.add([message(1), message(2)]);
    timeline.add([{ ...message(3), kind: 'notice', recalls: 2 }]);
    expect(timeline.messages.map(({ text, recalled }) => recalled ?? text)).toEqual(['第 1 条', true, '第 3 条']);
    const fresh = new Timeline();
    fresh.complete(0, [message(1), { ...message(2), kind: 'notice', recalls: 1 }]);
    expect(fresh.messages[0]?.text).toBe('');
  });

  it('reports a gap, and what is missing fills it', () => {
    const timeline = new Timeline();
    timeline.add([message(1)]);
    expect(timeline.add([message(4)])).toBe(true);
    expect(timeline.last).toBe(1);
    timeline.complete(1, [message(2), message(3), message(4)]);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
    expect(timeline.last).toBe(4);
  });

  it('takes the server at its word about a hole, so that it is asked for once', () => {
    const timeline = new Timeline();
    timeline.add([message(1), message(4)]);
    timeline.complete(1, [message(4)]);
    expect(timeline.last).toBe(4);
    expect(timeline.add([message(5)])).toBe(false);
  });

  it('goes on over messages that were pushed while the answer was on its way', () => {
    const timeline = new Timeline();
    timeline.add([message(3)]);
    timeline.complete(0, [message(1), message(2)]);
    expect(timeline.last).toBe(3);
  });

  it('ends with every message once, whatever way they came', () => {
    const arrivals = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), { maxLength: 20 });
    fc.assert(
      fc.property(arrivals, (batches) => {
        const timeline = new Timeline();
        let gap = false;
        for (const batch of batches) gap = timeline.add(batch.map(message));
        const all = [...new Set(batches.flat())].sort((a, b) => a - b);
        expect(seqs(timeline)).toEqual(all);
        const complete = all.findIndex((seq, index) => seq !== index + 1);
        expect(timeline.last).toBe(complete < 0 ? all.length : complete);
        if (batches.length > 0) expect(gap).toBe(timeline.last < all.length);
      }),
    );
  });
});
