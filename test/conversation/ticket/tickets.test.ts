import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { ticketsForCustomer } from '../../../src/conversation/ticket/present.ts';
import { closeByAgent } from '../../../src/desk/end.ts';
import type { StoredCustomer } from '../../../src/storage/conversation.ts';
import { findTicket, insertEntry, listEntries } from '../../../src/storage/ticket.ts';
import { RECORDS } from '../../support/records.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker, type Talker } from '../../support/talk.ts';

const WANG: StoredCustomer = { externalId: 'u-old', name: '王女士', kind: 'returning', driveLevel: null };
const CHEN: StoredCustomer = { externalId: 'u-vip', name: '陈先生', kind: 'vip', driveLevel: null };

describe('tickets', () => {
  let test: TestRuntime;
  beforeEach(async () => {
    test = await testRuntime({}, { dialogs: [RECORDS] });
  });
  afterEach(() => test.close());

  const complain = async (customer: Talker, phone = '13800005678'): Promise<string> => {
    await customer.say(`甲事登记 ${phone}`);
    const { tickets } = (await customer.conversation()).dialog;
    return tickets.at(-1)?.number as string;
  };
  const find = (number: string) => findTicket(test.runtime.storage.read, number);
  const lastLine = async (customer: Talker) => (await customer.lines()).at(-1);
  const progress = (number: string, text: string, visible = true) =>
    test.runtime.storage.transaction((database) => insertEntry(database, { ticketNumber: number, at_ms: test.clock.now, by: 'p1', kind: 'progress', text, visible }));

  it('keeps what the bot recorded, for whom, and when it is due', async () => {
    const number = await complain(await talker(test.runtime, WANG));
    expect(number).toMatch(/^TS\d{8}$/);
    expect(await find(number)).toMatchObject({
      kind: 'service_complaint', state: 'open', externalId: 'u-old', customerName: '王女士', contact: '13800005678', content: '客户投诉客服态度', recordedBy: 'bot', rev: 1,
      opened_ms: test.clock.now, due_ms: test.clock.now + 2 * 3_600_000, details: [{ label: '联系电话', value: '13800005678' }],
    });
    expect(await listEntries(test.runtime.storage.read, number)).toMatchObject([{ seq: 1, kind: 'opened', by: 'bot', text: '客户投诉客服态度' }]);
  });

  it('keeps nothing of a turn whose number exists already, and takes the message when it is sent again', async () => {
    const numbers = [12_345_678, 12_345_678, 87_654_321];
    await test.close();
    // Only ticket numbers are drawn from so many.
    test = await testRuntime({ random: (n) => (n === 10 ** 8 ? (numbers.shift() ?? 0) : 0) }, { dialogs: [RECORDS] });
    await complain(await talker(test.runtime));
    const second = await talker(test.runtime);
    const before = await second.lines();
    await expect(second.say('甲事登记 13900001111')).rejects.toThrow();
    expect(await second.lines()).toEqual(before);
    expect(await complain(second, '13900001111')).toBe('TS87654321');
  });

  it('adds what the customer says later, and takes a ticket back', async () => {
    const customer = await talker(test.runtime);
    const number = await complain(customer);
    await customer.say('丙事登记');
    expect(await find(number)).toMatchObject({ state: 'open', urgent: true, rev: 2 });
    await customer.say('丁事登记');
    expect(await find(number)).toMatchObject({ state: 'withdrawn', duty_ms: null, rev: 3 });
    const entries = await listEntries(test.runtime.storage.read, number);
    expect(entries.map(({ seq, kind, by }) => [seq, kind, by])).toEqual([[1, 'opened', 'bot'], [2, 'note', 'customer'], [3, 'note', 'customer'], [4, 'state', 'customer']]);
  });

  it('tells a customer about their own: of this conversation, of the one before, of the same account', async () => {
    const here = await talker(test.runtime);
    const number = await complain(here);
    await progress(number, '主管正在核实');
    await here.say('戊事登记');
    expect(await lastLine(here)).toContain(`${number}，进展是主管正在核实`);

    const later = await talker(test.runtime, undefined, here.key);
    await later.say('戊事登记');
    expect(await lastLine(later)).toContain(number);

    const account = await complain(await talker(test.runtime, WANG));
    const elsewhere = await talker(test.runtime, WANG);
    await elsewhere.say('戊事登记');
    expect(await lastLine(elsewhere)).toContain(account);
  });

  it('shows no progress that is for the people of the desk', async () => {
    const customer = await talker(test.runtime);
    await progress(await complain(customer), '客户很难缠', false);
    await customer.say('戊事登记');
    expect(await lastLine(customer)).not.toContain('难缠');
  });

  it('tells nobody about the tickets of others', async () => {
    const number = await complain(await talker(test.runtime, WANG));
    for (const stranger of [await talker(test.runtime), await talker(test.runtime, CHEN)]) {
      await stranger.say(`戊事登记 ${number}`);
      expect(await lastLine(stranger)).toContain('没有找到记录');
    }
  });

  it('tells whoever knows the number and the end of the phone number', async () => {
    const number = await complain(await talker(test.runtime, WANG));
    const texts = [`戊事登记 ${number} 尾号5678`, `戊事登记 ${number}，手机 13800005678`, `戊事登记 ${number} 尾号５６７８`];
    for (const text of texts) {
      const stranger = await talker(test.runtime);
      await stranger.say(text);
      expect(await lastLine(stranger)).toContain(`找到记录 ${number}`);
    }
  });

  it('lets nobody guess the end of the phone number', async () => {
    const number = await complain(await talker(test.runtime, WANG));
    const many = await talker(test.runtime);
    await many.say(`戊事登记 ${number} 1234 2345 3456 5678`);
    expect(await lastLine(many)).toContain('没有找到记录');
    for (let guess = 1; guess < LIMITS.wrongContacts; guess += 1) await (await talker(test.runtime)).say(`戊事登记 ${number} 尾号${1000 + guess}`);
    const right = await talker(test.runtime);
    await right.say(`戊事登记 ${number} 尾号5678`);
    expect(await lastLine(right)).toContain('没有找到记录');
    const owner = await talker(test.runtime, WANG);
    await owner.say('戊事登记');
    expect(await lastLine(owner)).toContain(number);
    test.clock.now += LIMITS.wrongContactsWindow_ms;
    await right.say(`戊事登记 ${number} 尾号5678`);
    expect(await lastLine(right)).toContain(`找到记录 ${number}`);
  });

  it('costs a customer who has none, and asks for none, no query', async () => {
    await test.runtime.storage.transaction(async (database) => {
      for (const table of ['ticket_entry', 'ticket'] as const) await database.schema.dropTable(table).execute();
    });
    const customer = await talker(test.runtime);
    await expect(customer.say('怎么退货')).resolves.toMatchObject({ repeated: false });
    await expect(customer.say('怎么退货 尾号5678')).resolves.toMatchObject({ repeated: false });
  });

  it('shows a customer exactly what they may see of them', async () => {
    const customer = await talker(test.runtime);
    const number = await complain(customer);
    await progress(number, '主管正在核实');
    const { opened_ms, due_ms } = (await find(number)) as { opened_ms: number; due_ms: number };
    expect(await ticketsForCustomer(test.runtime, customer.key.conversationId)).toEqual([
      {
        number, kind: 'service_complaint', state: 'open', content: '您投诉客服态度', contact: '138****5678',
        openedAt: new Date(opened_ms).toISOString(), dueAt: new Date(due_ms).toISOString(),
        progress: { at: new Date(test.clock.now).toISOString(), text: '主管正在核实' },
      },
    ]);
    expect(await ticketsForCustomer(test.runtime, (await talker(test.runtime)).key.conversationId)).toEqual([]);
  });

  it('goes on after the conversation has ended', async () => {
    const customer = await talker(test.runtime);
    const number = await complain(customer);
    await customer.say('转人工');
    await test.runtime.storage.transaction((database) => database.updateTable('conversation').set({ state: 'agent', agent_id: 'p1' }).execute());
    await closeByAgent(test.runtime, { id: 'p1', login: 'lin', name: '小林', workerNumber: '1', role: 'agent' }, customer.key.conversationId);
    expect(await customer.conversation()).toMatchObject({ state: 'closed', closeReason: 'agent' });
    expect(await find(number)).toMatchObject({ state: 'open' });
  });
});
