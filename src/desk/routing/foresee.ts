import type { QueueStatus } from '../../contract/visitor.ts';
import type { WaitingCustomer } from '../../storage/routing.ts';
import { ANYBODY, hasPassed, isSuited, type Candidate } from './route.ts';

/** How fast a team took those who waited lately: so many customers in `window_ms`, by so many agents. */
export type Pace = { accepted: number; agents: number };

/** From fewer accepted customers than this nothing is reckoned. */
const SAMPLES_MIN = 3;
/** Who gets an agent with room gets one within a minute: an offer stands for no longer. */
const AT_ONCE_MINUTES = 1;

type Circumstances = { paces: ReadonlyMap<string, Pace>; window_ms: number; mode: 'offer' | 'pick' | 'both'; now_ms: number };

/**
 * What each of those who wait can honestly be told: their place among those who wait for the same team, whether anybody is there who takes
 * its customers, and how long it will be. `queue` is in its order. Who comes up for an agent with room waits no longer than an offer takes; the
 * others wait as long as the team lately needed for as many. Fewer agents than then take longer; more are not taken to be faster. With too
 * little to go by nothing is said of the time.
 */
export function foresee(queue: readonly WaitingCustomer[], agents: readonly Candidate[], { paces, window_ms, mode, now_ms }: Circumstances): Map<string, QueueStatus> {
  const room = new Map(agents.map(({ id, isOnline, load, capacity }) => [id, isOnline && mode !== 'pick' ? capacity - load : 0]));
  const roomOf = ({ id }: Candidate): number => room.get(id) ?? 0;
  const suited = new Map<string, Candidate[]>();
  const places = new Map<string, number>();
  const late = new Map<string, number>();
  const told = new Map<string, QueueStatus>();
  for (const waiting of queue) {
    const team = waiting.skill ?? ANYBODY;
    const theirs = suited.get(team) ?? agents.filter((agent) => isSuited({ skill: team }, agent, agents));
    suited.set(team, theirs);
    const position = count(places, team);
    const agentsOnline = theirs.some(({ isAtDesk }) => isAtDesk);
    const free = theirs.filter((agent) => roomOf(agent) > 0 && !hasPassed(waiting, agent.id, now_ms)).sort((a, b) => roomOf(b) - roomOf(a))[0];
    if (free !== undefined) {
      room.set(free.id, roomOf(free) - 1);
      told.set(waiting.id, { position, agentsOnline, waitMinutes: AT_ONCE_MINUTES });
      continue;
    }
    const rank = count(late, team);
    const each_ms = timeForEach(paces.get(team), theirs.filter(({ isOnline }) => isOnline).length, window_ms);
    told.set(waiting.id, { position, agentsOnline, ...(each_ms !== null && { waitMinutes: Math.ceil((rank * each_ms) / 60_000) }) });
  }
  return told;
}

/** How long a team needs until it takes the next one, ms; `null`: nobody takes any now, or there is too little to go by. */
function timeForEach(pace: Pace | undefined, online: number, window_ms: number): number | null {
  if (pace === undefined || pace.accepted < SAMPLES_MIN || online === 0) return null;
  return window_ms / (pace.accepted * Math.min(1, online / Math.max(1, pace.agents)));
}

function count(counts: Map<string, number>, name: string): number {
  const next = (counts.get(name) ?? 0) + 1;
  counts.set(name, next);
  return next;
}
