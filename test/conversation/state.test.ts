import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, type Transition } from '../../src/conversation/state.ts';
import type { ConversationState } from '../../src/contract/message.ts';

const TRANSITIONS: Transition[] = ['hand_over', 'leave_queue', 'accept', 'give_back', 'close'];

describe('the hand-over machine', () => {
  it('reaches an agent through the queue only, and never leaves the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRANSITIONS), { maxLength: 30 }), (walk) => {
        let state: ConversationState = 'bot';
        for (const transition of walk) {
          const next = after(state, transition);
          if (next === null) continue;
          if (next === 'agent') expect(state).toBe('queued');
          expect(state).not.toBe('closed');
          state = next;
        }
      }),
    );
  });

  it('can end from everywhere', () => {
    for (const state of ['bot', 'queued', 'agent'] as const) expect(after(state, 'close')).toBe('closed');
  });
});
