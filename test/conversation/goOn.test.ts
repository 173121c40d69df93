import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../src/base/limits.ts';
import { ANONYMOUS } from '../../src/conversation/open.ts';
import { sweepSilence } from '../../src/conversation/silence/sweep.ts';
import type { StoredCustomer } from '../../src/storage/conversation.ts';
import { RECORDS } from '../support/records.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';
import { talker, type Talker } from '../support/talk.ts';

const HOUR_MS = 3_600_000;
const LIN: StoredCustomer = { externalId: 'u-new', name: '小林', kind: 'new', driveLevel: null };
const CHEN: StoredCustomer = { externalId: 'u-vip', name: '陈先生', kind: 'vip', driveLevel: '金尊' };

describe('going on from an earlier conversation', () => {
  let test: TestRuntime;
  beforeEach(async () => {
    test = await testRuntime({}, { dialogs: [RECORDS] });
  });
  afterEach(() => test.close());

  /** Lets the customer's silence end the conversation. */
  const ended = async (customer: Talker) => {
    for (let hour = 0; hour < 2; hour += 1) {
      test.clock.now += HOUR_MS;
      await sweepSilence(test.runtime);
    }
    expect(await customer.conversation()).toMatchObject({ state: 'closed' });
  };

  it('knows what was said and left open, and forgets how it felt', async () => {
    const first = await talker(test.runtime);
    await first.say('甲事登记 13800005678');
    await first.say('我的快递到哪了');
    await ended(first);
    const before = await first.conversation();
    const second = await talker(test.runtime, ANONYMOUS, first.key);
    const { dialog, customer, previousId } = await second.conversation();
    expect(previousId).toBe(first.key.conversationId);
    expect(customer.kind).toBe('returning');
    expect(before.dialog).toMatchObject({ form: { form: expect.any(String) }, silenceAsked: true });
    expect(dialog.suspended.map(({ form }) => form)).toContain(before.dialog.form?.form);
    expect(dialog).toMatchObject({ form: null, topic: before.dialog.topic, tickets: before.dialog.tickets, continued: true, emotions: [], solved: false, ratingAsked: false, silenceAsked: false });
    expect(dialog.slots).toMatchObject({ record_phone: '13800005678' });
  });

  it('takes up a ticket that a person recorded after the conversation had ended', async () => {
    const first = await talker(test.runtime);
    await first.say('甲事登记 13800005678');
    const [{ number } = { number: '' }] = (await first.conversation()).dialog.tickets;
    await test.runtime.storage.transaction(async (database) => {
      const row = await database.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
      await database.insertInto('ticket').values({ ...row, number: 'GJ00000001', kind: 'follow_up', recorded_by: 'p1', opened_at: row.opened_at + 1 }).execute();
    });
    const second = await talker(test.runtime, ANONYMOUS, first.key);
    expect((await second.conversation()).dialog.tickets).toEqual([{ number, kind: 'service_complaint' }, { number: 'GJ00000001', kind: 'follow_up' }]);
  });

  it('ends the earlier one if it is still open', async () => {
    const first = await talker(test.runtime);
    await first.say('转人工');
    await talker(test.runtime, ANONYMOUS, first.key);
    expect(await first.conversation()).toMatchObject({ state: 'closed', closeReason: 'left' });
  });

  it('begins afresh, without a word, with a wrong token or an unknown conversation', async () => {
    const first = await talker(test.runtime);
    await first.say('我的快递到哪了');
    for (const key of [{ ...first.key, token: 'guessed' }, { ...first.key, conversationId: 'unknown' }]) {
      const second = await talker(test.runtime, ANONYMOUS, key);
      expect(await second.conversation()).toMatchObject({ previousId: null, customer: { kind: 'anonymous' }, dialog: { continued: false, suspended: [] } });
    }
    expect(await first.conversation()).toMatchObject({ state: 'bot' });
  });

  it('begins afresh after a week', async () => {
    const first = await talker(test.runtime);
    await first.say('我的快递到哪了');
    test.clock.now += LIMITS.continue_ms + 1;
    expect(await (await talker(test.runtime, ANONYMOUS, first.key)).conversation()).toMatchObject({ previousId: null });
  });

  it('lets the next person at a computer read nothing of the one before', async () => {
    const chen = await talker(test.runtime, CHEN);
    await chen.say('我的快递到哪了');
    for (const next of [ANONYMOUS, LIN]) {
      expect(await (await talker(test.runtime, next, chen.key)).conversation()).toMatchObject({ previousId: null, customer: { name: next.name }, dialog: { continued: false } });
    }
    expect(await (await talker(test.runtime, CHEN, chen.key)).conversation()).toMatchObject({ previousId: chen.key.conversationId, customer: CHEN });
  });

  it('lets a customer sign in on the way', async () => {
    const anonymous = await talker(test.runtime);
    await anonymous.say('我的快递到哪了');
    expect(await (await talker(test.runtime, CHEN, anonymous.key)).conversation()).toMatchObject({ customer: CHEN, dialog: { continued: true } });
  });

  it('calls a customer new until they have written once', async () => {
    const first = await talker(test.runtime, LIN);
    expect((await (await talker(test.runtime, LIN)).conversation()).customer.kind).toBe('new');
    await first.say('你好');
    expect((await (await talker(test.runtime, LIN)).conversation()).customer.kind).toBe('returning');
    const silent = await talker(test.runtime);
    expect((await (await talker(test.runtime, ANONYMOUS, silent.key)).conversation()).customer.kind).toBe('anonymous');
  });
});
