import { changeConversation } from '../conversation/change.ts';
import { leaveQueue } from '../conversation/carryOut.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ConversationStatus, QueueStatus } from '../contract/visitor.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { findConversation, type Conversation } from '../storage/conversation.ts';
import { findPerson } from '../storage/person.ts';
import { countAtDesk } from '../storage/presence.ts';
import { countAccepted, countAhead, queueOrder } from '../storage/queue.ts';
import { deskHasRead } from './readMarks.ts';

/** Waiting time is estimated from how many conversations were accepted in this time; from fewer than this many nothing is said. */
const RATE_WINDOW_MS = 3_600_000;
const RATE_SAMPLES_MIN = 3;

/** What an estimate can honestly be made from. */
type Pace = { agentsOnline: boolean; acceptedLastHour: number };

/** The queue as everybody who waits sees it: id → place, from 1. */
export type QueueView = Pace & { places: Map<string, number> };

export async function viewQueue(runtime: Runtime): Promise<QueueView> {
  const ids = await queueOrder(runtime.storage.read);
  return { places: new Map(ids.map((id, index) => [id, index + 1])), ...(await readPace(runtime)) };
}

export function placeIn(view: QueueView, conversationId: string): QueueStatus | undefined {
  const position = view.places.get(conversationId);
  return position === undefined ? undefined : estimate(position, view);
}

async function readPace({ storage, clock }: Runtime): Promise<Pace> {
  const now_ms = clock.now_ms();
  return {
    agentsOnline: (await countAtDesk(storage.read, now_ms - LIMITS.lifeSign_ms)) > 0,
    acceptedLastHour: await countAccepted(storage.read, now_ms - RATE_WINDOW_MS),
  };
}

function estimate(position: number, { agentsOnline, acceptedLastHour }: Pace): QueueStatus {
  if (!agentsOnline || acceptedLastHour < RATE_SAMPLES_MIN) return { position, agentsOnline };
  return { position, agentsOnline, waitMinutes: Math.ceil((position * RATE_WINDOW_MS) / acceptedLastHour / 60_000) };
}

/** State, place and agent, as the customer sees them. */
export async function statusFor(runtime: Runtime, conversation: Conversation): Promise<ConversationStatus> {
  if (conversation.state === 'queued') {
    const ahead = await countAhead(runtime.storage.read, conversation);
    return { state: 'queued', queue: estimate(ahead + 1, await readPace(runtime)) };
  }
  if (conversation.state === 'agent' && conversation.agentId !== null) {
    const agent = await findPerson(runtime.storage.read, conversation.agentId);
    const read = await deskHasRead(runtime, conversation);
    if (agent) return { state: 'agent', agent: { name: agent.name, workerNumber: agent.workerNumber }, ...(read > 0 && { read }) };
  }
  return { state: conversation.state };
}

/** The customer would rather go on with the bot. Without effect unless they wait. */
export async function leaveByCustomer(runtime: Runtime, conversationId: string): Promise<void> {
  await changeConversation(runtime, conversationId, (draft) => leaveQueue(draft, runtime.clock.now_ms()));
}

/** @throws JiedaError `conversation.not_found`. */
export async function statusOf(runtime: Runtime, conversationId: string): Promise<ConversationStatus> {
  const conversation = await findConversation(runtime.storage.read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  return statusFor(runtime, conversation);
}
