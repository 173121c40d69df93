import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sweepSilence } from '../../../src/conversation/silence/sweep.ts';
import { sweepDuties } from '../../../src/conversation/ticket/sweep.ts';
import { findTicket, insertEntry, listEntries } from '../../../src/storage/ticket.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { RECORDS } from '../../support/records.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker, type Talker } from '../../support/talk.ts';

const HOUR_MS = 3_600_000;
const WANG = { externalId: 'u-old', name: '王女士', kind: 'returning', driveLevel: null } as const;
const NOTIFY = { url: 'http://127.0.0.1:9', secret: 'a secret of sixteen' };

describe('the duties of tickets', () => {
  const folder = { path: '', remove: () => undefined as void };
  let test: TestRuntime;
  let customer: Talker;
  let number: string;

  const runtimeOf = (clock = { now: Date.parse('2026-11-24T02:00:00Z') }, changes = {}) => testRuntime({ notify: NOTIFY, ...changes }, { dataPath: folder.path, dialogs: [RECORDS], clock });
  const entries = async () => (await listEntries(test.runtime.storage.read, number)).map(({ kind }) => kind);
  const outbox = () => test.runtime.storage.read.selectFrom('outbox').selectAll().execute();
  const pass = async (hours: number) => {
    test.clock.now += hours * HOUR_MS;
    await sweepDuties(test.runtime);
  };
  const complain = async () => {
    customer = await talker(test.runtime, WANG);
    await customer.say('甲事登记 13800005678');
    number = (await customer.conversation()).dialog.tickets[0]?.number as string;
  };

  beforeEach(async () => {
    Object.assign(folder, temporaryFolder());
    test = await runtimeOf();
    await complain();
  });
  afterEach(async () => {
    await test.close();
    folder.remove();
  });

  it('reminds, and marks what is overdue, each once', async () => {
    await pass(1.5);
    expect(await entries()).toEqual(['opened']);
    await pass(0.1);
    await pass(0);
    expect(await entries()).toEqual(['opened', 'reminder']);
    await pass(0.4);
    await pass(1);
    expect(await entries()).toEqual(['opened', 'reminder', 'overdue']);
  });

  it('tells whoever complained every day, honestly, in the open conversation and by the shop’s system', async () => {
    await customer.say('转人工');
    await pass(24);
    expect((await customer.lines()).at(-1)).toBe(`bot: 您好，您的投诉 ${number} 还在处理中，暂时没有新的进展。处理的时间比说好的长了，实在抱歉。在处理完之前，我们每天都会跟您说一声。`);
    await pass(1);
    await test.runtime.storage.transaction((database) => insertEntry(database, { ticketNumber: number, at_ms: test.clock.now, by: 'p1', kind: 'progress', text: '已找到当时的通话', visible: true }));
    await pass(23);
    expect((await customer.lines()).at(-1)).toContain('有新的进展：已找到当时的通话。');
    await pass(24);
    expect((await customer.lines()).at(-1)).toContain('暂时没有新的进展');
    const bodies = (await outbox()).map(({ body_json }) => JSON.parse(body_json) as object);
    expect(bodies).toHaveLength(3);
    expect(bodies[0]).toMatchObject({
      kind: 'ticket_feedback', contact: '13800005678', customer: { id: 'u-old', name: '王女士' }, ticket: { number, kind: 'service_complaint', state: 'open' },
      text: expect.stringContaining('暂时没有新的进展'),
    });
  });

  it('tells whoever complained in the conversation that goes on from it', async () => {
    test.clock.now += HOUR_MS;
    const later = await talker(test.runtime, WANG, customer.key);
    await later.say('转人工');
    await pass(23);
    expect((await later.lines()).at(-1)).toContain(`您的投诉 ${number} 还在处理中`);
    expect((await customer.lines()).join()).not.toContain('还在处理中');
  });

  it('asks for something to tell before the customer hears, while the desk is open, once, and not again once it was told', async () => {
    await pass(10.9);
    expect(await entries()).toEqual(['opened', 'overdue']);
    await pass(0.1);
    await pass(0);
    expect(await entries()).toEqual(['opened', 'overdue', 'asked']);
    expect((await findTicket(test.runtime.storage.read, number))?.asked_ms).toBe(test.clock.now);
    await pass(13);
    expect(await entries()).toEqual(['opened', 'overdue', 'asked', 'feedback']);
    expect(await findTicket(test.runtime.storage.read, number)).toMatchObject({ asked_ms: null, told_ms: test.clock.now });
  });

  it('writes nothing into a conversation that has ended, and still tells the contact', async () => {
    test.clock.now += 2 * HOUR_MS;
    await sweepSilence(test.runtime);
    test.clock.now += 2 * HOUR_MS;
    await sweepSilence(test.runtime);
    const before = await customer.lines();
    expect(await customer.conversation()).toMatchObject({ state: 'closed' });
    await pass(24);
    expect(await customer.lines()).toEqual(before);
    expect(await entries()).toEqual(['opened', 'overdue', 'feedback']);
    expect(await outbox()).toHaveLength(1);
  });

  it('keeps nothing for a system that the shop does not have', async () => {
    await test.close();
    test = await runtimeOf(test.clock, { notify: null });
    await pass(24);
    expect(await entries()).toContain('feedback');
    expect(await outbox()).toEqual([]);
  });

  it('goes on after a restart', async () => {
    await pass(1.7);
    await test.close();
    test = await runtimeOf(test.clock);
    await pass(0.4);
    expect(await entries()).toEqual(['opened', 'reminder', 'overdue']);
  });

  it('fires once, however many nodes look at the same time', async () => {
    const other = await runtimeOf(test.clock);
    test.clock.now += 24 * HOUR_MS;
    await Promise.all([test, other, test, other].map(({ runtime }) => sweepDuties(runtime)));
    expect(await entries()).toEqual(['opened', 'overdue', 'feedback']);
    expect(await outbox()).toHaveLength(1);
    await other.close();
  });

  it('leaves alone what the customer took back', async () => {
    await customer.say('丁事登记');
    await pass(48);
    expect(await entries()).toEqual(['opened', 'note', 'state']);
  });

  it('fulfils the others when one cannot be', async () => {
    const damaged = number;
    await complain();
    await test.runtime.storage.transaction((database) => database.updateTable('ticket').set({ details_json: '{' }).where('number', '=', damaged).execute());
    await pass(2);
    const row = await test.runtime.storage.read.selectFrom('ticket').select('duty_at').where('number', '=', damaged).executeTakeFirst();
    expect(row?.duty_at).toBeLessThan(test.clock.now);
    expect(await entries()).toEqual(['opened', 'overdue']);
  });
});
