import { describe, expect, test } from '@jest/globals';
import type { KnownTicket } from '../../src/contract/ticket.ts';
import { toCustomer } from '../../src/dialog/ticketCard.ts';
import { Chat, NOON_MS, PHONE, optionsOf, templatesOf, textOf } from './support.ts';

const HOUR_MS = 3_600_000;
const complaint = (change: Partial<KnownTicket> = {}): KnownTicket => ({
  number: 'TS12345678', kind: 'service_complaint', state: 'open', content: '客户投诉服务', opened_ms: NOON_MS - HOUR_MS, due_ms: NOON_MS + HOUR_MS, progress: null, result: null, ...change,
});
const knowing = (ticket: KnownTicket) => new Chat({ tickets: [ticket] });
const number = (value: string) => ({ entities: [{ type: 'ticket_number', value, text: value, start: 0, end: value.length }] });
const phone = (chat: Chat, text = '13800001357') => chat.says(text, { entities: [{ ...PHONE, text, value: text }] });

describe('a complaint about service', () => {
  const told = () => {
    const chat = new Chat();
    chat.says('我要投诉，工号3071的客服昨天跟我吵', { intent: 'service_complaint', entities: [{ type: 'worker_number', value: '3071', text: '3071' }] });
    chat.says('昨天中午，我问运费，他说爱买不买', { intent: 'delivery_options', emotion: 'upset' });
    return chat;
  };

  test('asks one thing at a time, and never for what was told', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('我要投诉你们客服态度差', { intent: 'service_complaint' }))).toEqual(['complaint.ask_what']);
    expect(templatesOf(chat.says('上午十点多，他骂人', { intent: 'service_complaint' }))).toEqual(['complaint.ask_worker']);
    expect(templatesOf(chat.says('不知道', { intent: 'deny' }))).toEqual(['complaint.ask_wish']);
  });

  test('an answer is taken as one although it names another business', () => {
    const chat = told();
    expect(chat.state.form).toMatchObject({ form: 'complain_service', step: 'wish', slots: { what_happened: '昨天中午，我问运费，他说爱买不买', worker: '3071' } });
    expect(chat.state.topic).toBe('service_complaint');
  });

  test('is restated with the tail of the phone, corrected, confirmed, and only then recorded', () => {
    const chat = told();
    chat.says('向我道歉', { intent: 'out_of_scope' });
    const restated = phone(chat);
    expect(restated.tickets).toEqual([]);
    expect(textOf(restated)).toMatch(/3071.*爱买不买.*道歉.*1357/s);
    expect(textOf(restated)).not.toContain('13800001357');
    const corrected = phone(chat, '13900002468');
    expect(templatesOf(corrected)).toEqual(['desk.corrected', 'complaint.check']);
    expect(textOf(corrected)).toContain('2468');
    const recorded = chat.says('对', { intent: 'affirm' });
    expect(recorded.tickets).toMatchObject([{
      kind: 'service_complaint', contact: '13900002468', wish: '向我道歉', content: expect.stringContaining('爱买不买'), due_ms: NOON_MS + 2 * HOUR_MS,
    }]);
    expect(recorded.replies[0]!.card).toMatchObject({ type: 'ticket', kind: 'service_complaint' });
    expect(textOf(recorded)).toMatch(/2小时内.*每天/s);
  });

  test('a text is corrected by its name, with the new text or by asking again', () => {
    const chat = told();
    chat.says('向我道歉', { intent: 'out_of_scope' });
    phone(chat);
    expect(textOf(chat.says('诉求不对，应该是换个人来办', { intent: 'deny' }))).toContain('换个人来办');
    expect(templatesOf(chat.says('诉求写错了', { intent: 'deny' }))).toEqual(['complaint.retry_wish']);
    expect(templatesOf(chat.says('书面解释', { intent: 'out_of_scope' }))).toEqual(['complaint.check']);
    expect(chat.state.form!.slots['wish']).toBe('书面解释');
  });

  test('near closing time the hour is told, not a limit that cannot be kept', () => {
    const chat = told();
    chat.says('向我道歉', { intent: 'out_of_scope' });
    phone(chat);
    Object.assign(chat.circumstances, { now_ms: Date.parse('2026-11-11T20:30:00+08:00') });
    const text = textOf(chat.says('对', { intent: 'affirm' }));
    expect(text).toContain('明天10:00');
    expect(text).not.toContain('2小时内');
  });
});

describe('how a ticket stands', () => {
  test.each([
    [{}, 'track.open'],
    [{ state: 'working', progress: { at_ms: NOON_MS - 60_000, text: '正在听通话录音' } }, 'track.working'],
    [{ state: 'done', result: '已致歉' }, 'track.done'],
    [{ state: 'withdrawn' }, 'track.withdrawn'],
    [{ due_ms: NOON_MS - 1 }, 'track.overdue'],
    [{ kind: 'suggestion', number: 'JY12345678', due_ms: null }, 'track.suggestion'],
  ] satisfies [Partial<KnownTicket>, string][])('%j is told', (change, template) => {
    const ticket = complaint(change);
    const decision = knowing(ticket).says(`${ticket.number} 到哪一步了`, number(ticket.number));
    expect(templatesOf(decision)).toEqual([template]);
    expect(decision.replies[0]!.card).toMatchObject({ type: 'ticket', number: ticket.number });
    if (ticket.progress) expect(textOf(decision)).toContain(ticket.progress.text);
    if (ticket.result) expect(textOf(decision)).toContain(ticket.result);
  });

  test('without a number the newest that is not done is meant', () => {
    const chat = new Chat({ tickets: [complaint(), complaint({ number: 'GJ87654321', kind: 'follow_up', state: 'done', result: '好了' })] });
    expect(textOf(chat.says('我的投诉处理得怎么样了', { intent: 'service_complaint' }))).toContain('TS12345678');
  });

  test('an unknown one: number first, then the end of the phone number; nothing is told before', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('我的投诉处理得怎么样了', { intent: 'service_complaint' }))).toEqual(['track.ask_number']);
    expect(templatesOf(chat.says('TS12345678', number('TS12345678')))).toEqual(['track.ask_tail']);
    expect(chat.state.form!.slots['ticket_number_given']).toBe('TS12345678');
    Object.assign(chat.circumstances, { tickets: [complaint()] });
    expect(templatesOf(chat.says('1357'))).toEqual(['track.open']);
  });

  test('the wrong end of the phone number finds nothing', () => {
    const chat = new Chat();
    chat.says('TS12345678 到哪一步了', number('TS12345678'));
    expect(templatesOf(chat.says('0000'))).toEqual(['track.unknown']);
  });

  test('overdue: sorry, and escalated if they want', () => {
    const chat = knowing(complaint({ due_ms: NOON_MS - 1 }));
    expect(textOf(chat.says('投诉有结果了吗', { intent: 'service_complaint' }))).toMatch(/抱歉|对不起/);
    chat.says('好的，升级处理', { intent: 'affirm' });
    expect(phone(chat).tickets).toMatchObject([{ kind: 'escalated_complaint', content: expect.stringContaining('TS12345678'), due_ms: NOON_MS + 2 * HOUR_MS, urgent: true }]);
  });

  test('withdrawn only when confirmed', () => {
    const chat = knowing(complaint());
    const asked = chat.says('我要撤销投诉', { intent: 'service_complaint' });
    expect(asked.notes).toEqual([]);
    expect(optionsOf(asked)).toContain('不撤回');
    expect(chat.says('对', { intent: 'affirm' }).notes).toMatchObject([{ number: 'TS12345678', withdraw: true }]);
    const kept = knowing(complaint());
    kept.says('我要撤销投诉', { intent: 'service_complaint' });
    expect(templatesOf(kept.says('不用了', { intent: 'deny' }))).toEqual(['withdraw.kept']);
  });
});

test('what people read about the customer says 您 on the customer’s card, and leaves quotations alone', () => {
  expect(toCustomer('客户投诉服务。起因：“我是你们的老客户”，并经客户确认。')).toBe('您投诉服务。起因：“我是你们的老客户”，并经您确认。');
});

describe('demands beyond policy', () => {
  test('go to a supervisor within the hour, without yes or no', () => {
    const decision = new Chat().says('这次你们得赔我三百块', { intent: 'out_of_scope', emotion: 'upset' });
    expect(decision.tickets).toMatchObject([{ kind: 'supervisor_decision', wish: '这次你们得赔我三百块', due_ms: NOON_MS + HOUR_MS }]);
    expect(textOf(decision)).toMatch(/主管.*1小时内/s);
  });

  test('a supervisor can reach who made them: the phone is asked for once the demand is recorded', () => {
    const chat = new Chat();
    const asked = chat.says('这次你们得赔我三百块', { intent: 'out_of_scope', emotion: 'upset' });
    expect(textOf(asked)).toMatch(/手机号/);
    const given = phone(chat);
    expect(given.notes).toMatchObject([{ number: asked.tickets[0]!.number, contact: '13800001357' }]);
    expect(textOf(given)).toContain('1357');
    const declining = new Chat();
    declining.says('这次你们得赔我三百块', { intent: 'out_of_scope', emotion: 'upset' });
    expect(templatesOf(declining.says('不方便留', { intent: 'deny' }))).toEqual(['demand.without_phone']);
  });

  test('of who is angry are recorded, and a person takes over first', () => {
    const chat = new Chat();
    const decision = chat.says('你们太坑了！！赔我钱！', { intent: 'out_of_scope', emotion: 'angry' });
    expect(decision.tickets).toMatchObject([{ kind: 'supervisor_decision', urgent: true }]);
    expect(decision.handOver).toMatchObject({ reason: 'angry', emotion: 'angry' });
    expect(phone(chat).notes).toMatchObject([{ number: decision.tickets[0]!.number, contact: '13800001357' }]);
  });

  test('of who is angry and waits are recorded beside the queue, and agents read it', () => {
    const chat = new Chat();
    chat.says('东西又坏了，气死我了！！', { intent: 'product_fault', emotion: 'angry' });
    const decision = chat.says('不赔钱这事没完', { intent: 'out_of_scope', emotion: 'angry' });
    expect(decision.tickets).toMatchObject([{ kind: 'supervisor_decision', emotion: 'angry', urgent: true }]);
    expect(decision.briefing?.tried.join()).toContain('主管处理');
    expect(decision.leaveQueue).toBe(false);
  });
});

test('a ticket is marked urgent when the customer needs it soon, without another promise', () => {
  const chat = new Chat({ tickets: [complaint({ number: 'LY11112222', kind: 'left_message', due_ms: NOON_MS + 23 * HOUR_MS, opened_ms: NOON_MS - HOUR_MS })] });
  chat.state = { ...chat.state, tickets: [{ number: 'LY11112222', kind: 'left_message' }] };
  const decision = chat.says('能不能快点啊，明天要用', { intent: 'service_subscribe', emotion: 'upset' });
  expect(decision.notes).toMatchObject([{ number: 'LY11112222', urgent: true }]);
  expect(textOf(decision)).toContain('24小时内');
});

test('a new phone number is noted on the ticket', () => {
  const chat = new Chat();
  chat.state = { ...chat.state, tickets: [{ number: 'GJ11112222', kind: 'follow_up' }] };
  expect(phone(chat, '13700009999').notes).toEqual([]);
  const decision = chat.says('电话不对，换成13900002468', { entities: [{ ...PHONE, value: '13900002468', text: '13900002468' }] });
  expect(decision.notes).toMatchObject([{ number: 'GJ11112222', contact: '13900002468' }]);
});
