import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { ConversationDetail, ConversationRow, DeskMessage } from '../contract/desk.ts';
import { describeSlots } from '../conversation/describeSlots.ts';
import { presentMessage, writers } from '../conversation/read.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { attentionOf } from '../storage/attention.ts';
import { findConversation, findConversations, rankOf, type Conversation } from '../storage/conversation.ts';
import { lastTexts, listMessages } from '../storage/message.ts';
import { listParticipants } from '../storage/participant.ts';
import { listPersons, type Person } from '../storage/person.ts';
import { tagsOf } from '../storage/tag.ts';
import { customerName } from './customerName.ts';
import { customerHasRead } from './readMarks.ts';

type Surroundings = { tags: Awaited<ReturnType<typeof tagsOf>>; people: Map<string, Person>; guests: Map<string, string[]>; last: Awaited<ReturnType<typeof lastTexts>> };

/** @throws JiedaError `conversation.not_found`. */
export async function rowOf(runtime: Runtime, conversationId: string): Promise<ConversationRow> {
  const [row] = await presentRows(runtime, [await find(runtime, conversationId)]);
  return row as ConversationRow;
}

/** The rows of these conversations; those that do not exist are left out. */
export async function rowsOf(runtime: Runtime, ids: string[]): Promise<ConversationRow[]> {
  return presentRows(runtime, await findConversations(runtime.storage.read, ids));
}

/** Everything that the conversation page shows. @throws JiedaError `conversation.not_found`. */
export async function detailOf(runtime: Runtime, conversationId: string): Promise<ConversationDetail> {
  const conversation = await find(runtime, conversationId);
  const [row] = await presentRows(runtime, [conversation]);
  const { handOver, dialog, page } = conversation;
  const release = runtime.serving.current();
  return {
    conversation: {
      ...(row as ConversationRow),
      ...(page !== null && { page }),
      served: conversation.acceptedAt_ms !== null,
      customerRead: await customerHasRead(runtime, conversationId),
      intentNames: Object.fromEntries(release.intentNames),
      ...(handOver && {
        handOver: {
          reason: handOver.reason,
          problem: handOver.problem,
          emotion: handOver.emotion,
          skill: handOver.skill,
          tried: handOver.tried,
          ...(handOver.intent !== null && { intent: { id: handOver.intent, name: release.intentNames.get(handOver.intent) ?? handOver.intent } }),
          slots: describeSlots(handOver.slots, release.dialogs, { now_ms: runtime.clock.now_ms(), timeZone: runtime.timeZone }),
          emotions: dialog.emotions,
        },
      }),
    },
    messages: await messagesForDesk(runtime, conversationId, 0),
  };
}

/** Messages after `after` as an agent sees them, at most one page. */
export async function messagesForDesk(runtime: Runtime, conversationId: string, after: number): Promise<DeskMessage[]> {
  const stored = await listMessages(runtime.storage.read, conversationId, after, LIMITS.messagesPage);
  const people = await writers(runtime, stored);
  return stored.map((message) => ({
    ...presentMessage(message, people),
    ...(message.visibility === 'desk' && { private: true }),
    ...(message.meaning && { meaning: message.meaning }),
    ...(message.explanation && { explanation: message.explanation }),
  }));
}

async function find(runtime: Runtime, id: string): Promise<Conversation> {
  const conversation = await findConversation(runtime.storage.read, id);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  return conversation;
}

export async function presentRows(runtime: Runtime, conversations: Conversation[]): Promise<ConversationRow[]> {
  const { read } = runtime.storage;
  const ids = conversations.map(({ id }) => id);
  const guests = new Map<string, string[]>();
  for (const { conversationId, personId } of await listParticipants(read, ids)) guests.set(conversationId, [...(guests.get(conversationId) ?? []), personId]);
  const surroundings: Surroundings = {
    guests,
    people: new Map((await listPersons(read)).map((person) => [person.id, person])),
    last: await lastTexts(read, ids),
    tags: await tagsOf(read, ids),
  };
  return conversations.map((conversation) => presentRow(conversation, surroundings));
}

function presentRow(conversation: Conversation, { people, guests, last, tags }: Surroundings): ConversationRow {
  const { id, state, seq, customer, agentId, handOver, dialog } = conversation;
  const inWords = (personId: string | null | undefined) => {
    const person = personId == null ? undefined : people.get(personId);
    return person && { id: person.id, name: person.name, workerNumber: person.workerNumber };
  };
  const agent = inWords(agentId);
  const offeredTo = inWords(conversation.offer?.agentId);
  const colleagues = (guests.get(id) ?? []).map(inWords).filter((person) => person !== undefined);
  const rankedAt_ms = rankOf(conversation);
  const attention = attentionOf(conversation);
  const line = last.get(id);
  const writer = inWords(line?.agentId);
  return {
    id,
    state,
    seq,
    customer: { name: customerName(conversation), kind: customer.kind },
    ...(agent && { agent }),
    ...(colleagues.length > 0 && { colleagues }),
    ...(offeredTo && { offeredTo }),
    ...(conversation.teamId !== null && { teamId: conversation.teamId }),
    ...(conversation.replyDue_ms !== null && { replyDueAt: toIso(conversation.replyDue_ms) }),
    emotion: dialog.emotions.at(-1) ?? 'calm',
    ...(attention.length > 0 && { attention }),
    ...(tags.has(id) && { tags: tags.get(id) ?? [] }),
    ...(handOver && { reason: handOver.reason, skill: handOver.skill }),
    ...(rankedAt_ms !== null && { rankedAt: toIso(rankedAt_ms) }),
    ...(line && { last: { from: line.sender, text: line.text.slice(0, ROW_TEXT_LENGTH), at: toIso(line.at_ms), ...(writer && { by: writer }) } }),
    openedAt: toIso(conversation.openedAt_ms),
    ...(conversation.queuedAt_ms !== null && { queuedAt: toIso(conversation.queuedAt_ms) }),
    updatedAt: toIso(conversation.updatedAt_ms),
  };
}

/** What of a last line a row can show. */
const ROW_TEXT_LENGTH = 80;
