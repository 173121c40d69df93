import { LIMITS } from '../../base/limits.ts';
import { appendDeskNotice, appendNotice } from '../../conversation/append.ts';
import { changeConversation } from '../../conversation/change.ts';
import { DESK_NOTICES, NOTICES } from '../../conversation/notices.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { after } from '../../conversation/state.ts';
import { sweep } from '../../conversation/sweep.ts';
import { findPerson } from '../../storage/person.ts';
import { findPresence } from '../../storage/presence.ts';
import { listAgents, listForsaken, listOffersDue, listWaiting, type AgentAtWork, type DueOffer } from '../../storage/routing.ts';
import { capacityOf, isPresent, presenceState } from '../presence.ts';
import { fullName } from '../fullName.ts';
import { letOfferLapse, makeOffer } from './offer.ts';
import { route, type Candidate } from './route.ts';

/** Takes back offers that nobody answered, brings back customers whose agent is gone, and offers those who wait to agents with room. */
export async function sweepRouting(runtime: Runtime): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  await sweep<DueOffer>(
    (after) => listOffersDue(runtime.storage.read, now_ms, after, LIMITS.sweepPage),
    ({ id }) => letOfferLapse(runtime, id),
    (error, { id }) => runtime.log.error({ err: error, conversation: id }, 'an offer was not taken back'),
  );
  for (const { id, agentId } of await listForsaken(runtime.storage.read, now_ms - LIMITS.presenceGrace_ms, LIMITS.sweepPage)) await bringBack(runtime, id, agentId);
  await makeOffers(runtime);
}

/** Offers those who wait to agents. Safe at any time and on any number of nodes. */
export async function makeOffers(runtime: Runtime): Promise<void> {
  const { read } = runtime.storage;
  const queue = await listWaiting(read);
  if (queue.every(({ offer }) => offer !== null)) return;
  const now_ms = runtime.clock.now_ms();
  const agents = (await listAgents(read)).map((agent) => candidateOf(runtime, agent, now_ms));
  const { mode, offer_s } = runtime.settings.get('desk.routing');
  for (const offer of route(queue, agents, now_ms, mode)) await makeOffer(runtime, offer, offer_s * 1_000);
}

export function candidateOf(runtime: Pick<Runtime, 'settings'>, agent: AgentAtWork, now_ms: number): Candidate {
  const { person, presence, load, teams } = agent;
  const present = isPresent(agent, now_ms);
  return {
    id: person.id,
    isPresent: present,
    isAtDesk: present && presence?.status !== 'away',
    isOnline: present && presence?.status === 'online',
    load,
    capacity: capacityOf(runtime, presence),
    teams,
    offeredAt_ms: presence?.offeredAt_ms ?? null,
  };
}

/** A customer who waits for an agent that is gone goes back to the queue, before those who came since. */
async function bringBack(runtime: Runtime, conversationId: string, agentId: string): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    const now_ms = runtime.clock.now_ms();
    // Somebody answered or took over meanwhile, or the agent is back.
    if (conversation.state !== 'agent' || conversation.agentId !== agentId || conversation.replyDue_ms === null) return;
    const person = await findPerson(database, agentId);
    if (person === undefined) return;
    const presence = (await findPresence(database, agentId)) ?? null;
    if (!person.disabled && presenceState({ seenAt_ms: person.seenAt_ms, presence }, now_ms) !== 'offline') return;
    conversation.state = after(conversation.state, 'transfer') ?? conversation.state;
    conversation.agentId = null;
    // The place that they had before they were accepted.
    conversation.queuedAt_ms = conversation.queuedAt_ms ?? now_ms;
    appendDeskNotice(draft, DESK_NOTICES.gone(fullName(person)), now_ms);
    appendNotice(draft, NOTICES.forsaken(), now_ms);
  });
}
