import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import { SETTINGS } from '../../../src/contract/desk/settings.ts';
import type { Runtime } from '../../../src/conversation/runtime.ts';
import { accept } from '../../../src/desk/accept.ts';
import { answer } from '../../../src/desk/answer.ts';
import { choosePresence, noteIdle, ownPresence, setCapacity, signOfLife } from '../../../src/desk/presence.ts';
import { NOWHERE } from '../../../src/desk/account/origin.ts';
import { leaveByCustomer, statusOf } from '../../../src/desk/queue.ts';
import { decline, offerFor } from '../../../src/desk/routing/offer.ts';
import { sweepRouting } from '../../../src/desk/routing/sweep.ts';
import { messagesForDesk, rowOf } from '../../../src/desk/view.ts';
import { atDesk, inTeams } from '../../support/desk.ts';
import { talker } from '../../support/talk.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

const OFFER_MS = SETTINGS['desk.routing'].initial.offer_s * 1_000;

describe('offers', () => {
  let test: TestRuntime;
  let runtime: Runtime;
  let lin: DeskPerson;
  let wang: DeskPerson;
  /** Time passes while the desks of these people are open. */
  const pass = async (ms: number, ...open: DeskPerson[]) => {
    test.clock.now += ms;
    for (const { id } of open) await signOfLife(runtime, id, true, false);
    await sweepRouting(runtime);
  };
  const waiting = async (text = '转人工') => {
    const customer = await talker(runtime);
    await customer.say(text);
    test.clock.now += 1_000;
    return customer;
  };
  const offered = async (person: DeskPerson) => (await offerFor(runtime, person.id))?.conversationId;

  beforeEach(async () => {
    test = await testRuntime();
    ({ runtime } = test);
    lin = await atDesk(runtime, 'lin', '1001');
    wang = await atDesk(runtime, 'wang', '1002');
  });
  afterEach(() => test.close());

  it('go to one agent at a time, with what they need to know and how long the offer stands', async () => {
    const { key } = await waiting();
    await pass(0);
    expect([await offered(lin), await offered(wang)]).toEqual([key.conversationId, undefined]);
    test.clock.now += 10_000;
    expect(await offerFor(runtime, lin.id)).toMatchObject({ reason: 'asked', emotion: 'calm', left_ms: OFFER_MS - 10_000, of_ms: OFFER_MS });
    expect((await rowOf(runtime, key.conversationId)).offeredTo).toMatchObject({ workerNumber: '1001' });
    await accept(runtime, lin, key.conversationId);
    expect([await offered(lin), (await ownPresence(runtime, lin.id)).load]).toEqual([undefined, 1]);
  });

  it('go to the next when nobody answers in time or the agent declines, and who misses two becomes away', async () => {
    const { key } = await waiting();
    await pass(0);
    await pass(OFFER_MS, lin, wang);
    expect([await offered(lin), await offered(wang)]).toEqual([undefined, key.conversationId]);
    await decline(runtime, wang, key.conversationId);
    await expect(decline(runtime, wang, key.conversationId)).rejects.toMatchObject({ code: 'conversation.not_offered' });
    expect((await ownPresence(runtime, wang.id)).status).toBe('online');
    await pass(LIMITS.offerPassed_ms - OFFER_MS, lin, wang);
    expect(await offered(lin)).toBeUndefined();
    await pass(OFFER_MS, lin, wang);
    expect(await offered(lin)).toBe(key.conversationId);
    await pass(OFFER_MS, lin, wang);
    expect(await ownPresence(runtime, lin.id)).toMatchObject({ status: 'away', reason: 'missed' });
    const history = (await messagesForDesk(runtime, key.conversationId, 0)).filter((message) => message.private).map(({ text }) => text);
    expect(history).toEqual(['lin（1001）没有及时接', 'wang（1002）没有接', 'lin（1001）没有及时接']);
    await choosePresence(runtime, lin.id, 'online');
    expect(await ownPresence(runtime, lin.id)).toMatchObject({ status: 'online', reason: 'chosen' });
  });

  it('respect capacity, presence and teams', async () => {
    await setCapacity(runtime, lin, lin.id, 1, NOWHERE);
    await choosePresence(runtime, wang.id, 'busy');
    const first = await waiting();
    const second = await waiting();
    await pass(0);
    expect(await offered(lin)).toBe(first.key.conversationId);
    await accept(runtime, lin, first.key.conversationId);
    await pass(0);
    expect([await offered(lin), await offered(wang)]).toEqual([undefined, undefined]);
    await choosePresence(runtime, wang.id, 'online');
    await inTeams(runtime, wang, ['telecom']);
    await inTeams(runtime, lin, ['shop']);
    const parcel = await waiting('你们这帮骗子，快递到哪了');
    await pass(0);
    // Of the shop's team is lin, who has no room; what belongs to no team is for anybody.
    expect(await offered(wang)).toBe(second.key.conversationId);
    expect((await rowOf(runtime, parcel.key.conversationId)).offeredTo).toBeUndefined();
  });

  it('end when the customer leaves, and when somebody else picks the conversation', async () => {
    const { key } = await waiting();
    await pass(0);
    await leaveByCustomer(runtime, key.conversationId);
    expect(await offered(lin)).toBeUndefined();
    const other = await waiting();
    await pass(0);
    const mine = (await offered(lin)) === other.key.conversationId ? lin : wang;
    await accept(runtime, mine === lin ? wang : lin, other.key.conversationId);
    expect(await offered(mine)).toBeUndefined();
  });

  it('are all there is where the desk only offers; supervisors may pick', async () => {
    const value = { mode: 'offer' as const, offer_s: 30 };
    const offering = { ...runtime, settings: { ...runtime.settings, get: ((name: string) => (name === 'desk.routing' ? value : runtime.settings.get(name as 'desk.routing'))) as typeof runtime.settings.get } };
    const boss = await atDesk(runtime, 'boss', '1', 'supervisor');
    await choosePresence(runtime, boss.id, 'busy');
    const { key } = await waiting();
    await sweepRouting(offering);
    await expect(accept(offering, wang, key.conversationId)).rejects.toMatchObject({ code: 'conversation.not_offered' });
    await expect(accept(offering, boss, key.conversationId)).resolves.toBeUndefined();
  });

  it('are made once however many nodes plan them, and 1,000 who accept at once bring one winner', async () => {
    const { key } = await waiting();
    await Promise.all(Array.from({ length: 8 }, () => sweepRouting(runtime)));
    expect([await offered(lin), await offered(wang)]).toEqual([key.conversationId, undefined]);
    const people = [lin, wang];
    const outcomes = await Promise.allSettled(Array.from({ length: 1_000 }, (_, index) => accept(runtime, people[index % 2] as DeskPerson, key.conversationId)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(500);
    const losers = outcomes.filter((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    expect(new Set(losers.map(({ reason }) => (reason as { code: string }).code))).toEqual(new Set(['conversation.taken']));
    expect((await messagesForDesk(runtime, key.conversationId, 0)).filter(({ text }) => text.includes('已接入'))).toHaveLength(1);
  });

  it('do not reach a desk whose connection is gone; after three minutes its agent is offline', async () => {
    const { key } = await waiting();
    await signOfLife(runtime, lin.id, false, true);
    await pass(0, wang);
    expect(await offered(wang)).toBe(key.conversationId);
    await pass(LIMITS.presenceGrace_ms - 1_000);
    expect((await ownPresence(runtime, lin.id)).status).toBe('online');
    test.clock.now += 1_001;
    expect((await ownPresence(runtime, lin.id)).status).toBe('offline');
    await signOfLife(runtime, lin.id, true, true);
    expect((await ownPresence(runtime, lin.id)).status).toBe('online');
  });

  it('leave alone who has not touched the desk, until they do; what people set themselves stays', async () => {
    await noteIdle(runtime, lin.id, true);
    await choosePresence(runtime, wang.id, 'busy');
    await noteIdle(runtime, wang.id, true);
    await waiting();
    await pass(0);
    expect([await offered(lin), await ownPresence(runtime, wang.id)]).toEqual([undefined, expect.objectContaining({ status: 'busy' })]);
    await noteIdle(runtime, lin.id, false);
    await pass(0);
    expect(await offered(lin)).toBeDefined();
  });

  it('return to the agent who served the customer last', async () => {
    const customer = await waiting();
    await accept(runtime, wang, customer.key.conversationId);
    await answer(runtime, wang, customer.key.conversationId, { clientId: 'a', text: '您好' });
    const again = await talker(runtime, undefined, customer.key);
    await again.say('转人工');
    await pass(0, lin, wang);
    expect(await offerFor(runtime, wang.id)).toMatchObject({ conversationId: again.key.conversationId, returning: true });
  });
});

describe('a customer whose agent is gone', () => {
  it('goes back to the queue after the grace, if an answer is owed, and is offered to somebody else', async () => {
    const test = await testRuntime();
    const { runtime } = test;
    const [lin, wang] = [await atDesk(runtime, 'lin', '1001'), await atDesk(runtime, 'wang', '1002')];
    const owed = await talker(runtime);
    const answered = await talker(runtime);
    for (const customer of [owed, answered]) {
      await customer.say('转人工');
      await accept(runtime, lin, customer.key.conversationId);
    }
    await answer(runtime, lin, answered.key.conversationId, { clientId: 'a', text: '好了' });
    await signOfLife(runtime, lin.id, false, true);
    test.clock.now += LIMITS.presenceGrace_ms + 1;
    await signOfLife(runtime, wang.id, true, false);
    await sweepRouting(runtime);
    expect((await statusOf(runtime, owed.key.conversationId)).state).toBe('queued');
    expect((await statusOf(runtime, answered.key.conversationId)).state).toBe('agent');
    expect((await owed.lines()).at(-1)).toContain('正在为您转接其他同事');
    expect((await offerFor(runtime, wang.id))?.conversationId).toBe(owed.key.conversationId);
    await test.close();
  });
});

describe('how soon a person has to answer', () => {
  it('counts from the hand-over, then from each line of the customer that nobody has answered', async () => {
    const test = await testRuntime();
    const { runtime, clock } = test;
    const lin = await atDesk(runtime, 'lin', '1001');
    const customer = await talker(runtime);
    const due = async () => (await customer.conversation()).replyDue_ms;
    const start = clock.now;
    await customer.say('转人工');
    expect(await due()).toBe(start + 180_000);
    clock.now += 60_000;
    await accept(runtime, lin, customer.key.conversationId);
    expect(await due()).toBe(start + 180_000);
    await answer(runtime, lin, customer.key.conversationId, { clientId: 'a', text: '您好' });
    expect(await due()).toBeNull();
    clock.now += 5_000;
    const asked = clock.now;
    await customer.say('我的快递呢');
    clock.now += 5_000;
    await customer.say('在吗');
    expect(await due()).toBe(asked + 120_000);
    expect((await rowOf(runtime, customer.key.conversationId)).replyDueAt).toBe(new Date(asked + 120_000).toISOString());
    await test.close();
  });
});
