import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sweepSilence } from '../../../src/conversation/silence/sweep.ts';
import { lookUpsSettled } from '../../../src/conversation/lookUp.ts';
import type { LookUpResult } from '../../../src/contract/order.ts';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import { accept } from '../../../src/desk/accept.ts';
import { presentPerson } from '../../../src/desk/account.ts';
import { answer } from '../../../src/desk/answer.ts';
import { insertPerson } from '../../../src/storage/person.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { RECORDS } from '../../support/records.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker, type Talker } from '../../support/talk.ts';

const MINUTE_MS = 60_000;

describe('silence', () => {
  const folder = { path: '', remove: () => undefined as void };
  let test: TestRuntime;
  let customer: Talker;

  /** Lets time pass as a running node would: it looks every minute. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      test.clock.now += MINUTE_MS;
      await sweepSilence(test.runtime);
    }
  };
  const open = async (changes = {}) => {
    test = await testRuntime(changes, { dataPath: folder.path, dialogs: [RECORDS] });
    customer = await talker(test.runtime);
  };
  beforeEach(async () => {
    Object.assign(folder, temporaryFolder());
    await open();
  });
  afterEach(async () => {
    await test.close();
    folder.remove();
  });

  it('ends a conversation in which nobody ever wrote after ten minutes', async () => {
    await pass(9);
    expect(await customer.conversation()).toMatchObject({ state: 'bot' });
    await pass(1);
    expect(await customer.conversation()).toMatchObject({ state: 'closed', closeReason: 'silent_from_start', silenceDue_ms: null });
    expect((await customer.lines()).at(-2)).toMatch(/^bot: /);
    expect((await customer.lines()).at(-1)).toBe('system: 本次会话已结束，需要时随时再来。');
  });

  it('asks once in the middle of something, and ends an hour after its last line', async () => {
    await customer.say('我的快递到哪了');
    const before = (await customer.lines()).length;
    await pass(9);
    expect(await customer.lines()).toHaveLength(before);
    await pass(1);
    expect(await customer.lines()).toHaveLength(before + 1);
    await pass(49);
    expect(await customer.lines()).toHaveLength(before + 1);
    expect(await customer.conversation()).toMatchObject({ state: 'bot' });
    await pass(1);
    expect(await customer.conversation()).toMatchObject({ state: 'closed', closeReason: 'silent' });
  });

  it('goes on counting where a stopped node left off', async () => {
    await customer.say('我的快递到哪了');
    await pass(10);
    const before = (await customer.lines()).length;
    await test.close();
    const { clock } = test;
    test = await testRuntime({}, { dataPath: folder.path, clock });
    await pass(49);
    expect(await customer.at(test.runtime).lines()).toHaveLength(before);
    await pass(1);
    expect(await customer.at(test.runtime).conversation()).toMatchObject({ state: 'closed' });
  });

  it('asks once, however many nodes look at the same time', async () => {
    await customer.say('我的快递到哪了');
    const before = (await customer.lines()).length;
    const other = await testRuntime({}, { dataPath: folder.path, clock: test.clock });
    test.clock.now += 10 * MINUTE_MS;
    await Promise.all([test, other, test, other].map(({ runtime }) => sweepSilence(runtime)));
    expect(await customer.lines()).toHaveLength(before + 1);
    await other.close();
  });

  it('gives whoever was asked late, because no node ran, time to answer', async () => {
    await customer.say('我的快递到哪了');
    test.clock.now += 5 * 60 * MINUTE_MS;
    await sweepSilence(test.runtime);
    await pass(9);
    expect(await customer.conversation()).toMatchObject({ state: 'bot' });
    await pass(1);
    expect(await customer.conversation()).toMatchObject({ state: 'closed' });
  });

  it('asks nothing where nothing was left open, and ends after an hour', async () => {
    await customer.say('乙事登记');
    const before = (await customer.lines()).length;
    await pass(59);
    expect(await customer.lines()).toHaveLength(before);
    await pass(1);
    expect(await customer.conversation()).toMatchObject({ state: 'closed', closeReason: 'silent' });
  });

  it('begins anew when the customer writes', async () => {
    await customer.say('我的快递到哪了');
    await pass(10);
    await customer.say('我的快递到哪了');
    const before = (await customer.lines()).length;
    await pass(9);
    expect(await customer.lines()).toHaveLength(before);
    await pass(1);
    expect(await customer.lines()).toHaveLength(before + 1);
  });

  it('does not count while the bot owes the result of a look-up', async () => {
    await test.close();
    let found: (result: LookUpResult) => void = () => undefined;
    await open({ orders: () => new Promise<LookUpResult>((resolve) => (found = resolve)) });
    await customer.say('快递到哪了 202611010001');
    expect(await customer.conversation()).toMatchObject({ silenceDue_ms: null });
    found({ outcome: 'not_found' });
    await lookUpsSettled(test.runtime);
    expect((await customer.conversation()).silenceDue_ms).toBe(test.clock.now + 10 * MINUTE_MS);
  });

  it('does not count while the customer waits for a person', async () => {
    await customer.say('转人工');
    await pass(90);
    expect(await customer.conversation()).toMatchObject({ state: 'queued', silenceDue_ms: null });
  });

  describe('while a person serves', () => {
    const person = { id: 'person-lin', login: 'lin', name: '小林', workerNumber: '1001', role: 'agent' as const, disabled: false, seenAt_ms: null };
    const lin: DeskPerson = presentPerson(person);

    beforeEach(async () => {
      await test.runtime.storage.transaction((database) => insertPerson(database, person, 'unused', 1));
      await customer.say('转人工');
      await accept(test.runtime, lin, customer.key.conversationId);
    });

    it('counts only when the last word is the person’s', async () => {
      await pass(90);
      await answer(test.runtime, lin, customer.key.conversationId, { clientId: 'a', text: '请问订单号是多少' });
      await pass(9);
      await customer.say('我找找');
      await pass(90);
      expect(await customer.conversation()).toMatchObject({ state: 'agent', silenceDue_ms: null });
      expect((await customer.lines()).filter((line) => line.includes('您还在吗'))).toEqual([]);
    });

    it('asks again only after the customer has written', async () => {
      const asked = async () => (await customer.lines()).filter((line) => line.includes('您还在吗')).length;
      await answer(test.runtime, lin, customer.key.conversationId, { clientId: 'a', text: '请问订单号是多少' });
      await pass(10);
      await answer(test.runtime, lin, customer.key.conversationId, { clientId: 'b', text: '找到了告诉我' });
      await pass(30);
      expect(await asked()).toBe(1);
      await customer.say('我找找');
      await answer(test.runtime, lin, customer.key.conversationId, { clientId: 'c', text: '好的，不急' });
      await pass(10);
      expect(await asked()).toBe(2);
    });

    it('asks once with a notice, and ends an hour after the person’s last word', async () => {
      await answer(test.runtime, lin, customer.key.conversationId, { clientId: 'a', text: '请问订单号是多少' });
      await pass(59);
      expect((await customer.lines()).filter((line) => line.includes('您还在吗'))).toHaveLength(1);
      expect(await customer.conversation()).toMatchObject({ state: 'agent' });
      await pass(1);
      expect(await customer.conversation()).toMatchObject({ state: 'closed', closeReason: 'silent' });
    });
  });
});
