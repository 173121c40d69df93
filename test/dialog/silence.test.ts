import { describe, expect, test } from '@jest/globals';
import { continueDialog } from '../../src/dialog/continued.ts';
import { nextSilence } from '../../src/dialog/silence.ts';
import { Chat, FIGURES, NOON_MS, orderNumber, templatesOf, textOf } from './support.ts';

const MINUTE_MS = 60_000;
const quiet = (chat: Chat, wroteAt_ms: number | null) => nextSilence({ dialog: chat.state, openedAt_ms: NOON_MS, wroteAt_ms, servedAt_ms: NOON_MS }, FIGURES);
const changing = () => {
  const chat = new Chat();
  chat.says('衣服尺码换成大号', { intent: 'order_change' });
  return chat;
};

describe('a customer who is silent', () => {
  test('from the start: is not asked, and said goodbye to after ten minutes', () => {
    const chat = new Chat();
    chat.opens();
    expect(quiet(chat, null)).toEqual({ at_ms: NOON_MS + 10 * MINUTE_MS, stage: 'close' });
    expect(chat.happens({ type: 'silent', stage: 'close' })).toMatchObject({ close: 'silent_from_start', tickets: [] });
  });

  test('in the middle: is asked once what is waited for, then let go after an hour', () => {
    const chat = changing();
    expect(quiet(chat, NOON_MS)).toEqual({ at_ms: NOON_MS + 10 * MINUTE_MS, stage: 'ask' });
    const asked = chat.happens({ type: 'silent', stage: 'ask' });
    expect(textOf(asked)).toMatch(/还在.*订单号/s);
    expect(quiet(chat, NOON_MS)).toEqual({ at_ms: NOON_MS + 60 * MINUTE_MS, stage: 'close' });
    const closed = chat.happens({ type: 'silent', stage: 'close' });
    expect(closed).toMatchObject({ close: 'silent', tickets: [] });
    expect(textOf(closed)).toContain('没办完');
  });

  test('is not asked about a question that a word ends', () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.happens({ type: 'silent', stage: 'ask' });
    expect(templatesOf(chat.says('解决了', { intent: 'affirm' }))).toEqual(['talk.solved']);
    expect(chat.state.silenceAsked).toBe(false);
  });
});

describe('going on from a conversation that ended', () => {
  const goOn = (before: Chat) => {
    const chat = new Chat();
    chat.state = continueDialog(before.state);
    return chat;
  };

  test('greets with what was left open', () => {
    const opened = goOn(changing()).opens();
    expect(templatesOf(opened)).toEqual(['desk.opened_continued']);
    expect(textOf(opened)).toContain('改订单');
  });

  test('what was asked for goes on where it was, with what was told', () => {
    const chat = goOn(changing());
    chat.opens();
    const decision = chat.says('不好意思刚才有事，202611010004', { intent: 'invoice', confidence: 0.4, entities: [orderNumber('202611010004')] });
    expect(templatesOf(decision)).toEqual(['desk.excused', 'order.looking']);
    expect(decision.lookUp).toEqual({ orderNumber: '202611010004' });
    expect(textOf(chat.shopAnswers({ outcome: 'failed' }))).toContain('换成大号');
  });

  test('feelings, warnings and ratings of before are over', () => {
    const before = changing();
    before.says('骗子！', { intent: 'out_of_scope', emotion: 'angry' });
    expect(continueDialog(before.state)).toMatchObject({ emotions: [], solved: false, ratingAsked: false, warnedAt_ms: null, silenceAsked: false, waiting: null, continued: true });
  });
});
