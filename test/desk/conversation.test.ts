import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, openConversation } from '../../src/conversation/open.ts';
import { messagesForCustomer } from '../../src/conversation/read.ts';
import { takeTurn, understandInbound } from '../../src/conversation/turn.ts';
import { accept } from '../../src/desk/accept.ts';
import { invite, inviteFirstAdmin, join, presentPerson, signedInAs, signIn, signOut } from '../../src/desk/account.ts';
import { answer } from '../../src/desk/answer.ts';
import { closeByAgent, giveBack } from '../../src/desk/end.ts';
import { setCapacity, signOfLife } from '../../src/desk/presence.ts';
import { NOWHERE } from '../../src/desk/account/origin.ts';
import { leaveByCustomer, statusOf } from '../../src/desk/queue.ts';
import { countsFor, listFor } from '../../src/desk/list.ts';
import { detailOf } from '../../src/desk/view.ts';
import type { DeskPerson } from '../../src/contract/desk.ts';
import { hashSecret } from '../../src/base/ids.ts';
import { insertPerson } from '../../src/storage/person.ts';
import { listWaiting } from '../../src/storage/routing.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';

describe('the desk', () => {
  let test: TestRuntime;
  let lin: DeskPerson;
  let wang: DeskPerson;

  const colleague = async (login: string, workerNumber: string): Promise<DeskPerson> => {
    const person = { id: `person-${login}`, login, name: login, workerNumber, role: 'agent' as const, disabled: false, seenAt_ms: null };
    await test.runtime.storage.transaction((database) => insertPerson(database, person, 'unused', 1));
    return presentPerson(person);
  };
  const waiting = async (text = '转人工'): Promise<string> => {
    const { conversationId } = await openConversation(test.runtime, ANONYMOUS, 'https://shop.example/lamp');
    await takeTurn(test.runtime, { conversationId, clientId: 'a', text }, understandInbound(test.runtime, text));
    test.clock.now += 1_000;
    return conversationId;
  };

  beforeEach(async () => {
    test = await testRuntime();
    lin = await colleague('lin', '1001');
    wang = await colleague('wang', '1002');
  });
  afterEach(() => test.close());

  it('lets one of many who accept at once win, and tells the others who', async () => {
    const id = await waiting();
    const outcomes = await Promise.allSettled([lin, wang, wang, lin, wang].map((person) => accept(test.runtime, person, id)));
    const winners = new Set(outcomes.map(({ status }, index) => (status === 'fulfilled' ? [lin, wang, wang, lin, wang][index]?.login : null)).filter(Boolean));
    expect([...winners]).toEqual(['lin']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'conversation.taken', details: { by: { name: 'lin', workerNumber: '1001' } } });
    const greetings = (await messagesForCustomer(test.runtime, id, 0)).filter(({ text }) => text.includes('1001'));
    expect(greetings).toHaveLength(1);
  });

  it('shows the angry first, with why, emotion and what the customer said', async () => {
    const calm = await waiting();
    const angry = await waiting('你们这帮骗子，快递到哪了');
    const { conversations: rows } = await listFor(test.runtime, lin, 'queued');
    expect(rows.map(({ id }) => id)).toEqual([angry, calm]);
    expect(Date.parse(rows[1]?.rankedAt ?? '') - Date.parse(rows[0]?.rankedAt ?? '')).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({ reason: 'angry', emotion: 'angry', state: 'queued' });
    const { conversation } = await detailOf(test.runtime, angry);
    expect(conversation.handOver).toMatchObject({ reason: 'angry', intent: { id: 'shipping_status' }, emotions: ['angry'] });
    expect(conversation.handOver?.problem).not.toBe('');
    expect(conversation.page).toBe('https://shop.example/lamp');
  });

  it('carries an agent’s words to the customer once, and refuses those of others', async () => {
    const id = await waiting();
    await expect(answer(test.runtime, lin, id, { clientId: 'x', text: '您好' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
    await accept(test.runtime, lin, id);
    const seq = await answer(test.runtime, lin, id, { clientId: 'x', text: '您好，我来处理' });
    expect(await answer(test.runtime, lin, id, { clientId: 'x', text: '您好，我来处理' })).toBe(seq);
    await expect(answer(test.runtime, wang, id, { clientId: 'y', text: '插话' })).rejects.toMatchObject({ code: 'conversation.not_yours' });
    const message = (await messagesForCustomer(test.runtime, id, seq - 1))[0];
    expect(message).toMatchObject({ from: 'agent', text: '您好，我来处理', agent: { name: 'lin', workerNumber: '1001' } });
  });

  it('gives a conversation back to the bot, which goes on', async () => {
    const id = await waiting();
    await accept(test.runtime, lin, id);
    await giveBack(test.runtime, lin, id);
    expect(await statusOf(test.runtime, id)).toEqual({ state: 'bot' });
    const text = '怎么退货';
    const { added } = await takeTurn(test.runtime, { conversationId: id, clientId: 'b', text }, understandInbound(test.runtime, text));
    expect(added[1]).toMatchObject({ sender: 'bot' });
  });

  it('ends a conversation for good', async () => {
    const id = await waiting();
    await accept(test.runtime, lin, id);
    await closeByAgent(test.runtime, lin, id);
    expect(await statusOf(test.runtime, id)).toEqual({ state: 'closed' });
    await expect(answer(test.runtime, lin, id, { clientId: 'z', text: '还在吗' })).rejects.toMatchObject({ code: 'conversation.closed' });
    expect(await countsFor(test.runtime, lin)).toEqual({ queued: 0, mine: 0, served: 0, attention: 0, bot: 0, closed: 1 });
  });

  it('tells those who wait their place, and lets them leave', async () => {
    const first = await waiting();
    const second = await waiting();
    expect(await statusOf(test.runtime, second)).toEqual({ state: 'queued', queue: { position: 2, agentsOnline: false }, typingSeen: true });
    await signOfLife(test.runtime, lin.id, true, true);
    await leaveByCustomer(test.runtime, first);
    expect(await statusOf(test.runtime, second)).toEqual({ state: 'queued', queue: { position: 1, agentsOnline: true, waitMinutes: 1 }, typingSeen: true });
    expect(await statusOf(test.runtime, first)).toEqual({ state: 'bot' });
  });

  it('estimates the wait only from what really happened', async () => {
    await signOfLife(test.runtime, lin.id, true, true);
    await setCapacity(test.runtime, lin, lin.id, 2, NOWHERE);
    for (let served = 0; served < 2; served += 1) await accept(test.runtime, lin, await waiting());
    expect((await statusOf(test.runtime, await waiting())).queue).toEqual({ position: 1, agentsOnline: true });
    await accept(test.runtime, lin, (await listWaiting(test.runtime.storage.read))[0]?.id as string);
    expect((await statusOf(test.runtime, await waiting())).queue).toEqual({ position: 1, agentsOnline: true, waitMinutes: 20 });
  });
});

describe('accounts', () => {
  let test: TestRuntime;
  beforeEach(async () => {
    test = await testRuntime();
  });
  afterEach(() => test.close());

  const request = (token: string) => ({ token, login: 'boss', name: '管理员', workerNumber: '1', password: 'long-enough-1' });

  it('makes the first admin by a link that works once, and no link afterwards', async () => {
    const ofAnEarlierStart = (await inviteFirstAdmin(test.runtime)) as string;
    const token = (await inviteFirstAdmin(test.runtime)) as string;
    const { person, token: session } = await join(test.runtime, request(token));
    expect(person).toMatchObject({ login: 'boss', role: 'admin' });
    expect(await signedInAs(test.runtime, hashSecret(session))).toEqual(person);
    for (const used of [token, ofAnEarlierStart]) {
      await expect(join(test.runtime, { ...request(used), login: 'other', workerNumber: '2' })).rejects.toMatchObject({ code: 'link.invalid' });
    }
    expect(await inviteFirstAdmin(test.runtime)).toBeNull();
  });

  it('does not use a link up when the name is taken', async () => {
    await join(test.runtime, request((await inviteFirstAdmin(test.runtime)) as string));
    const { token } = await invite(test.runtime, 'agent');
    await expect(join(test.runtime, request(token))).rejects.toMatchObject({ code: 'user.login_taken' });
    await expect(join(test.runtime, { ...request(token), login: 'next' })).rejects.toMatchObject({ code: 'user.worker_number_taken' });
    await expect(join(test.runtime, { ...request(token), login: 'next', workerNumber: '2' })).resolves.toMatchObject({ person: { role: 'agent' } });
  });

  it('signs in with the right password only, and out for good', async () => {
    await join(test.runtime, request((await inviteFirstAdmin(test.runtime)) as string));
    await expect(signIn(test.runtime, 'boss', 'wrong')).rejects.toMatchObject({ code: 'session.wrong' });
    await expect(signIn(test.runtime, 'nobody', 'wrong')).rejects.toMatchObject({ code: 'session.wrong' });
    const { token } = await signIn(test.runtime, 'Boss', 'long-enough-1');
    await signOut(test.runtime, token);
    expect(await signedInAs(test.runtime, hashSecret(token))).toBeUndefined();
  });

  it('lets a session and a link run out', async () => {
    const link = (await inviteFirstAdmin(test.runtime)) as string;
    const { token } = await join(test.runtime, request(link));
    const { token: late } = await invite(test.runtime, 'agent');
    test.clock.now += 25 * 3_600_000;
    expect(await signedInAs(test.runtime, hashSecret(token))).toBeUndefined();
    await expect(join(test.runtime, { ...request(late), login: 'late', workerNumber: '9' })).rejects.toMatchObject({ code: 'link.invalid' });
  });
});
