import { toIso } from '../../base/clock.ts';
import { dayOf, instantOf } from '../../base/day.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Wall } from '../../contract/desk/report.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { sumsOf } from '../../storage/report.ts';
import { listAgents, type AgentAtWork } from '../../storage/routing.ts';
import { countBegun, countMoods, countWaiting, listRepliesDue, listTicketsDue } from '../../storage/wall.ts';
import { customerName } from '../customerName.ts';
import { capacityOf, presenceState } from '../presence.ts';
import { figuresOf } from './figures.ts';

/** The desk at this moment. Nothing of what customers wrote is in it: everybody who passes by reads it. */
export async function readWall(runtime: Runtime): Promise<Wall> {
  const { storage: { read }, clock } = runtime;
  const now_ms = clock.now_ms();
  const waiting = await countWaiting(read);
  const moods = await countMoods(read);
  const agents = await listAgents(read);
  const count = (wanted: Partial<(typeof moods)[number]>) =>
    moods.filter((mood) => Object.entries(wanted).every(([name, value]) => mood[name as keyof typeof mood] === value)).reduce((sum, mood) => sum + mood.count, 0);
  const since = waiting.map(({ since_ms }) => since_ms).filter((since_ms) => since_ms !== null);
  const waitingNow = waiting.reduce((sum, { waiting: number }) => sum + number, 0);
  return {
    at: toIso(now_ms),
    queue: {
      waiting: waitingNow,
      longestSince: since.length === 0 ? null : toIso(Math.min(...since)),
      teams: waiting.map(({ team, waiting: number }) => ({ id: team, waiting: number })).sort((a, b) => b.waiting - a.waiting),
    },
    agents: presentAgents(runtime, agents, now_ms),
    running: { bot: count({ state: 'bot' }), agent: count({ state: 'agent' }), calm: count({ emotion: 'calm' }), upset: count({ emotion: 'upset' }), angry: count({ emotion: 'angry' }) },
    ...(await limitsOf(runtime, agents, now_ms)),
    today: await today(runtime, waitingNow, now_ms),
  };
}

const ORDER = { online: 0, busy: 1, away: 2, offline: 3 } as const;

/** Who is at the desk, those who take conversations first; who is offline only while they still have some. */
function presentAgents(runtime: Runtime, agents: readonly AgentAtWork[], now_ms: number): Wall['agents'] {
  return agents
    .map(({ person: { id, name, workerNumber }, seenAt_ms, presence, load }) => ({ id, name, workerNumber, status: presenceState({ seenAt_ms, presence }, now_ms), load, capacity: capacityOf(runtime, presence) }))
    .filter(({ status, load }) => status !== 'offline' || load > 0)
    .sort((a, b) => ORDER[a.status] - ORDER[b.status] || b.load / b.capacity - a.load / a.capacity || (a.workerNumber < b.workerNumber ? -1 : 1));
}

async function limitsOf({ storage: { read } }: Runtime, agents: readonly AgentAtWork[], now_ms: number): Promise<Pick<Wall, 'limits' | 'limitsTotal'>> {
  const names = new Map(agents.map(({ person }) => [person.id, person.name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const { replies, total } = await listRepliesDue(read, now_ms + LIMITS.wallAhead_ms, LIMITS.wallLimits);
  const { tickets, total: ticketsTotal } = await listTicketsDue(read, now_ms + LIMITS.wallTicketsAhead_ms, LIMITS.wallLimits);
  const limits = [
    ...replies.map(({ id, customer, agentId, due_ms }) => ({ kind: agentId === null ? ('first' as const) : ('reply' as const), id, name: customerName({ id, customer }), agent: nameOf(agentId), dueAt: toIso(due_ms) })),
    ...tickets.map(({ number, assigneeId, due_ms }) => ({ kind: 'ticket' as const, id: number, name: number, agent: nameOf(assigneeId), dueAt: toIso(due_ms) })),
  ];
  return { limits: limits.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)).slice(0, LIMITS.wallLimits), limitsTotal: total + ticketsTotal };
}

async function today({ storage: { read }, timeZone }: Runtime, waitingNow: number, now_ms: number): Promise<Wall['today']> {
  const day = dayOf(now_ms, timeZone);
  const { conversations, contained, firstReply_ms, satisfied, ratings } = figuresOf(await sumsOf(read, { from: day, to: day }, now_ms));
  return { begun: await countBegun(read, instantOf(day, '00:00', timeZone)), ended: conversations, contained, waitingNow, firstReply_ms, satisfied, ratings };
}
