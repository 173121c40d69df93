import { describe, expect, it } from '@jest/globals';
import { INITIAL_DIALOG_STATE } from '../../../src/contract/dialogState.ts';
import type { ConversationState, Sender } from '../../../src/contract/message.ts';
import { tallyOf } from '../../../src/desk/report/tally.ts';
import type { Conversation } from '../../../src/storage/conversation.ts';
import type { StateChange } from '../../../src/storage/stateChange.ts';
import { aConversation, aMessage } from '../../support/conversation.ts';

const LIMITS = { first_s: 60, next_s: 30, teams: [{ teamId: 'drive', first_s: 600, next_s: 600 }] };
const AT = Date.parse('2026-11-24T02:00:00Z');
const s = (seconds: number) => AT + seconds * 1_000;

const step = (seq: number, at_s: number, from: ConversationState, to: ConversationState, more: Partial<StateChange> = {}): StateChange => ({
  conversationId: 'c1', seq, at_ms: s(at_s), from, to, agentId: to === 'agent' ? 'lin' : null, teamId: 'shop', reason: 'asked', intent: 'shipping_status', ...more,
});
const line = (seq: number, at_s: number, sender: Sender, kind: 'text' | 'notice' = 'text') => aMessage({ seq, at_ms: s(at_s), sender, kind });
const ended = (at_s: number, more: Partial<Conversation> = {}): Conversation =>
  aConversation({ state: 'closed', openedAt_ms: AT, closedAt_ms: s(at_s), dialog: { ...INITIAL_DIALOG_STATE, topic: 'return_policy', emotions: ['calm', 'angry'] }, ...more });
const tally = (conversation: Conversation, changes: StateChange[], lines: ReturnType<typeof line>[]) => tallyOf(conversation, changes, lines, 'site:1', LIMITS, 'Asia/Shanghai');

describe('what is counted of a conversation', () => {
  it('is nothing of people where the bot did it alone', () => {
    expect(tally(ended(50), [step(3, 50, 'bot', 'closed')], [line(1, 0, 'bot'), line(2, 5, 'customer'), line(3, 5, 'bot')])).toMatchObject({
      day: '2026-11-24', intent: 'return_policy', emotion: 'angry', written: true, handedOver: false, served: false, agentId: null, reason: null,
      replies: 0, handling_ms: 0, longestSilence_ms: 0, wait_ms: null, firstReply_ms: null, firstKept: null,
    });
  });

  it('reckons waiting, first and later answers, and handling from what happened', () => {
    // Handed over at 10, accepted at 40, answered at 55 (45 after the hand-over); asked at 60 and 70, answered at 100 (40, late); asked at 110, answered at 130 (20); ended at 140.
    const changes = [step(3, 10, 'bot', 'queued'), step(4, 40, 'queued', 'agent'), step(11, 140, 'agent', 'closed')];
    const lines = [
      line(1, 0, 'bot'), line(2, 10, 'customer'), line(3, 10, 'system', 'notice'), line(4, 40, 'system', 'notice'), line(5, 55, 'agent'),
      line(6, 60, 'customer'), line(7, 70, 'customer'), line(8, 100, 'agent'), line(9, 110, 'customer'), line(10, 130, 'agent'), line(11, 140, 'system', 'notice'),
    ];
    expect(tally(ended(140), changes, lines)).toMatchObject({
      handedOver: true, served: true, agentId: 'lin', teamId: 'shop', reason: 'asked', intent: 'shipping_status',
      wait_ms: 30_000, firstReply_ms: 45_000, firstKept: true, replies: 2, lateReplies: 1, reply_ms: 60_000, handling_ms: 100_000, longestSilence_ms: 40_000,
    });
  });

  it('counts a first answer that never came as late only where the customer waited that long', () => {
    const queued = (until_s: number) => tally(ended(until_s), [step(2, 0, 'bot', 'queued'), step(3, until_s, 'queued', 'closed')], [line(1, 0, 'customer')]);
    expect(queued(59).firstKept).toBeNull();
    expect(queued(61)).toMatchObject({ firstKept: false, firstReply_ms: null, served: false, longestSilence_ms: 0 });
  });

  it('does not count the time in which the bot serves again', () => {
    const changes = [step(2, 0, 'bot', 'queued'), step(3, 10, 'queued', 'agent'), step(5, 30, 'agent', 'bot'), step(8, 500, 'bot', 'queued', { reason: 'angry' }), step(9, 510, 'queued', 'agent', { agentId: 'wang' }), step(11, 560, 'agent', 'closed')];
    const lines = [line(1, 0, 'customer'), line(4, 20, 'agent'), line(6, 400, 'customer'), line(7, 400, 'bot'), line(10, 520, 'agent')];
    expect(tally(ended(560), changes, lines)).toMatchObject({ reason: 'asked', agentId: 'wang', handling_ms: 70_000, firstReply_ms: 20_000, replies: 1, reply_ms: 20_000, longestSilence_ms: 10_000 });
  });

  it('takes the limits of the team', () => {
    const changes = [step(2, 0, 'bot', 'queued', { teamId: 'drive' }), step(3, 10, 'queued', 'agent', { teamId: 'drive' })];
    expect(tally(ended(400), changes, [line(1, 0, 'customer'), line(4, 300, 'agent')]).firstKept).toBe(true);
  });

  it('is on the day of the desk’s time zone', () => {
    const late = Date.parse('2026-11-24T16:30:00Z');
    expect(tally(ended(0, { closedAt_ms: late }), [], []).day).toBe('2026-11-25');
    expect(tallyOf(ended(0, { closedAt_ms: late }), [], [], 'x', LIMITS, 'UTC').day).toBe('2026-11-24');
  });

  it('says that somebody stepped in, where nobody had asked for a person', () => {
    expect(tally(ended(90), [step(2, 30, 'bot', 'agent', { reason: null, intent: null })], [line(1, 0, 'customer'), line(3, 40, 'agent')])).toMatchObject({
      reason: 'stepped_in', handedOver: true, wait_ms: 0, firstReply_ms: 10_000, intent: 'return_policy',
    });
  });

  it('takes over no topic of an earlier conversation that the customer did not come back to', () => {
    const goesOn = ended(50, { previousId: 'c0' });
    const meaning = { ...aMessage().meaning, intent: 'return_policy' } as never;
    expect(tally(goesOn, [], [line(1, 0, 'customer')]).intent).toBeNull();
    expect(tally(goesOn, [], [{ ...line(1, 0, 'customer'), meaning }]).intent).toBe('return_policy');
  });

  it('makes do with what an old conversation remembers', () => {
    const old = ended(200, { queuedAt_ms: s(10), acceptedAt_ms: s(30), agentId: 'lin' });
    expect(tally(old, [], [line(1, 10, 'customer'), line(2, 50, 'agent')])).toMatchObject({ served: true, agentId: 'lin', wait_ms: 20_000, firstReply_ms: 40_000, handling_ms: 170_000, firstKept: true });
  });
});
