import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import type { RecordTicket, TicketDetail } from '../../../src/contract/desk/tickets.ts';
import { ANONYMOUS } from '../../../src/conversation/open.ts';
import type { WakeUp } from '../../../src/conversation/events.ts';
import { ticketsForCustomer } from '../../../src/conversation/ticket/present.ts';
import { sweepDuties } from '../../../src/conversation/ticket/sweep.ts';
import { closeByAgent } from '../../../src/desk/end.ts';
import { assign, take } from '../../../src/desk/ticket/assign.ts';
import { finish } from '../../../src/desk/ticket/end.ts';
import { revealContact, ticketsFor } from '../../../src/desk/ticket/list.ts';
import { merge } from '../../../src/desk/ticket/merge.ts';
import { recordTicket } from '../../../src/desk/ticket/record.ts';
import { ticketFor } from '../../../src/desk/ticket/view.ts';
import { comment, correct, writeProgress } from '../../../src/desk/ticket/write.ts';
import { listAudit } from '../../../src/storage/audit.ts';
import { insertPerson } from '../../../src/storage/person.ts';
import { setMemberships } from '../../../src/storage/team.ts';
import { findTicket } from '../../../src/storage/ticket.ts';
import { RECORDS } from '../../support/records.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker, type Talker } from '../../support/talk.ts';

const person = (id: string, role: DeskPerson['role'] = 'agent'): DeskPerson => ({ id, login: id, name: `同事${id}`, workerNumber: id, role });
const [SHOP, DRIVE, BOTH, BOSS] = [person('shop1'), person('drive1'), person('any1'), person('boss', 'supervisor')];

describe('people and tickets', () => {
  let test: TestRuntime;
  beforeEach(async () => {
    test = await testRuntime({}, { dialogs: [RECORDS] });
    await test.runtime.storage.transaction(async (database) => {
      for (const one of [SHOP, DRIVE, BOTH, BOSS]) await insertPerson(database, { ...one, disabled: false, seenAt_ms: null }, 'hash', 0);
      await setMemberships(database, SHOP.id, [{ team: 'shop', level: 2 }]);
      await setMemberships(database, DRIVE.id, [{ team: 'drive', level: 2 }]);
    });
  });
  afterEach(() => test.close());

  let sent = 0;
  const record = (changes: Partial<RecordTicket> = {}, by = SHOP) =>
    recordTicket(test.runtime, by, { clientId: `c${(sent += 1)}`, kind: 'follow_up', skill: 'shop', content: '核实台灯的退款', contact: '13800005678', urgent: false, ...changes });
  const asked = (by: DeskPerson, { number, rev }: TicketDetail) => ({ person: by, number, rev, sent: { rev } });
  const lastLine = async (customer: Talker) => (await customer.lines()).at(-1);

  it('of two who take a ticket at once one wins, and the other sees who', async () => {
    const ticket = await record();
    const results = await Promise.allSettled([SHOP, BOTH].map((by) => take(test.runtime, asked(by, ticket))));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const now = await ticketFor(test.runtime, SHOP, ticket.number);
    const loser = now.assignee?.id === SHOP.id ? BOTH : SHOP;
    await expect(take(test.runtime, asked(loser, now))).rejects.toMatchObject({ code: 'ticket.taken', details: { by: { workerNumber: now.assignee?.workerNumber } } });
    await take(test.runtime, asked(BOSS, now));
    expect(await ticketFor(test.runtime, SHOP, ticket.number)).toMatchObject({ assignee: { id: 'boss' }, state: 'working' });
  });

  it('refuses the second of two changes, and gives it back beside what stands there now', async () => {
    const ticket = await record();
    await correct(test.runtime, asked(SHOP, ticket), { content: '核实吊灯的退款' });
    const late = { ...asked(BOTH, ticket), sent: { rev: ticket.rev, content: '核实灯泡的退款' } };
    await expect(correct(test.runtime, late, { content: '核实灯泡的退款' })).rejects.toMatchObject({
      code: 'ticket.conflict', details: { sent: { content: '核实灯泡的退款' }, current: { content: '核实吊灯的退款', rev: ticket.rev + 1 } },
    });
    expect(await ticketFor(test.runtime, SHOP, ticket.number)).toMatchObject({ content: '核实吊灯的退款' });
  });

  it('lets agents of another team read a ticket and change nothing of it, unless it is given to them', async () => {
    const ticket = await record();
    expect((await ticketFor(test.runtime, DRIVE, ticket.number)).may).toEqual({ change: false, reveal: false, decide: false });
    const attempts = [take(test.runtime, asked(DRIVE, ticket)), writeProgress(test.runtime, asked(DRIVE, ticket), '好了'), comment(test.runtime, DRIVE, ticket.number, '看看'), finish(test.runtime, asked(DRIVE, ticket), { result: '好' })];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'ticket.not_yours' });
    const { ticket: given } = await assign(test.runtime, asked(SHOP, ticket), { personId: DRIVE.id, note: '你熟' });
    await expect(finish(test.runtime, asked(DRIVE, given), { result: '好' })).resolves.toMatchObject({ ticket: { state: 'done' } });
    const other = await record();
    const { ticket: moved } = await assign(test.runtime, asked(SHOP, other), { team: 'drive' });
    expect(moved).toMatchObject({ team: { id: 'drive' }, may: { change: false } });
    await expect(take(test.runtime, asked(DRIVE, moved))).resolves.toMatchObject({ ticket: { assignee: { id: 'drive1' } } });
    await expect(assign(test.runtime, asked(BOTH, await ticketFor(test.runtime, BOTH, other.number)), { personId: BOTH.id })).rejects.toMatchObject({ code: 'ticket.taken' });
    await expect(assign(test.runtime, asked(BOSS, await ticketFor(test.runtime, BOSS, other.number)), { personId: 'nobody' })).rejects.toMatchObject({ code: 'ticket.person_unknown' });
  });

  it('shows the contact masked, and in clear to whoever works on it, with a line in the audit log', async () => {
    const ticket = await record();
    expect(ticket.contact).toBe('138****5678');
    await expect(revealContact(test.runtime, SHOP, ticket.number, '10.0.0.1')).rejects.toMatchObject({ code: 'session.forbidden' });
    await take(test.runtime, asked(SHOP, ticket));
    expect(await revealContact(test.runtime, SHOP, ticket.number, '10.0.0.1')).toBe('13800005678');
    const lines = await listAudit(test.runtime.storage.read, { action: 'private.revealed' }, 9);
    expect(lines).toMatchObject([{ by: 'shop1', on: ticket.number, from: '10.0.0.1' }]);
    expect(JSON.stringify(lines)).not.toContain('13800005678');
  });

  it('masks private numbers in what is written down', async () => {
    const ticket = await record({ content: '客户报了卡号 6222021234567894 要退款。' });
    expect(ticket.content).toBe('客户报了卡号 **************** 要退款');
  });

  it('records a ticket once, and the customer finds it at once, also where they went on from that conversation', async () => {
    const first = await talker(test.runtime);
    await first.say('怎么退货');
    const request = { clientId: 'same', conversationId: first.key.conversationId, kind: 'follow_up', skill: 'shop', content: '核实退货', urgent: false } as const;
    const [one, again] = [await recordTicket(test.runtime, SHOP, request), await recordTicket(test.runtime, SHOP, request)];
    expect(again.number).toBe(one.number);
    expect(one).toMatchObject({ recordedBy: { id: 'shop1' }, conversationId: first.key.conversationId });
    await first.say('戊事登记');
    expect(await lastLine(first)).toContain(one.number);
    const later = await talker(test.runtime, ANONYMOUS, first.key);
    const second = await recordTicket(test.runtime, SHOP, { ...request, clientId: 'next', content: '再核实一次' });
    await later.say(`戊事登记 ${second.number}`);
    expect(await lastLine(later)).toContain(second.number);
    await expect(record({ conversationId: 'none' })).rejects.toMatchObject({ code: 'conversation.not_found' });
  });

  it('keeps notes from the customer, and tells progress in the open conversation', async () => {
    const customer = await talker(test.runtime);
    await customer.say('甲事登记 13800005678');
    const number = (await customer.conversation()).dialog.tickets[0]?.number as string;
    await comment(test.runtime, BOTH, number, '客户很着急');
    const before = await ticketFor(test.runtime, BOTH, number);
    expect(before.rev).toBe(1);
    const { told } = await writeProgress(test.runtime, asked(BOTH, before), '正在核对录音');
    expect(told).toEqual({ chat: true, message: false });
    const lines = (await customer.lines()).join();
    expect(lines).toContain('正在核对录音');
    expect(lines).not.toContain('着急');
    await test.runtime.storage.transaction((database) => database.updateTable('conversation').set({ state: 'agent', agent_id: BOTH.id }).execute());
    await closeByAgent(test.runtime, BOTH, customer.key.conversationId);
    const late = await writeProgress(test.runtime, asked(BOTH, await ticketFor(test.runtime, BOTH, number)), '录音已核对');
    expect(late.told).toEqual({ chat: false, message: false });
    expect((await findTicket(test.runtime.storage.read, number))?.told_ms).toBe(test.clock.now);
  });

  it('makes one of duplicates: both numbers answer, the earlier promise holds, and nobody else’s is merged', async () => {
    const customer = await talker(test.runtime);
    await customer.say('甲事登记 13800005678');
    const complaint = (await customer.conversation()).dialog.tickets[0]?.number as string;
    const follow = await record({ conversationId: customer.key.conversationId });
    const stranger = await record({ contact: '13900001111' });
    await expect(merge(test.runtime, asked(SHOP, stranger), complaint)).rejects.toMatchObject({ code: 'ticket.other_customer' });
    await expect(merge(test.runtime, asked(SHOP, follow), follow.number)).rejects.toMatchObject({ code: 'ticket.other_customer' });

    const complained = await ticketFor(test.runtime, SHOP, complaint);
    await merge(test.runtime, asked(SHOP, complained), follow.number);
    const original = await ticketFor(test.runtime, SHOP, follow.number);
    expect(original).toMatchObject({ merged: [complaint], dueAt: complained.dueAt });
    await expect(writeProgress(test.runtime, asked(SHOP, await ticketFor(test.runtime, SHOP, complaint)), '好')).rejects.toMatchObject({ code: 'ticket.merged', details: { into: follow.number } });
    await customer.say('丙事登记');
    expect(await ticketFor(test.runtime, SHOP, follow.number)).toMatchObject({ urgent: true });

    const { ticket: done } = await finish(test.runtime, asked(SHOP, await ticketFor(test.runtime, SHOP, follow.number)), { result: '已退款' });
    expect(done.state).toBe('done');
    for (const number of [complaint, follow.number]) {
      expect(await ticketsForCustomer(test.runtime, customer.key.conversationId)).toContainEqual(expect.objectContaining({ number, state: 'done', result: '已退款' }));
    }
    expect((await ticketsFor(test.runtime, SHOP, { list: 'unassigned' })).tickets.map(({ number }) => number)).toEqual([stranger.number]);
  });

  it('loses nothing that is due when somebody changes a ticket before the clock gets to it', async () => {
    const customer = await talker(test.runtime);
    await customer.say('甲事登记 13800005678');
    const number = (await customer.conversation()).dialog.tickets[0]?.number as string;
    test.clock.now += 2 * 3_600_000;
    await correct(test.runtime, asked(BOTH, await ticketFor(test.runtime, BOTH, number)), { urgent: true });
    await sweepDuties(test.runtime);
    expect((await ticketFor(test.runtime, BOTH, number)).entries.map(({ kind }) => kind)).toEqual(['opened', 'changed', 'overdue']);
  });

  it('wakes the desks when something happens to a ticket', async () => {
    const events: WakeUp[] = [];
    test.runtime.events.subscribe((event) => void events.push(event));
    const customer = await talker(test.runtime);
    await customer.say('甲事登记 13800005678');
    const ticket = await record();
    await take(test.runtime, asked(SHOP, ticket));
    await Promise.resolve();
    const woken = events.flatMap((event) => (event.type === 'ticket' ? [event.number] : []));
    expect(woken).toEqual([(await customer.conversation()).dialog.tickets[0]?.number, ticket.number, ticket.number]);
  });
});
