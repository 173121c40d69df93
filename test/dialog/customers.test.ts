import { describe, expect, test } from '@jest/globals';
import type { Customer } from '../../src/dialog/decision.ts';
import { Chat, templatesOf, textOf } from './support.ts';

const VIP: Customer = { name: '陈先生', kind: 'vip', driveLevel: '金尊' };
const everySeed = (says: (chat: Chat) => string, customer: Customer) => [0, 1, 2, 3].map((seed) => says(new Chat({ customer, random: (n) => seed % n })));

describe('a customer of high value', () => {
  test('hears that they are first and that the supervisor knows', () => {
    for (const text of everySeed((chat) => textOf(chat.says('转人工', { intent: 'human_agent' })), VIP)) expect(text).toMatch(/最前面|优先/);
    for (const text of everySeed((chat) => textOf(chat.says('骗子！！', { intent: 'product_fault', emotion: 'angry' })), VIP)) expect(text).toMatch(/主管/);
  });

  test('is not asked for the level that is known', () => {
    const chat = new Chat({ customer: VIP });
    expect(chat.says('客户端能传多大', { intent: 'upload_size_limit' }).state.form).toBeNull();
  });
});

test('a new customer is told more, a known one less', () => {
  const asks = (kind: Customer['kind']) => textOf(new Chat({ customer: { name: null, kind, driveLevel: null } }).says('退货怎么办', { intent: 'return_policy' }));
  expect(asks('returning').length).toBeLessThan(asks('new').length);
});

describe('anger', () => {
  test('that has passed is noticed', () => {
    const chat = new Chat();
    chat.says('骗子！！', { intent: 'product_fault', emotion: 'angry' });
    expect(textOf(chat.says('好吧，我等', { intent: 'affirm' }))).toMatch(/谢谢您/);
    expect(textOf(chat.says('好的', { intent: 'affirm' }))).not.toMatch(/谢谢您/);
  });

  test('in an answer to our question does not cut it short, once', () => {
    const chat = new Chat();
    chat.says('查物流', { intent: 'shipping_status' });
    const decision = chat.says('订单202611010001，快点！！', { intent: 'shipping_status', emotion: 'angry', entities: [{ value: '202611010001', text: '202611010001' }] });
    expect(decision.lookUp).toEqual({ orderNumber: '202611010001' });
    expect(templatesOf(decision)[0]).toBe('desk.empathy');
    expect(chat.says('骗子！！', { intent: 'out_of_scope', emotion: 'angry' }).handOver).toMatchObject({ reason: 'angry' });
  });
});

test('who is thanked for an apology is served on', () => {
  const chat = new Chat();
  chat.says('查物流', { intent: 'shipping_status' });
  expect(templatesOf(chat.says('不好意思，我说话冲了点，别往心里去', { intent: 'service_complaint' }))).toContain('talk.forgiven');
  expect(chat.state.form).toMatchObject({ form: 'track_order', step: 'number' });
});
