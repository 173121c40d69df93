import { LIMITS } from '../../base/limits.ts';
import type { WaitingCustomer } from '../../storage/routing.ts';

/** An agent, as far as it matters for what to offer them. */
export type Candidate = {
  id: string;
  /** Their desk is open. */
  isPresent: boolean;
  /** And they are not away: they serve, or finish what they have. */
  isAtDesk: boolean;
  /** And they take conversations. */
  isOnline: boolean;
  /** Conversations that they serve, and how many they serve at once. */
  load: number;
  capacity: number;
  /** The teams that they are in, with their level from 1 to 3; without any they take what comes. */
  teams: ReadonlyMap<string, number>;
  /** When they were last offered one. */
  offeredAt_ms: number | null;
};

export type PlannedOffer = { conversationId: string; agentId: string };

/** The team for whatever belongs to none. */
export const ANYBODY = 'common';

/**
 * Whom to offer those who wait. `queue` is in its order, and each gets the best agent that is left: of their team, with room, not one who
 * passed a moment ago; who served them last goes first, then the least loaded. One agent has one offer at a time. Whom a colleague wants to
 * have a conversation is offered it even without room. Where nobody of a team is at the desk, everybody counts as of the team.
 * With `pick`, only what a colleague passed on is offered.
 */
export function route(queue: readonly WaitingCustomer[], agents: readonly Candidate[], now_ms: number, mode: 'offer' | 'pick' | 'both'): PlannedOffer[] {
  const taken = new Set(queue.flatMap(({ offer }) => (offer === null ? [] : [offer.agentId])));
  const offers: PlannedOffer[] = [];
  for (const waiting of queue) {
    if (waiting.offer !== null) continue;
    const free = agents.filter(({ id, isPresent }) => isPresent && !taken.has(id) && !hasPassed(waiting, id, now_ms));
    const agent = targetOf(waiting, free) ?? (mode === 'pick' || waitsForTarget(waiting, agents, now_ms) ? undefined : bestFor(waiting, agents, free));
    if (agent === undefined) continue;
    taken.add(agent.id);
    offers.push({ conversationId: waiting.id, agentId: agent.id });
  }
  return offers;
}

/** Whether somebody declined this one, or missed it, a moment ago. */
export function hasPassed({ passes }: Pick<WaitingCustomer, 'passes'>, agentId: string, now_ms: number): boolean {
  return passes.some((pass) => pass.agentId === agentId && now_ms - pass.at_ms < LIMITS.offerPassed_ms);
}

/** Whether an agent knows what this one needs, when nobody who does is at the desk: everybody. */
export function isSuited({ skill }: Pick<WaitingCustomer, 'skill'>, agent: Candidate, agents: readonly Candidate[]): boolean {
  return knows(agent, skill) || !agents.some((other) => other.isPresent && knows(other, skill));
}

function knows({ teams }: Candidate, skill: string | null): boolean {
  return skill === null || skill === ANYBODY || teams.size === 0 || teams.has(skill);
}

function targetOf({ targetAgentId }: WaitingCustomer, free: readonly Candidate[]): Candidate | undefined {
  return targetAgentId === null ? undefined : free.find(({ id }) => id === targetAgentId);
}

/** The colleague who should have it is there and has only another offer before them. */
function waitsForTarget(waiting: WaitingCustomer, agents: readonly Candidate[], now_ms: number): boolean {
  const { targetAgentId } = waiting;
  return targetAgentId !== null && !hasPassed(waiting, targetAgentId, now_ms) && agents.some(({ id, isPresent }) => id === targetAgentId && isPresent);
}

function bestFor(waiting: WaitingCustomer, agents: readonly Candidate[], free: readonly Candidate[]): Candidate | undefined {
  const suited = free.filter((agent) => agent.isOnline && agent.load < agent.capacity && isSuited(waiting, agent, agents));
  return suited.sort((a, b) => compare(a, b, waiting))[0];
}

/** The better one first. */
function compare(a: Candidate, b: Candidate, { skill, lastAgentId }: WaitingCustomer): number {
  return (
    Number(b.id === lastAgentId) - Number(a.id === lastAgentId) ||
    a.load / a.capacity - b.load / b.capacity ||
    levelOf(b, skill) - levelOf(a, skill) ||
    (a.offeredAt_ms ?? 0) - (b.offeredAt_ms ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

function levelOf({ teams }: Candidate, skill: string | null): number {
  return skill === null ? 0 : (teams.get(skill) ?? 0);
}
