import { describe, expect, test } from '@jest/globals';
import { INITIAL_DIALOG_STATE } from '../../src/contract/dialogState.ts';
import { Chat, orderNumber, templatesOf, textOf } from './support.ts';

const tracking = () => {
  const chat = new Chat();
  chat.says('查物流', { intent: 'shipping_status' });
  return chat;
};

describe('another topic in the middle of a form', () => {
  test('is answered, the form is kept, and the bot offers to come back, once', () => {
    const chat = tracking();
    expect(templatesOf(chat.says('等下，先问退货邮费谁出', { intent: 'return_policy' }))).toEqual(['returns.policy', 'desk.resume_offer']);
    expect(templatesOf(chat.says('那质量问题呢', { intent: 'return_policy' }))).toEqual(['returns.quality']);
    expect(templatesOf(chat.says('回到刚才那个', { intent: 'out_of_scope' }))).toEqual(['desk.resumed', 'shipping.ask_number_again']);
    expect(chat.state).toMatchObject({ form: { form: 'track_order', step: 'number' }, suspended: [], topic: 'shipping_status' });
  });

  test.each([['affirm', 'track_order'], ['deny', undefined]])('the offer is taken or declined: %s', (intent, form) => {
    const chat = tracking();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.says('好', { intent });
    expect(chat.state.form?.form).toBe(form);
    expect(chat.state.suspended).toEqual([]);
  });

  test('what the form waits for brings it back by itself', () => {
    const chat = tracking();
    chat.says('我登录不上', { intent: 'login_failure' });
    chat.says('好了', { intent: 'affirm' });
    const found = chat.says('202611010001', { entities: [orderNumber('202611010001')] });
    expect(found.lookUp).toEqual({ orderNumber: '202611010001' });
  });

  test('asking for the same thing again goes on where it was', () => {
    const chat = new Chat();
    chat.says('登不上', { intent: 'login_failure' });
    chat.says('还是不行', { intent: 'deny' });
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.says('我还是登不上号', { intent: 'login_failure' });
    expect(chat.state.form).toMatchObject({ form: 'log_in', step: 'reset' });
  });

  test('a guess of low confidence changes no topic', () => {
    const chat = tracking();
    expect(templatesOf(chat.says('就是那个衬衫', { intent: 'return_policy', confidence: 0.4 }))).toEqual(['shipping.retry_number']);
  });

  test('a wish for a person goes past the form', () => {
    const chat = tracking();
    expect(chat.says('算了给我找个人', { intent: 'human_agent' }).handOver).toMatchObject({ reason: 'asked', intent: 'shipping_status', skill: 'shop' });
  });
});

describe('a running form', () => {
  test('ends kindly on request', () => {
    const chat = tracking();
    expect(templatesOf(chat.says('不查了', { intent: 'deny' }))).toEqual(['desk.cancelled']);
    expect(chat.state.form).toBeNull();
  });

  test.each([
    ['of another version', { form: 'track_order', version: 99, step: 'number' }],
    ['with a step that is gone', { form: 'track_order', version: 1, step: 'gone' }],
    ['that is gone', { form: 'gone', version: 1, step: 'x' }],
    ['with a name of Object.prototype', { form: 'constructor', version: 1, step: 'toString' }],
  ])('%s is given up kindly, and what it knew stays known', (_name, form) => {
    const chat = new Chat();
    chat.state = { ...INITIAL_DIALOG_STATE, form: { ...form, slots: { order_number: '202611010001' }, tries: 1 } };
    expect(templatesOf(chat.says('嗯呢', { intent: 'affirm' }))[0]).toBe('desk.form_gone');
    expect(chat.state.form).toBeNull();
    expect(chat.says('我的包裹呢', { intent: 'shipping_status' }).lookUp).toEqual({ orderNumber: '202611010001' });
  });

  test('a later number corrects an earlier one while the shop is being asked', () => {
    const chat = tracking();
    chat.says('202611010001', { entities: [orderNumber('202611010001')] });
    expect(chat.says('打错了，是202611010002', { entities: [orderNumber('202611010002')] }).lookUp).toEqual({ orderNumber: '202611010002' });
  });
});

describe('private data', () => {
  test.each([
    ['id_card', '11010519491231002X', 'desk.private_number'],
    ['bank_card', '6222020000001234566', 'desk.private_number'],
    ['password', 'Abc#12345', 'desk.private_secret'],
    ['one_time_code', '483920', 'desk.private_secret'],
  ] as const)('%s: a kind reminder first, nothing repeated or kept, no try counted', (type, secret, template) => {
    const chat = tracking();
    const decision = chat.says(`我的是${secret}`, { private: [{ type, start: 3, end: 3 + secret.length }] });
    expect(templatesOf(decision)).toEqual([template, 'shipping.ask_number_again']);
    expect(JSON.stringify([decision, chat.state])).not.toContain(secret);
    expect(chat.state.form?.tries).toBe(0);
  });

  test('a question beside it is answered', () => {
    const decision = new Chat().says('我卡号6222020000001234566，退货邮费谁出', { intent: 'return_policy', private: [{ type: 'bank_card', start: 3, end: 22 }] });
    expect(templatesOf(decision)).toEqual(['desk.private_number', 'returns.policy']);
  });

  test('what an agent reads is covered, too', () => {
    const chat = new Chat();
    const { handOver } = chat.says('帮我转人工，身份证11010519491231002X', { intent: 'human_agent', private: [{ type: 'id_card', start: 9, end: 27 }] });
    expect(JSON.stringify(handOver)).not.toContain('11010519491231002X');
  });
});

test('customer text is never a template', () => {
  const chat = new Chat();
  const decision = chat.says('提示{{order_number}}[[x]]{{figure:return_days}}，叫个客服来', { intent: 'human_agent' });
  expect(decision.handOver!.problem).toContain('{{order_number}}[[x]]{{figure:return_days}}');
  expect(textOf(decision)).not.toContain('{{');
});
