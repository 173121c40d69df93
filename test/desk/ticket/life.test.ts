import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import { ticketsForCustomer } from '../../../src/conversation/ticket/present.ts';
import { sweepDuties } from '../../../src/conversation/ticket/sweep.ts';
import { take } from '../../../src/desk/ticket/assign.ts';
import { answerReport, decide, propose, report } from '../../../src/desk/ticket/decide.ts';
import { finish, noteSatisfaction, reopen } from '../../../src/desk/ticket/end.ts';
import { callsFor } from '../../../src/desk/ticket/list.ts';
import { ticketFor } from '../../../src/desk/ticket/view.ts';
import { correct, writeProgress } from '../../../src/desk/ticket/write.ts';
import { listAudit } from '../../../src/storage/audit.ts';
import { insertPerson } from '../../../src/storage/person.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { RECORDS } from '../../support/records.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker, type Talker } from '../../support/talk.ts';

const HOUR_MS = 3_600_000;
const NOTIFY = { url: 'http://127.0.0.1:9', secret: 'a secret of sixteen' };
const LIN: DeskPerson = { id: 'lin', login: 'lin', name: '小林', workerNumber: '1001', role: 'agent' };
const ZHOU: DeskPerson = { id: 'zhou', login: 'zhou', name: '周主管', workerNumber: '2001', role: 'supervisor' };
const REPORT = { happened: '两小时内没有联系上客户', cause: '电话一直无人接听', done: '拨打五次并发短信', proposal: '补偿一张运费券' };

describe('a complaint through its whole life, on two nodes with one clock', () => {
  const folder = { path: '', remove: () => undefined as void };
  const clock = { now: 0 };
  let nodes: [TestRuntime, TestRuntime];
  let customer: Talker;
  let number: string;

  /** Lets time pass; both nodes look at the same moment, again and again. */
  const pass = async (hours: number) => {
    for (let quarter = 0; quarter < hours * 4; quarter += 1) {
      clock.now += HOUR_MS / 4;
      await Promise.all([...nodes, ...nodes].map(({ runtime }) => sweepDuties(runtime)));
    }
  };
  const one = () => nodes[0].runtime;
  const two = () => nodes[1].runtime;
  const now = () => ticketFor(two(), LIN, number);
  const asked = async (person: DeskPerson) => ({ person, number, rev: (await now()).rev, sent: {} });
  const kinds = async () => (await now()).entries.map(({ kind }) => kind);
  const calls = async (person: DeskPerson) => (await callsFor(two(), person)).map(({ why }) => why);
  const lastLine = async () => (await customer.at(two()).lines()).at(-1);

  beforeEach(async () => {
    Object.assign(folder, temporaryFolder());
    clock.now = Date.parse('2026-11-24T02:00:00Z');
    const open = () => testRuntime({ notify: NOTIFY }, { dataPath: folder.path, dialogs: [RECORDS], clock });
    nodes = [await open(), await open()];
    await one().storage.transaction(async (database) => {
      for (const person of [LIN, ZHOU]) await insertPerson(database, { ...person, disabled: false, seenAt_ms: null }, 'hash', clock.now);
    });
    customer = await talker(one(), { externalId: 'u-old', name: '王女士', kind: 'returning', driveLevel: null });
    await customer.say('甲事登记 13800005678');
    number = (await customer.conversation()).dialog.tickets[0]?.number as string;
    await customer.say('转人工');
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    folder.remove();
  });

  it('is taken, reminded of, escalated, reported, approved, done, reopened and done again; everything happens once', async () => {
    // Two hours for a complaint about service; nobody begins.
    await pass(1.75);
    expect(await calls(LIN)).toEqual(['soon']);
    await take(one(), await asked(LIN));
    await writeProgress(two(), await asked(LIN), '已找到当时的聊天记录。');
    expect(await lastLine()).toBe(`bot: 您好，您的投诉 ${number} 有新的进展：已找到当时的聊天记录。`);
    await pass(0.5);
    expect(await kinds()).toEqual(['opened', 'reminder', 'assigned', 'progress', 'overdue']);
    expect(await calls(LIN)).toEqual(['overdue']);

    // Escalated: two more hours, then a report.
    await expect(report(one(), await asked(LIN), REPORT)).rejects.toMatchObject({ code: 'ticket.report_not_needed' });
    await correct(one(), await asked(LIN), { kind: 'escalated_complaint' });
    expect(await calls(LIN)).toEqual([]);
    await pass(2);
    expect((await kinds()).slice(5)).toEqual(['changed', 'reminder', 'overdue']);
    expect(await calls(LIN)).toEqual(['report']);
    await report(one(), await asked(LIN), REPORT);
    expect(await calls(ZHOU)).toContain('answer');
    await pass(2);
    expect((await kinds()).slice(8)).toEqual(['report', 'reminder', 'overdue']);
    expect(await calls(ZHOU)).toContain('answer_overdue');
    await answerReport(one(), await asked(ZHOU), '同意补偿，今天再联系一次');

    // Nothing is done before a supervisor approves it.
    await expect(finish(one(), await asked(LIN), { result: '已道歉' })).rejects.toMatchObject({ code: 'ticket.needs_approval' });
    await propose(one(), await asked(LIN), { text: '补偿一张运费券', askApproval: false });
    expect(await calls(ZHOU)).toContain('approval');
    await expect(decide(one(), await asked(LIN), { approved: true, note: '好', from: '' })).rejects.toMatchObject({ code: 'session.forbidden' });
    await decide(two(), await asked(ZHOU), { approved: false, note: '请改成电话致歉加运费券', from: '10.0.0.1' });
    await expect(finish(one(), await asked(LIN), { result: '已道歉' })).rejects.toMatchObject({ code: 'ticket.needs_approval' });
    await propose(one(), await asked(LIN), { text: '电话致歉并补偿运费券', askApproval: false });
    await decide(two(), await asked(ZHOU), { approved: true, note: '可以', from: '10.0.0.1' });
    const { told } = await finish(one(), await asked(LIN), { result: '已致电道歉，运费券已发到账户' });
    expect(told).toEqual({ chat: true, message: true });
    expect(await lastLine()).toBe(`bot: 您好，您的投诉 ${number} 有结果了：已致电道歉，运费券已发到账户。要是还有问题，直接告诉我们这个编号就行。`);
    await noteSatisfaction(one(), await asked(LIN), 'dissatisfied');
    await customer.say('戊事登记');
    const over = await kinds();
    await pass(48);
    expect(await kinds()).toEqual(over);
    expect(await ticketsForCustomer(one(), customer.key.conversationId)).toMatchObject([{ number, state: 'done', result: '已致电道歉，运费券已发到账户', progress: { text: '已找到当时的聊天记录' } }]);

    // Again: with a new limit, and everything that belongs to it.
    await reopen(two(), await asked(LIN), '客户不满意');
    expect(await now()).toMatchObject({ state: 'working', needsApproval: true, dueAt: new Date(clock.now + 2 * HOUR_MS).toISOString() });
    await pass(2);
    expect((await kinds()).slice(over.length)).toEqual(['state', 'reminder', 'overdue']);
    await propose(one(), await asked(ZHOU), { text: '换货', askApproval: false });
    await decide(one(), await asked(ZHOU), { approved: true, note: '可以', from: '' });
    await finish(one(), await asked(ZHOU), { result: '已换货', satisfaction: 'satisfied' });
    expect(await now()).toMatchObject({ state: 'done', result: '已换货', satisfaction: 'satisfied' });
    expect((await listAudit(one().storage.read, { action: 'ticket.approved' }, 9)).map(({ by, on, from, details }) => [by, on, from, details['approved']])).toEqual([
      ['zhou', number, '', true], ['zhou', number, '10.0.0.1', true], ['zhou', number, '10.0.0.1', false],
    ]);
  }, 60_000);

  it('asks for progress every day until it is told, and tells the customer at least once a day without', async () => {
    await take(one(), await asked(LIN));
    await pass(11);
    expect(await calls(LIN)).toEqual(['overdue', 'progress']);
    await writeProgress(one(), await asked(LIN), '正在核对录音');
    expect(await calls(LIN)).toEqual(['overdue']);
    await pass(48);
    const entries = (await now()).entries.filter(({ kind }) => ['asked', 'progress', 'feedback'].includes(kind));
    expect(entries.map(({ kind }) => kind)).toEqual(['asked', 'progress', 'asked', 'feedback', 'asked', 'feedback']);
    expect(entries[3]?.text).toContain('暂时没有新的进展');
    const told = entries.filter(({ kind }) => kind !== 'asked').map(({ at }) => Date.parse(at));
    for (const [index, at] of told.entries()) if (index > 0) expect(at - (told[index - 1] as number)).toBeLessThanOrEqual(24 * HOUR_MS);
    const outbox = await one().storage.read.selectFrom('outbox').selectAll().execute();
    expect(outbox.map(({ kind }) => kind)).toEqual(['ticket_feedback', 'ticket_feedback', 'ticket_feedback']);
  }, 60_000);
});
