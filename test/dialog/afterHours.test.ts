import { describe, expect, test } from '@jest/globals';
import { Chat, PHONE, orderNumber, templatesOf, textOf } from './support.ts';

const NIGHT = { now_ms: Date.parse('2026-11-11T23:00:00+08:00') };

describe('outside hours', () => {
  test('who wants a person hears when the desk opens and leaves a message at once', () => {
    const chat = new Chat(NIGHT);
    const decision = chat.says('转人工，包裹一直没到', { intent: 'human_agent' });
    expect(decision.handOver).toBeNull();
    expect(templatesOf(decision)).toEqual(['desk.closed', 'leave.ask_number']);
    expect(textOf(decision)).toContain('08:30');
  });

  test('order number, phone, restated, confirmed, recorded', () => {
    const chat = new Chat(NIGHT);
    chat.says('转人工，包裹一直没到', { intent: 'human_agent' });
    expect(templatesOf(chat.says('202611010005', { entities: [orderNumber('202611010005')] }))).toEqual(['leave.ask_phone']);
    const restated = chat.says('13800001357', { entities: [PHONE] });
    expect(textOf(restated)).toMatch(/202611010005/);
    expect(textOf(restated)).toMatch(/尾号1357/);
    const { tickets } = chat.says('对', { intent: 'affirm' });
    expect(tickets).toMatchObject([{ kind: 'left_message', contact: '13800001357', due_ms: NIGHT.now_ms + 24 * 3_600_000, details: [{ label: '订单号', value: '202611010005' }] }]);
  });

  test('a matter without an order is not asked for one, and a phone is not forced', () => {
    const chat = new Chat(NIGHT);
    chat.says('登不上，账号被锁了', { intent: 'login_failure' });
    expect(chat.state.form).toMatchObject({ form: 'leave_message', step: 'phone' });
    expect(templatesOf(chat.says('不方便留电话', { intent: 'deny' }))).toEqual(['leave.check']);
    expect(chat.says('对', { intent: 'affirm' }).tickets).toMatchObject([{ kind: 'left_message', contact: null, skill: 'account' }]);
  });

  test('anger: an apology first, and the message is urgent', () => {
    const chat = new Chat(NIGHT);
    expect(templatesOf(chat.says('你们这群骗子！！', { intent: 'product_fault', emotion: 'angry' }))[0]).toBe('desk.soothe');
    chat.says('13800001357', { entities: [PHONE] });
    expect(chat.state.form?.form).toBe('leave_message');
  });

  test('asking for a person again leads back to the message, and after it to what is recorded', () => {
    const chat = new Chat(NIGHT);
    chat.says('转人工', { intent: 'human_agent' });
    expect(templatesOf(chat.says('我要人工', { intent: 'human_agent' }))[0]).toBe('desk.closed_again');
    chat.says('网盘文件不见了，想恢复一下', { intent: 'out_of_scope', confidence: 0.2 });
    chat.says('13800001357', { entities: [PHONE] });
    chat.says('对', { intent: 'affirm' });
    expect(templatesOf(chat.says('转人工', { intent: 'human_agent' }))).toEqual(['desk.closed_recorded']);
  });
});

test('who waits in hours may leave a message instead, and leaves the queue with it', () => {
  const chat = new Chat({ ahead: 3 });
  chat.says('转人工', { intent: 'human_agent' });
  expect(textOf(chat.says('还要多久啊', { intent: 'out_of_scope', emotion: 'upset' }))).toMatch(/前面还有3位.*留言/s);
  chat.says('我要留言', { intent: 'out_of_scope' });
  chat.says('想查一下话费扣得对不对', { intent: 'out_of_scope', confidence: 0.2 });
  chat.says('13800001357', { entities: [PHONE] });
  const done = chat.says('对', { intent: 'affirm' });
  expect(done.tickets).toMatchObject([{ kind: 'left_message' }]);
  expect(done.leaveQueue).toBe(true);
});
