import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import { accept } from '../../../src/desk/accept.ts';
import { choosePresence, setCapacity, signOfLife } from '../../../src/desk/presence.ts';
import { NOWHERE } from '../../../src/desk/account/origin.ts';
import { statusOf } from '../../../src/desk/queue.ts';
import { foresee, type Pace } from '../../../src/desk/routing/foresee.ts';
import type { Candidate } from '../../../src/desk/routing/route.ts';
import type { WaitingCustomer } from '../../../src/storage/routing.ts';
import { atDesk, inTeams } from '../../support/desk.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { talker } from '../../support/talk.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_000_000;
const waiting = (id: string, skill: string | null, changes: Partial<WaitingCustomer> = {}): WaitingCustomer => ({ id, skill, offer: null, passes: [], targetAgentId: null, lastAgentId: null, ...changes });
const agent = (id: string, teams: string[], changes: Partial<Candidate> = {}): Candidate => ({
  id, isPresent: true, isAtDesk: true, isOnline: true, load: 0, capacity: 1, teams: new Map(teams.map((team) => [team, 2])), offeredAt_ms: null, ...changes,
});
const told = (queue: WaitingCustomer[], agents: Candidate[], paces: Record<string, Pace> = {}, mode: 'offer' | 'pick' | 'both' = 'both') =>
  Object.fromEntries(foresee(queue, agents, { paces: new Map(Object.entries(paces)), window_ms: HOUR_MS, mode, now_ms: NOW_MS }));

describe('what those who wait are told', () => {
  it('counts the place among those who wait for the same team', () => {
    const queue = [waiting('s1', 'shop'), waiting('t1', 'telecom'), waiting('s2', 'shop'), waiting('any', null), waiting('t2', 'telecom')];
    const places = told(queue, []);
    expect(Object.entries(places).map(([id, { position }]) => [id, position])).toEqual([['s1', 1], ['t1', 1], ['s2', 2], ['any', 1], ['t2', 2]]);
  });

  it('says that nobody is there when the only one who knows the matter is away, even while others are at their desks', () => {
    const away = agent('a', ['telecom'], { isAtDesk: false, isOnline: false });
    expect(told([waiting('t', 'telecom')], [away, agent('b', ['shop'])], { telecom: { accepted: 9, agents: 1 } })).toEqual({ t: { position: 1, agentsOnline: false } });
    expect(told([waiting('t', 'telecom')], [agent('b', ['shop'])])).toEqual({ t: { position: 1, agentsOnline: true, waitMinutes: 1 } });
  });

  it('lets as many wait a minute as there is room for, and the others as long as the team lately needed for as many', () => {
    const queue = ['a', 'b', 'c', 'd'].map((id) => waiting(id, 'telecom'));
    const agents = [agent('x', ['telecom'], { capacity: 2 }), agent('y', ['shop'], { capacity: 9 })];
    const minutes = Object.values(told(queue, agents, { telecom: { accepted: 6, agents: 1 }, shop: { accepted: 60, agents: 1 } })).map(({ waitMinutes }) => waitMinutes);
    expect(minutes).toEqual([1, 1, 10, 20]);
  });

  it('takes longer with fewer agents than lately, and promises nothing faster with more', () => {
    const full = (id: string) => agent(id, ['telecom'], { load: 1 });
    const minutes = (agents: Candidate[], pace: Pace) => told([waiting('t', 'telecom')], agents, { telecom: pace }).t?.waitMinutes;
    expect(minutes([full('a')], { accepted: 12, agents: 2 })).toBe(10);
    expect(minutes([full('a'), full('b'), full('c')], { accepted: 12, agents: 2 })).toBe(5);
  });

  it('says no time where agents choose by themselves and lately took nobody, or too few', () => {
    expect(told([waiting('t', 'telecom')], [agent('a', ['telecom'])], {}, 'pick')).toEqual({ t: { position: 1, agentsOnline: true } });
    expect(told([waiting('t', 'telecom')], [agent('a', ['telecom'])], { telecom: { accepted: 2, agents: 1 } }, 'pick')).toEqual({ t: { position: 1, agentsOnline: true } });
  });

  it('does not count on an agent who just declined', () => {
    expect(told([waiting('t', 'telecom', { passes: [{ agentId: 'a', at_ms: NOW_MS }] })], [agent('a', ['telecom'])])).toEqual({ t: { position: 1, agentsOnline: true } });
  });

  it('never promises somebody a shorter wait than those of the same team before them', () => {
    const customer = fc.record({ skill: fc.constantFrom('shop', 'telecom', null) });
    const staff = fc.record({ teams: fc.subarray(['shop', 'telecom']), capacity: fc.integer({ min: 1, max: 3 }), load: fc.integer({ min: 0, max: 3 }), isOnline: fc.boolean() });
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 12 }), fc.array(staff, { maxLength: 5 }), (customers, people) => {
        const queue = customers.map(({ skill }, index) => waiting(`c${index}`, skill));
        const agents = people.map(({ teams, ...rest }, index) => agent(`a${index}`, teams, rest));
        const pace = { accepted: 7, agents: 2 };
        const view = told(queue, agents, { shop: pace, telecom: pace, common: pace });
        for (const [index, later] of queue.entries()) {
          const earlier = queue.slice(0, index).filter(({ skill }) => skill === later.skill);
          expect(view[later.id]?.position).toBe(earlier.length + 1);
          for (const { id } of earlier) expect(view[id]?.waitMinutes ?? 0).toBeLessThanOrEqual(view[later.id]?.waitMinutes ?? Infinity);
        }
      }),
    );
  });
});

describe('the status of a customer who waits', () => {
  let test: TestRuntime;
  let lin: DeskPerson;
  let wang: DeskPerson;
  const telecom = async () => {
    const customer = await talker(test.runtime);
    await customer.say('转人工');
    await test.runtime.storage.transaction((database) => database.updateTable('conversation').set({ skill: 'telecom', team_id: 'telecom' }).where('id', '=', customer.key.conversationId).execute());
    test.clock.now += 1_000;
    return customer.key.conversationId;
  };

  beforeEach(async () => {
    test = await testRuntime();
    lin = await atDesk(test.runtime, 'lin', '1001');
    wang = await atDesk(test.runtime, 'wang', '1002');
    await inTeams(test.runtime, lin, ['telecom']);
    await inTeams(test.runtime, wang, ['shop']);
  });
  afterEach(() => test.close());

  it('is reckoned from the service of the team and its agents, whatever the others do', async () => {
    await setCapacity(test.runtime, lin, lin.id, 3, NOWHERE);
    for (let served = 0; served < 3; served += 1) await accept(test.runtime, lin, await telecom());
    expect(await statusOf(test.runtime, await telecom())).toEqual({ state: 'queued', queue: { position: 1, agentsOnline: true, waitMinutes: 20 }, typingSeen: true });
    expect((await statusOf(test.runtime, await telecom())).queue).toEqual({ position: 2, agentsOnline: true, waitMinutes: 40 });
    await setCapacity(test.runtime, lin, lin.id, 4, NOWHERE);
    expect((await statusOf(test.runtime, await telecom())).queue).toEqual({ position: 3, agentsOnline: true, waitMinutes: 40 });
    await choosePresence(test.runtime, lin.id, 'away');
    const last = await telecom();
    expect((await statusOf(test.runtime, last)).queue).toEqual({ position: 4, agentsOnline: false });
    await signOfLife(test.runtime, lin.id, false, true);
    expect((await statusOf(test.runtime, last)).queue).toMatchObject({ position: 4, agentsOnline: true });
  });

  it('lets them leave a message while nobody is there, without losing their place', async () => {
    await signOfLife(test.runtime, lin.id, false, true);
    await signOfLife(test.runtime, wang.id, false, true);
    const customer = await talker(test.runtime);
    await customer.say('转人工');
    expect((await statusOf(test.runtime, customer.key.conversationId)).queue).toEqual({ position: 1, agentsOnline: false });
    await customer.say('我要留言');
    const { dialog, state } = await customer.conversation();
    expect([state, dialog.form?.form]).toEqual(['queued', 'leave_message']);
  });
});
