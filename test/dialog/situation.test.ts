import { describe, expect, test } from '@jest/globals';
import { Chat, PHONE, fileSize, optionsOf, templatesOf } from './support.ts';

const aboutReturns = () => {
  const chat = new Chat();
  chat.says('衬衫要是退的话邮费谁出', { intent: 'return_policy' });
  return chat;
};

describe('what the situation says against an unsure classifier', () => {
  test('a follow-up is understood by its topic', () => {
    const chat = aboutReturns();
    expect(templatesOf(chat.says('我是嫌大了一号', { intent: 'upload_size_limit', confidence: 0.43 }))).toEqual(['returns.dislike']);
    expect(templatesOf(chat.says('可是袖口有个洞，线都散了', { intent: 'out_of_scope', confidence: 0.1 }))).toEqual(['returns.sorry_number']);
    expect(chat.state.topic).toBe('return_request');
  });

  test('a sure classifier is followed', () => {
    expect(templatesOf(aboutReturns().says('一个文件大了传不上去', { intent: 'upload_failure', confidence: 0.9 }))).toEqual(['drive.ask_symptom']);
  });

  test('a mere guess is not acted on: the guesses are offered to choose from, and it counts as a misunderstanding', () => {
    const chat = new Chat();
    const decision = chat.says('那个东西几时好', { intent: 'refund_status', confidence: 0.25, alternatives: [{ intent: 'shipping_status', confidence: 0.2 }] });
    expect(templatesOf(decision)).toEqual(['desk.unsure']);
    expect(optionsOf(decision)).toEqual(['查退款', '查物流', '转人工']);
    expect(chat.says('哎呀', { confidence: 0.2 }).handOver).toMatchObject({ reason: 'misunderstood' });
  });

  test('a guess that is the topic already is acted on', () => {
    expect(templatesOf(aboutReturns().says('那几天内呢', { intent: 'return_policy', confidence: 0.3 }))).toEqual(['returns.policy']);
  });

  test('phrases are found in traditional characters, too', () => {
    const chat = aboutReturns();
    const said = { intent: 'out_of_scope', confidence: 0.1, simplified: '可是袖口有个洞,线都散了' };
    expect(templatesOf(chat.says('可是袖口有個洞，線都散了', said))).toEqual(['returns.sorry_number']);
  });

  test('a wish for a person needs less', () => {
    expect(new Chat().says('来个会说话的', { intent: 'human_agent', confidence: 0.35 }).handOver).not.toBeNull();
  });
});

describe('further topics', () => {
  test('a refund is looked up by the order number alone', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('退的钱一直没到', { intent: 'refund_status' }))).toEqual(['refund.ask_number']);
    expect(chat.says('7781203').lookUp).toEqual({ orderNumber: '7781203' });
  });

  test('an order can be changed before it is shipped, intercepted afterwards', () => {
    const chat = new Chat();
    chat.says('裤子32码换成33，订单8804512', { intent: 'order_change' });
    const order = { number: '8804512', goods: ['裤子'], orderedAt: '2026-11-11T01:00:00Z', tracking: [], refund: 'none' as const };
    expect(templatesOf(chat.shopAnswers({ outcome: 'found', order: { ...order, state: 'paid' } }))).toEqual(['order.check']);
    chat.says('对', { intent: 'affirm' });
    const { tickets } = chat.says('13800001357', { entities: [PHONE] });
    expect(tickets).toMatchObject([{ kind: 'request', contact: '13800001357', content: expect.stringContaining('32码换成33') }]);
    const later = new Chat();
    later.says('取消订单8804512', { intent: 'order_cancel' });
    expect(templatesOf(later.shopAnswers({ outcome: 'found', order: { ...order, state: 'shipped' } }))).toEqual(['order.intercept']);
  });

  test('an upload that hangs: one step after another, and back to it with the result', () => {
    const chat = new Chat();
    chat.says('文件传不上去', { intent: 'upload_failure' });
    chat.says('网盘开发票另外收钱吗', { intent: 'invoice' });
    expect(templatesOf(chat.says('回到刚才那个，删了重传还是等待', { intent: 'upload_failure' }))).toEqual(['drive.upload_fewer']);
    expect(templatesOf(chat.says('改成1个线程可以了', { intent: 'drive_vip', confidence: 0.3 }))).toEqual(['drive.done']);
  });

  test('the level that a customer has told serves other questions', () => {
    const chat = new Chat();
    chat.says('我是标准用户');
    expect(templatesOf(chat.says('做外链250M行不行', { intent: 'share_link', entities: [fileSize(250)] }))).toEqual(['drive.link_size_standard']);
  });

  test.each(['delivery_options', 'warranty', 'product_info', 'promotion', 'invoice', 'membership', 'account_manage', 'data_export', 'share_link', 'storage_capacity', 'drive_vip', 'file_recovery', 'site_unavailable', 'plan_inquiry', 'service_subscribe', 'service_cancel', 'bill_inquiry', 'client_crash', 'sync_backup', 'download_failure', 'product_fault', 'suggestion'])(
    '%s has an answer', (intent) => {
      const decision = new Chat().says('问一下', { intent });
      expect(templatesOf(decision)).not.toContain('desk.outside');
      expect(decision.handOver).toBeNull();
    });
});
