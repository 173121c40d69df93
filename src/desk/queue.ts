import { changeConversation } from '../conversation/change.ts';
import { leaveQueue } from '../conversation/carryOut.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ConversationStatus, QueueStatus } from '../contract/visitor.ts';
import { JiedaError } from '../base/errors.ts';
import { findConversation, type Conversation } from '../storage/conversation.ts';
import { findPerson } from '../storage/person.ts';
import { pacesOfTeams } from '../storage/queue.ts';
import { listAgents, listWaiting } from '../storage/routing.ts';
import { deskHasRead } from './readMarks.ts';
import { foresee } from './routing/foresee.ts';
import { candidateOf } from './routing/sweep.ts';

/** What was accepted in this time says how fast a team is. */
const PACE_WINDOW_MS = 3_600_000;

/** What everybody who waits is told: id → place among those who wait for the same team, and how long it will be. */
export async function viewQueue(runtime: Runtime): Promise<Map<string, QueueStatus>> {
  const { storage: { read }, settings, clock } = runtime;
  const queue = await listWaiting(read);
  if (queue.length === 0) return new Map();
  const now_ms = clock.now_ms();
  const agents = (await listAgents(read)).map((agent) => candidateOf(runtime, agent, now_ms));
  const paces = await pacesOfTeams(read, now_ms - PACE_WINDOW_MS);
  return foresee(queue, agents, { paces, window_ms: PACE_WINDOW_MS, mode: settings.get('desk.routing').mode, now_ms });
}

/** What everybody who waits sees: id → status. */
export async function queuedStatuses(runtime: Runtime): Promise<Map<string, ConversationStatus>> {
  return new Map([...(await viewQueue(runtime))].map(([id, queue]) => [id, queuedStatus(runtime, queue)]));
}

function queuedStatus(runtime: Runtime, queue: QueueStatus | undefined): ConversationStatus {
  return { state: 'queued', ...(queue && { queue }), ...typingSeen(runtime) };
}

/** Whether what the customer writes is seen before it is sent; they are told. */
function typingSeen({ settings }: Runtime): { typingSeen?: true } {
  return settings.get('desk.typing').preview ? { typingSeen: true } : {};
}

/** State, place and agent, as the customer sees them. */
export async function statusFor(runtime: Runtime, conversation: Conversation): Promise<ConversationStatus> {
  if (conversation.state === 'queued') {
    return queuedStatus(runtime, (await viewQueue(runtime)).get(conversation.id));
  }
  if (conversation.state === 'agent' && conversation.agentId !== null) {
    const agent = await findPerson(runtime.storage.read, conversation.agentId);
    const read = await deskHasRead(runtime, conversation);
    if (agent) return { state: 'agent', agent: { name: agent.name, workerNumber: agent.workerNumber }, ...(read > 0 && { read }), ...typingSeen(runtime) };
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
