import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '../../../src/base/limits.ts';
import { isSuited, route, type Candidate } from '../../../src/desk/routing/route.ts';
import { rankOf } from '../../../src/storage/conversation.ts';
import type { WaitingCustomer } from '../../../src/storage/routing.ts';

const waiting = (id: string, changes: Partial<WaitingCustomer> = {}): WaitingCustomer => ({ id, skill: null, offer: null, passes: [], targetAgentId: null, lastAgentId: null, ...changes });
const agent = (id: string, changes: Partial<Candidate> & { in?: string[] } = {}): Candidate => {
  const { in: teams = [], ...rest } = changes;
  return { id, isPresent: true, isAtDesk: true, isOnline: true, load: 0, capacity: 2, teams: new Map(teams.map((team) => [team, 2])), offeredAt_ms: null, ...rest };
};
const pairs = (queue: WaitingCustomer[], agents: Candidate[], now_ms = 1_000_000, mode: 'offer' | 'pick' | 'both' = 'both') =>
  route(queue, agents, now_ms, mode).map(({ conversationId, agentId }) => [conversationId, agentId]);

describe('whom those who wait are offered to', () => {
  it('goes to the least loaded, then to who knows it best, then to who was asked longest ago', () => {
    const drive = { skill: 'drive' };
    expect(pairs([waiting('c', drive)], [agent('a', { load: 1, in: ['drive'] }), agent('b', { in: ['drive'] })])).toEqual([['c', 'b']]);
    expect(pairs([waiting('c', drive)], [agent('a', { load: 1, capacity: 10 }), agent('b', { load: 1, capacity: 3 })])).toEqual([['c', 'a']]);
    expect(pairs([waiting('c', drive)], [agent('a', { in: ['drive'], teams: new Map([['drive', 1]]) }), agent('b', { teams: new Map([['drive', 3]]) })])).toEqual([['c', 'b']]);
    expect(pairs([waiting('c')], [agent('a', { offeredAt_ms: 9 }), agent('b', { offeredAt_ms: 5 })])).toEqual([['c', 'b']]);
  });

  it('keeps to the team while somebody of it is at the desk, and goes to anybody when nobody is', () => {
    const queue = [waiting('c', { skill: 'drive' })];
    expect(pairs(queue, [agent('a', { in: ['shop'] }), agent('b', { in: ['drive'], load: 2 })])).toEqual([]);
    expect(pairs(queue, [agent('a', { in: ['shop'] }), agent('b', { in: ['drive'], isPresent: false, isOnline: false })])).toEqual([['c', 'a']]);
    expect(pairs([waiting('c', { skill: 'common' })], [agent('a', { in: ['shop'] })])).toEqual([['c', 'a']]);
  });

  it('returns to the agent who served them last, where that one has room', () => {
    const queue = [waiting('c', { lastAgentId: 'b' })];
    expect(pairs(queue, [agent('a'), agent('b', { load: 1 })])).toEqual([['c', 'b']]);
    expect(pairs(queue, [agent('a'), agent('b', { load: 2 })])).toEqual([['c', 'a']]);
  });

  it('offers what a colleague passed on even to who has no room or only picks, and to others once that one passed', () => {
    const passedOn = waiting('c', { targetAgentId: 'b' });
    const full = [agent('a'), agent('b', { load: 2, isOnline: false })];
    expect(pairs([passedOn], full, 0, 'pick')).toEqual([['c', 'b']]);
    expect(pairs([waiting('x', { offer: { agentId: 'b', until_ms: 9 } }), passedOn], full)).toEqual([]);
    expect(pairs([{ ...passedOn, passes: [{ agentId: 'b', at_ms: 1_000_000 }] }], full)).toEqual([['c', 'a']]);
    expect(pairs([passedOn], [agent('a'), agent('b', { isPresent: false, isOnline: false })])).toEqual([['c', 'a']]);
    expect(pairs([waiting('c')], full, 0, 'pick')).toEqual([]);
  });

  it('asks who declined again only after a while', () => {
    const queue = [waiting('c', { passes: [{ agentId: 'a', at_ms: 0 }] })];
    expect(pairs(queue, [agent('a')], LIMITS.offerPassed_ms - 1)).toEqual([]);
    expect(pairs(queue, [agent('a')], LIMITS.offerPassed_ms)).toEqual([['c', 'a']]);
  });
});

const SKILLS = ['shop', 'drive', 'telecom'];
const skill = fc.constantFrom(...SKILLS, 'common', null);
const agents = fc.array(fc.record({ teams: fc.subarray(SKILLS), capacity: fc.integer({ min: 1, max: 3 }), load: fc.integer({ min: 0, max: 3 }), presence: fc.constantFrom('online', 'busy', 'gone') }), { maxLength: 6 });
const customers = fc.array(fc.record({ skill, offered: fc.boolean(), passed: fc.array(fc.nat(5), { maxLength: 3 }), last: fc.option(fc.nat(5)), target: fc.option(fc.nat(5), { freq: 5 }) }), { maxLength: 12 });

describe('in any situation', () => {
  it('nobody is offered twice, no agent gets two or more than fit, and nobody is passed over for somebody later without reason', () => {
    fc.assert(
      fc.property(agents, customers, fc.constantFrom('offer' as const, 'both' as const), (staff, line, mode) => {
        const now_ms = 1_000_000;
        const candidates = staff.map(({ teams, capacity, load, presence }, index) => agent(`a${index}`, { in: teams, capacity, load, isPresent: presence !== 'gone', isOnline: presence === 'online' }));
        const offered = new Set<number>();
        const queue = line.map((customer, index) => {
          const canBeOffered = customer.offered && index < candidates.length && !offered.has(index) && offered.add(index);
          return waiting(`c${index}`, {
            skill: customer.skill,
            offer: canBeOffered ? { agentId: `a${index}`, until_ms: now_ms + 1 } : null,
            passes: customer.passed.map((passed) => ({ agentId: `a${passed}`, at_ms: now_ms - 1 })),
            lastAgentId: customer.last === null ? null : `a${customer.last}`,
            targetAgentId: customer.target === null ? null : `a${customer.target}`,
          });
        });
        const offers = route(queue, candidates, now_ms, mode);
        const byId = new Map(queue.map((customer, index) => [customer.id, { customer, index }]));
        const busy = [...queue.flatMap(({ offer }) => (offer ? [offer.agentId] : [])), ...offers.map(({ agentId }) => agentId)];
        expect(new Set(busy).size).toBe(busy.length);
        expect(new Set(offers.map(({ conversationId }) => conversationId)).size).toBe(offers.length);
        for (const { conversationId, agentId } of offers) {
          const { customer, index } = byId.get(conversationId) as { customer: WaitingCustomer; index: number };
          const chosen = candidates.find(({ id }) => id === agentId) as Candidate;
          expect(customer.offer).toBeNull();
          expect(customer.passes.some((pass) => pass.agentId === agentId)).toBe(false);
          expect(chosen.isPresent).toBe(true);
          if (customer.targetAgentId === agentId) continue;
          expect(chosen.isOnline && chosen.load < chosen.capacity && isSuited(customer, chosen, candidates)).toBe(true);
          // Whoever stands before them and got nobody could not have had this agent.
          for (const earlier of queue.slice(0, index)) {
            if (earlier.offer !== null || offers.some((one) => one.conversationId === earlier.id)) continue;
            const reason = !isSuited(earlier, chosen, candidates) || earlier.passes.some((pass) => pass.agentId === agentId) || earlier.targetAgentId !== null;
            expect([earlier.id, agentId, reason]).toEqual([earlier.id, agentId, true]);
          }
        }
        // And no agent with room stands idle while somebody whom they could serve waits for nobody in particular.
        for (const { id, isOnline, load, capacity, ...rest } of candidates) {
          if (!isOnline || load >= capacity || busy.includes(id)) continue;
          for (const customer of queue) {
            if (customer.offer !== null || customer.targetAgentId !== null || offers.some((one) => one.conversationId === customer.id)) continue;
            const could = isSuited(customer, { id, isOnline, load, capacity, ...rest }, candidates) && !customer.passes.some((pass) => pass.agentId === id);
            expect(could).toBe(false);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

type Person = { id: string; teams: string[]; capacity: number; isHere: boolean; serving: { id: string; until_ms: number }[] };
type Customer = WaitingCustomer & { arrived_ms: number; rank_ms: number; isGone: boolean; servedAt_ms: number | null };

const STEP_MS = 5_000;
const OFFER_MS = 30_000;

/** A day at the desk, in steps of five seconds: who comes, who answers offers how, who leaves. */
const days = fc.record({
  staff: fc.array(fc.record({ teams: fc.subarray(SKILLS), capacity: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 4 }),
  arrivals: fc.array(fc.record({ step: fc.nat(60), skill, priority: fc.constantFrom(0, 0, 4, 10, 20, 30), patience: fc.option(fc.integer({ min: 5, max: 40 }), { freq: 3 }), service: fc.integer({ min: 1, max: 20 }) }), { maxLength: 20 }),
  answers: fc.infiniteStream(fc.constantFrom('accept', 'accept', 'decline', 'miss')),
  breaks: fc.array(fc.record({ person: fc.nat(3), from: fc.nat(80), steps: fc.nat(30) }), { maxLength: 4 }),
});

describe('over time', () => {
  it('everybody who stays is served, whoever comes, declines, misses, or goes for a while', () => {
    fc.assert(
      fc.property(days, ({ staff, arrivals, answers, breaks }) => {
        const people: Person[] = staff.map(({ teams, capacity }, index) => ({ id: `a${index}`, teams, capacity, isHere: true, serving: [] }));
        const customers: Customer[] = [];
        const lastStep = 800;
        for (let step = 0; step < lastStep; step += 1) {
          const now_ms = step * STEP_MS;
          for (const [index, person] of people.entries()) {
            person.serving = person.serving.filter(({ until_ms }) => until_ms > now_ms);
            person.isHere = !breaks.some((one) => one.person === index && step >= one.from && step < one.from + one.steps);
          }
          for (const [index, arrival] of arrivals.entries()) {
            if (arrival.step === step) {
              const rank_ms = rankOf({ state: 'queued', queuedAt_ms: now_ms, priority: arrival.priority }) as number;
              customers.push({ ...waiting(`c${index}`, { skill: arrival.skill }), arrived_ms: now_ms, rank_ms, isGone: false, servedAt_ms: null });
            }
            const customer = customers.find(({ id }) => id === `c${index}`);
            if (customer && customer.servedAt_ms === null && arrival.patience !== null && step - arrival.step > arrival.patience) {
              customer.isGone = true;
              customer.offer = null;
            }
          }
          const line = customers.filter(({ isGone, servedAt_ms }) => !isGone && servedAt_ms === null).sort((a, b) => a.rank_ms - b.rank_ms || (a.id < b.id ? -1 : 1));
          for (const customer of line) {
            if (customer.offer === null || customer.offer.until_ms > now_ms) continue;
            // In the second half of the day everybody answers, so that the day can end.
            const answer = step > lastStep / 2 ? 'accept' : answers.next().value;
            const person = people.find(({ id }) => id === customer.offer?.agentId) as Person;
            if (answer === 'accept' && person.isHere) {
              customer.servedAt_ms = now_ms;
              expect(person.serving.length).toBeLessThan(person.capacity);
              const service = arrivals[Number(customer.id.slice(1))]?.service ?? 1;
              person.serving.push({ id: customer.id, until_ms: now_ms + service * STEP_MS });
            } else {
              customer.passes = [...customer.passes.filter(({ agentId }) => agentId !== person.id), { agentId: person.id, at_ms: now_ms }];
            }
            customer.offer = null;
          }
          const candidates = people.map(({ id, teams, capacity, isHere, serving }) => agent(id, { in: teams, capacity, load: serving.length, isPresent: isHere, isOnline: isHere }));
          const stillThere = line.filter(({ servedAt_ms }) => servedAt_ms === null);
          for (const { conversationId, agentId } of route(stillThere, candidates, now_ms, 'offer')) {
            const customer = customers.find(({ id }) => id === conversationId) as Customer;
            customer.offer = { agentId, until_ms: now_ms + OFFER_MS };
          }
        }
        expect(customers.filter(({ isGone, servedAt_ms }) => !isGone && servedAt_ms === null)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('an ordinary customer is served in bounded time, however many angry ones keep coming', () => {
    const lines: { id: string; rank_ms: number }[] = [{ id: 'ordinary', rank_ms: rankOf({ state: 'queued', queuedAt_ms: 0, priority: 0 }) as number }];
    let servedAt_ms: number | null = null;
    // One agent who needs a minute for each, and an angry customer of high value every fifty seconds.
    for (let now_ms = 0; servedAt_ms === null && now_ms < 3_600_000; now_ms += 10_000) {
      if (now_ms % 50_000 === 0) lines.push({ id: `angry-${now_ms}`, rank_ms: rankOf({ state: 'queued', queuedAt_ms: now_ms, priority: 30 }) as number });
      if (now_ms % 60_000 !== 0) continue;
      lines.sort((a, b) => a.rank_ms - b.rank_ms);
      const [offer] = route(lines.map(({ id }) => waiting(id)), [agent('a')], now_ms, 'offer');
      if (offer?.conversationId === 'ordinary') servedAt_ms = now_ms;
      lines.splice(lines.findIndex(({ id }) => id === offer?.conversationId), 1);
    }
    expect(servedAt_ms).not.toBeNull();
    expect(servedAt_ms).toBeGreaterThan(5 * 60_000);
    expect(servedAt_ms).toBeLessThan(30 * LIMITS.queueHeadStart_ms * 1.5);
  });
});
