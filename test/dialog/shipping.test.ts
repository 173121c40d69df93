import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../src/contract/order.ts';
import { Chat, LAMP, PHONE, SHOES, optionsOf, orderNumber, templatesOf, textOf } from './support.ts';

const asks = (chat: Chat) => chat.says('我的台灯走到哪了', { intent: 'shipping_status' });
const number = (value: string) => ({ entities: [orderNumber(value)] });

describe('where is my parcel', () => {
  test('asks for the order number only, and looks it up once it is there', () => {
    const chat = new Chat();
    expect(templatesOf(asks(chat))).toEqual(['shipping.ask_number']);
    const found = chat.says('202611010001', number('202611010001'));
    expect(found.lookUp).toEqual({ orderNumber: '202611010001' });
    expect(textOf(found)).toContain('202611010001');
  });

  test('asks for nothing when the number came with the question, or any time before', () => {
    expect(new Chat().says('订单202611010001到哪了', { intent: 'shipping_status', ...number('202611010001') }).lookUp).not.toBeNull();
    const chat = new Chat();
    chat.says('你好，我的订单是202611010001', { intent: 'greeting', ...number('202611010001') });
    expect(asks(chat).lookUp).toEqual({ orderNumber: '202611010001' });
  });

  test('recognises a bare number although understanding found nothing in it', () => {
    const chat = new Chat();
    asks(chat);
    expect(chat.says('NO. 2024 0618 007').lookUp).toEqual({ orderNumber: '20240618007' });
    expect(new Chat().says('帮我看看订单 9920188', { intent: 'shipping_status' }).lookUp).toEqual({ orderNumber: '9920188' });
  });

  test('takes no phone number and no private number for an order number', () => {
    const chat = new Chat();
    asks(chat);
    expect(chat.says('13800001357', { entities: [{ type: 'phone', value: '13800001357', start: 0, end: 11 }] }).lookUp).toBeNull();
    expect(chat.says('6222020000001234566', { private: [{ type: 'bank_card', start: 0, end: 19 }] }).lookUp).toBeNull();
    expect(JSON.stringify(chat.decisions)).not.toContain('6222020000001234566');
  });

  test('tells where an order on its way is, with a card', () => {
    const chat = new Chat();
    asks(chat);
    chat.says('202611010001', number('202611010001'));
    const answer = chat.shopAnswers({ outcome: 'found', order: LAMP });
    expect(textOf(answer)).toMatch(/杭州转运中心/);
    expect(answer.replies[0]!.card).toMatchObject({ number: '202611010001', goods: ['护眼台灯'], state: 'shipped' });
    expect(chat.state.form).toBeNull();
  });

  test('a follow-up asks the shop again about the same order', () => {
    const chat = new Chat();
    chat.says('202611010001到哪了', { intent: 'shipping_status', ...number('202611010001') });
    chat.shopAnswers({ outcome: 'found', order: LAMP });
    expect(chat.says('那大概哪天能到我手上', { intent: 'shipping_status' }).lookUp).toEqual({ orderNumber: '202611010001' });
    expect(chat.says('另一个订单呢', { intent: 'shipping_status' }).lookUp).toBeNull();
  });

  test.each([
    ['paid', { state: 'paid' }, /没有?发|等仓库打包/],
    ['delivered', { state: 'delivered' }, /签收/],
    ['returned', { state: 'returned', refund: 'on_its_way' }, /退款/],
    ['cancelled', { state: 'cancelled' }, /取消/],
  ] satisfies [string, Partial<Order>, RegExp][])('answers according to the state: %s', (_state, change, words) => {
    const chat = new Chat();
    chat.says('202611010001到哪了', { intent: 'shipping_status', ...number('202611010001') });
    expect(textOf(chat.shopAnswers({ outcome: 'found', order: { ...LAMP, ...change } }))).toMatch(words);
  });

  test('owns a delay, and records that somebody urges it', () => {
    const chat = new Chat();
    chat.says('202611010005到哪了', { intent: 'shipping_status', ...number('202611010005') });
    expect(textOf(chat.shopAnswers({ outcome: 'found', order: SHOES }))).toMatch(/抱歉|对不起/);
    expect(templatesOf(chat.says('好的', { intent: 'affirm' }))).toEqual(['follow_up.ask_phone']);
    expect(chat.says('13800001357', { entities: [PHONE] }).tickets).toMatchObject([
      { kind: 'follow_up', skill: 'shop', contact: '13800001357', content: '客户查订单202611010005（跑步鞋）的物流，已超过承诺送达时间，需要催送。' },
    ]);
  });

  test('an unknown number is asked for once more, then a person helps', () => {
    const chat = new Chat();
    chat.says('99999999到哪了', { intent: 'shipping_status', ...number('99999999') });
    const first = chat.shopAnswers({ outcome: 'not_found' });
    expect(templatesOf(first)).toEqual(['shipping.not_found']);
    expect(first.handOver).toBeNull();
    chat.says('88888888', number('88888888'));
    expect(chat.shopAnswers({ outcome: 'not_found' }).handOver).toMatchObject({ reason: 'unsolved', slots: { order_number: '88888888' } });
  });

  test('a look-up that failed is told honestly, with 我的订单 and a person', () => {
    const chat = new Chat();
    chat.says('202611010001到哪了', { intent: 'shipping_status', ...number('202611010001') });
    const failed = chat.shopAnswers({ outcome: 'failed' });
    expect(textOf(failed)).toMatch(/我的订单/);
    expect(optionsOf(failed)).toEqual(['再查一次', '登记跟进', '转人工']);
    expect(chat.says('202611010001 再查一次', { intent: 'shipping_status', ...number('202611010001') }).lookUp).not.toBeNull();
  });

  test('where to find the number is answered without losing the form, and costs no try', () => {
    const chat = new Chat();
    asks(chat);
    for (let i = 0; i < 3; i++) {
      const answer = chat.says('在哪看订单号啊');
      expect(templatesOf(answer)).toEqual(['shipping.where_number', 'shipping.ask_number_again']);
      expect(chat.state.form).toMatchObject({ form: 'track_order', step: 'number', tries: 0 });
    }
  });

  test('answers that are no number are explained; after the limit a person takes over', () => {
    const chat = new Chat();
    asks(chat);
    expect(templatesOf(chat.says('就是那个台灯'))).toEqual(['shipping.retry_number']);
    expect(chat.says('台灯啊').handOver).toMatchObject({ reason: 'unsolved', problem: expect.stringContaining('还没有提供订单号') });
  });

  test('a number of the wrong length is told to be so', () => {
    const chat = new Chat();
    asks(chat);
    expect(templatesOf(chat.says('123'))).toEqual(['shipping.wrong_number']);
  });

  test('the result finds its form although the customer went on to another topic', () => {
    const chat = new Chat();
    chat.says('202611010001到哪了', { intent: 'shipping_status', ...number('202611010001') });
    chat.says('我登录不上', { intent: 'login_failure' });
    const answer = chat.shopAnswers({ outcome: 'found', order: LAMP });
    expect(templatesOf(answer)).toEqual(['shipping.shipped', 'desk.resume_offer']);
    expect(chat.state.suspended.map(({ form }) => form)).toEqual(['log_in']);
  });

  test('a result that nobody waits for is passed over in silence', () => {
    const chat = new Chat();
    expect(chat.shopAnswers({ outcome: 'found', order: LAMP }).replies).toEqual([]);
  });

  test('signed for but not received: sorry, and somebody verifies', () => {
    const chat = new Chat();
    chat.says('202611010001显示签收我没收到', { intent: 'delivery_delay', ...number('202611010001') });
    expect(templatesOf(chat.shopAnswers({ outcome: 'found', order: { ...LAMP, state: 'delivered', deliveredAt: LAMP.orderedAt } }))).toEqual(['shipping.not_received']);
    chat.says('好', { intent: 'affirm' });
    expect(chat.says('13800001357', { entities: [PHONE] }).tickets).toMatchObject([{ content: '订单202611010001（护眼台灯）显示已签收，客户说没有收到。' }]);
  });
});
