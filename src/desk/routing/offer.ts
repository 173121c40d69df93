import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import { toIso } from '../../base/clock.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { Offer } from '../../contract/desk/routing.ts';
import { appendDeskNotice, type Draft } from '../../conversation/append.ts';
import { changeConversation } from '../../conversation/change.ts';
import { DESK_NOTICES } from '../../conversation/notices.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { findConversation } from '../../storage/conversation.ts';
import { lastNote } from '../../storage/message.ts';
import { findPerson } from '../../storage/person.ts';
import { lockPresence, savePresence } from '../../storage/presence.ts';
import { findOfferTo, loadOf } from '../../storage/routing.ts';
import type { Database } from '../../storage/schema.ts';
import { listTeams } from '../../storage/team.ts';
import { customerName } from '../customerName.ts';
import { capacityOf, isPresent } from '../presence.ts';
import { fullName } from '../fullName.ts';
import { hasPassed, type PlannedOffer } from './route.ts';

/**
 * Makes a planned offer, if it still can be made: the conversation waits and is offered to nobody, the agent is there, has room and no other
 * offer. Conversation and agent are locked, so that of several nodes that plan the same one of them makes it.
 */
export async function makeOffer(runtime: Runtime, { conversationId, agentId }: PlannedOffer, of_ms: number): Promise<void> {
  await changeConversation(runtime, conversationId, async ({ conversation }, database) => {
    const now_ms = runtime.clock.now_ms();
    if (conversation.state !== 'queued' || conversation.offer !== null || hasPassed(conversation, agentId, now_ms)) return;
    const presence = await lockPresence(database, agentId);
    const person = await findPerson(database, agentId);
    if (presence === undefined || person === undefined || person.disabled || !isPresent({ seenAt_ms: person.seenAt_ms, presence }, now_ms)) return;
    if ((await findOfferTo(database, agentId)) !== undefined) return;
    const hasRoom = presence.status === 'online' && (await loadOf(database, agentId)) < capacityOf(runtime, presence);
    if (conversation.targetAgentId !== agentId && !hasRoom) return;
    conversation.offer = { agentId, until_ms: now_ms + of_ms };
    await savePresence(database, { ...presence, offeredAt_ms: now_ms });
  });
}

/** An offer whose time has run out goes to the next; who misses several in a row counts as away. */
export async function letOfferLapse(runtime: Runtime, conversationId: string): Promise<void> {
  const { result: agentId } = await changeConversation(runtime, conversationId, async (draft, database) => {
    const { offer } = draft.conversation;
    const now_ms = runtime.clock.now_ms();
    if (draft.conversation.state !== 'queued' || offer === null || offer.until_ms > now_ms) return null;
    await pass(draft, database, offer.agentId, DESK_NOTICES.missed, now_ms);
    const presence = await lockPresence(database, offer.agentId);
    if (presence === undefined) return null;
    const missed = presence.missed + 1;
    const isAway = missed >= LIMITS.offersMissed && presence.status === 'online';
    await savePresence(database, { ...presence, missed, ...(isAway && { status: 'away' as const, reason: 'missed' as const, since_ms: now_ms }) });
    return offer.agentId;
  });
  if (agentId === null) return;
  runtime.events.publish({ type: 'presence', personId: agentId });
  runtime.events.publish({ type: 'queue' });
}

/** The agent would rather not: it is offered to the next. @throws JiedaError `conversation.not_offered`. */
export async function decline(runtime: Runtime, person: DeskPerson, conversationId: string): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    if (conversation.state !== 'queued' || conversation.offer?.agentId !== person.id) throw new JiedaError('conversation.not_offered');
    await pass(draft, database, person.id, DESK_NOTICES.declined, runtime.clock.now_ms());
    const presence = await lockPresence(database, person.id);
    // Who declines is there.
    if (presence !== undefined && presence.missed > 0) await savePresence(database, { ...presence, missed: 0 });
  });
  runtime.events.publish({ type: 'queue' });
}

async function pass(draft: Draft, database: Database, agentId: string, words: (who: string) => string, now_ms: number): Promise<void> {
  const { conversation } = draft;
  conversation.offer = null;
  conversation.passes = [...conversation.passes.filter((earlier) => earlier.agentId !== agentId && now_ms - earlier.at_ms < LIMITS.offerPassed_ms), { agentId, at_ms: now_ms }];
  if (conversation.targetAgentId === agentId) conversation.targetAgentId = null;
  const person = await findPerson(database, agentId);
  if (person !== undefined) appendDeskNotice(draft, words(fullName(person)), now_ms);
}

/** What is offered to this person now. */
export async function offerFor(runtime: Runtime, personId: string): Promise<Offer | null> {
  const { read } = runtime.storage;
  const id = await findOfferTo(read, personId);
  const conversation = id === undefined ? undefined : await findConversation(read, id);
  if (conversation?.offer?.agentId !== personId) return null;
  const { handOver, customer, dialog, offer, queuedAt_ms } = conversation;
  const teamId = conversation.teamId ?? handOver?.skill;
  const team = (await listTeams(read)).find((one) => one.id === teamId)?.name;
  const passedOn = conversation.targetAgentId === personId ? await lastNote(read, conversation.id) : undefined;
  const from = passedOn?.agentId == null ? undefined : await findPerson(read, passedOn.agentId);
  const of_ms = runtime.settings.get('desk.routing').offer_s * 1_000;
  return {
    conversationId: conversation.id,
    customer: { name: customerName(conversation), kind: customer.kind },
    emotion: dialog.emotions.at(-1) ?? 'calm',
    ...(handOver && { reason: handOver.reason, problem: handOver.problem }),
    ...(team !== undefined && { team }),
    ...(queuedAt_ms !== null && { queuedAt: toIso(queuedAt_ms) }),
    returning: conversation.lastAgentId === personId,
    ...(passedOn && { note: passedOn.text }),
    ...(from && { from: fullName(from) }),
    left_ms: Math.max(0, offer.until_ms - runtime.clock.now_ms()),
    of_ms,
  };
}
