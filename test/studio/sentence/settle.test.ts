import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settle, type Vote } from '../../../src/studio/sentence/settle.ts';

const vote = (intent: string | null): Vote => ({ intent, emotion: 'calm' });
const votes = fc.array(fc.record({ intent: fc.constantFrom(null, 'invoice', 'warranty', 'refund_status'), emotion: fc.constantFrom('calm' as const, 'upset' as const) }), { maxLength: 7 });

describe('what several people say of a sentence', () => {
  it('counts as the last word where one opinion is enough', () => {
    fc.assert(
      fc.property(votes, (said) => {
        const { state, intent } = settle(said, 1);
        const last = said.at(-1);
        expect([state, intent]).toEqual(last === undefined ? ['open', null] : last.intent === null ? ['ignored', null] : ['labelled', last.intent]);
      }),
    );
  });

  it('counts where two are asked for only when two say it and no other is said as often', () => {
    fc.assert(
      fc.property(votes, (said) => {
        const { state, intent, emotion } = settle(said, 2);
        const count = (wanted: string | null) => said.filter((one) => one.intent === wanted).length;
        const most = Math.max(0, ...said.map((one) => count(one.intent)));
        if (state === 'labelled' || state === 'ignored') {
          expect(count(intent)).toBeGreaterThanOrEqual(2);
          expect(new Set(said.filter((one) => count(one.intent) === most).map((one) => one.intent))).toEqual(new Set([intent]));
          if (intent !== null) expect(said.filter((one) => one.intent === intent).map((one) => one.emotion)).toContain(emotion);
        } else expect(state).toBe(new Set(said.map((one) => one.intent)).size > 1 ? 'disputed' : 'open');
      }),
    );
  });

  it('is disputed while two differ, and settled by a third', () => {
    expect(settle([vote('invoice'), vote(null)], 2).state).toBe('disputed');
    expect(settle([vote('invoice'), vote(null), vote('invoice')], 2)).toEqual({ state: 'labelled', intent: 'invoice', emotion: 'calm' });
  });
});
