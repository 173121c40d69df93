import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../src/contract/order.ts';
import { Chat, LAMP, NOON_MS, PHONE, orderNumber, templatesOf, textOf } from './support.ts';

const order = (change: Partial<Order>): { outcome: 'found'; order: Order } => ({ outcome: 'found', order: { ...LAMP, ...change } });
const delivered = (daysAgo: number) => order({ state: 'delivered', deliveredAt: new Date(NOON_MS - daysAgo * 86_400_000).toISOString() });
const given = (chat: Chat, value = '202611010001') => chat.says(value, { entities: [orderNumber(value)] });
const phone = (chat: Chat) => chat.says('13800001357', { entities: [PHONE] });
const yes = (chat: Chat) => chat.says('对', { intent: 'affirm' });

describe('a return', () => {
  const wants = (text: string) => {
    const chat = new Chat();
    chat.says(text, { intent: 'return_request' });
    return chat;
  };

  test('for a fault: we pay, restated with what is wrong, recorded when confirmed', () => {
    const chat = wants('我要退货，台灯灯罩裂了');
    given(chat);
    const restated = chat.shopAnswers(delivered(2));
    expect(textOf(restated)).toMatch(/202611010001.*灯罩裂了.*质量问题.*退货/s);
    expect(textOf(restated)).toContain('我们承担');
    expect(restated.tickets).toEqual([]);
    const done = yes(chat);
    expect(done.tickets).toMatchObject([{ kind: 'request', skill: 'shop', reason: '质量问题', content: expect.stringContaining('灯罩裂了') }]);
    expect(textOf(done)).toMatch(/寄.*退款/s);
  });

  test('for taste: the customer pays the way back; after seven days it is too late', () => {
    const chat = wants('不喜欢，想退货');
    expect(textOf(chat.decisions[0]!)).toMatch(/您承担|您来付/);
    given(chat);
    expect(templatesOf(chat.shopAnswers(delivered(8)))).toEqual(['returns.too_late']);
    const intime = wants('不喜欢，想退货');
    given(intime);
    expect(templatesOf(intime.shopAnswers(delivered(7)))).toEqual(['returns.check']);
  });

  test('asks for the reason when it was not told', () => {
    expect(templatesOf(wants('我要退货').decisions[0]!)).toEqual(['returns.ask_reason']);
  });

  test('the number is corrected while everything is restated: the other order is looked up', () => {
    const chat = wants('我要退货，台灯灯罩裂了');
    given(chat);
    chat.shopAnswers(delivered(2));
    expect(chat.says('订单号不对，应该是202611010002', { entities: [orderNumber('202611010002')] }).lookUp).toEqual({ orderNumber: '202611010002' });
  });

  test('what cannot be looked up is recorded all the same, and said so', () => {
    const chat = wants('我要退货，台灯灯罩裂了');
    given(chat);
    expect(textOf(chat.shopAnswers({ outcome: 'failed' }))).toMatch(/看不到|没能查到/);
    expect(yes(chat).tickets).toHaveLength(1);
  });
});

describe('changing or cancelling an order', () => {
  test('before it is shipped: recorded as urgent, with what is to be changed', () => {
    const chat = new Chat();
    chat.says('地址改成东湖路8号', { intent: 'order_change' });
    given(chat);
    expect(textOf(chat.shopAnswers(order({ state: 'paid' })))).toContain('东湖路8号');
    yes(chat);
    expect(phone(chat).tickets).toMatchObject([{ kind: 'request', urgent: true, details: expect.arrayContaining([{ label: '改成', value: '地址改成东湖路8号' }]) }]);
  });

  test('afterwards: intercept, or refuse the parcel; nothing without a yes', () => {
    const chat = new Chat();
    chat.says('取消订单', { intent: 'order_cancel' });
    given(chat);
    const offer = chat.shopAnswers(order({ state: 'shipped' }));
    expect(textOf(offer)).toMatch(/拦.*拒收/s);
    const declined = chat.says('不用拦了', { intent: 'deny' });
    expect(declined.tickets).toEqual([]);
    expect(templatesOf(declined)).toEqual(['order.kept']);
  });
});

describe('a telecom service', () => {
  test('is taken out after name, fee, date and risk were confirmed', () => {
    const chat = new Chat();
    const told = textOf(chat.says('我要办畅享99', { intent: 'service_subscribe' }));
    for (const fact of ['畅享99', '99元', '次月1日', '12个月', '30元']) expect(told).toContain(fact);
    expect(yes(chat).tickets).toEqual([]);
    expect(phone(chat).tickets).toMatchObject([{ kind: 'request', skill: 'telecom', content: expect.stringContaining('畅享99') }]);
  });

  test('is cancelled after the penalty was confirmed; what cannot be cancelled is not', () => {
    const chat = new Chat();
    expect(textOf(chat.says('退订家庭149', { intent: 'service_cancel' }))).toMatch(/24个月.*50元/s);
    expect(templatesOf(chat.says('先不办了', { intent: 'deny' }))).toEqual(['telecom.kept']);
    expect(templatesOf(new Chat().says('退流量加油包', { intent: 'service_cancel' }))).toEqual(['telecom.cancel_s15']);
  });
});

test('an invoice: four things, one at a time, each can be corrected', () => {
  const chat = new Chat();
  chat.says('网盘发票怎么收费', { intent: 'invoice' });
  expect(textOf(chat.says('帮我登记开票', { intent: 'invoice' }))).toMatch(/6%.*50元/s);
  chat.says('海风贸易公司');
  chat.says('东湖路8号');
  chat.says('李雷');
  expect(textOf(phone(chat))).toMatch(/海风贸易公司.*东湖路8号.*李雷.*1357/s);
  expect(textOf(chat.says('地址写错了，应该是西湖路9号', { intent: 'order_change' }))).toContain('西湖路9号');
  expect(yes(chat).tickets).toMatchObject([{ kind: 'request', content: expect.stringContaining('西湖路9号'), contact: '13800001357' }]);
});

test('a phone number of the wrong length is explained; then somebody takes over', () => {
  const chat = new Chat();
  chat.says('我要办畅享59', { intent: 'service_subscribe' });
  yes(chat);
  expect(templatesOf(chat.says('1380000'))).toEqual(['ticket.wrong_phone']);
  expect(templatesOf(chat.says('号码嘛', { intent: 'out_of_scope' }))).toEqual(['ticket.retry_phone']);
  expect(chat.says('哎', { intent: 'out_of_scope' }).handOver).toMatchObject({ reason: 'unsolved', skill: 'telecom' });
});
