import { computed, ref, shallowRef } from 'vue';
import type { ConversationDetail, ConversationRow, DeskMessage } from '../../../contract/desk.ts';
import { LIMITS } from '../../../base/limits.ts';
import { fetchConversation, fetchMessages } from '../api/conversations.ts';
import { RequestError } from '../api/request.ts';
import { takeRow } from '../lists/boardState.ts';
import { isOlder } from '../lists/board.ts';
import { readUpTo } from '../lists/seen.ts';
import { now } from '../live/clock.ts';
import { lastContiguous, merge } from './messages.ts';

type OpenConversation = ConversationDetail['conversation'];

/** The conversation in the middle pane: its row with the hand-over card, and its messages. */
export const openId = ref<string | null>(null);
export const conversation = shallowRef<OpenConversation | null>(null);
export const messages = shallowRef<DeskMessage[]>([]);
export const loading = ref<'no' | 'yes' | 'failed' | 'gone'>('no');
/** How far the customer has read. */
export const customerRead = ref(0);

const typingUntil = ref(0);
/** Whether the customer is writing, and what, as far as the server tells it. */
export const customerTypes = computed(() => typingUntil.value > now.value);
export const typedText = ref('');
const TYPING_MS = 5_000;

/** A push usually brings what a row announces; only when it does not come is it asked for. */
const PUSH_GRACE_MS = 300;
let catchingUp: Promise<void> | null = null;

export async function open(id: string | null): Promise<void> {
  if (id === openId.value && loading.value === 'no') return;
  openId.value = id;
  conversation.value = null;
  messages.value = [];
  customerRests();
  customerRead.value = 0;
  loading.value = 'no';
  if (id) await load();
}

/** Fetches the open conversation as a whole; what has been pushed meanwhile stays. */
export async function load(): Promise<void> {
  const id = openId.value;
  if (!id) return;
  if (!conversation.value) loading.value = 'yes';
  try {
    const detail = await fetchConversation(id);
    if (openId.value !== id) return;
    conversation.value = detail.conversation;
    customerHasRead(id, detail.conversation.customerRead);
    loading.value = 'no';
    takeRow(strip(detail.conversation));
    take(id, detail.messages);
    expect(id, detail.conversation.seq);
  } catch (error) {
    if (openId.value !== id || conversation.value) return;
    loading.value = error instanceof RequestError && error.code === 'conversation.not_found' ? 'gone' : 'failed';
  }
}

/** New messages of the watched conversation, pushed or fetched. */
export function take(id: string, arrived: readonly DeskMessage[]): void {
  if (id !== openId.value || arrived.length === 0) return;
  messages.value = merge(messages.value, arrived);
  if (arrived.some((message) => message.from === 'customer')) customerRests();
  markSeen();
  const newest = messages.value.at(-1)?.seq ?? 0;
  if (newest > lastContiguous(messages.value) && loading.value === 'no') void catchUp();
}

/** A row that changed: the head of the conversation follows it, and its `seq` tells whether messages are missing. */
export function follow(row: ConversationRow): void {
  const current = conversation.value;
  if (row.id !== openId.value || !current || isOlder(row, current)) return;
  conversation.value = { ...withoutRow(current), ...row };
  // The hand-over card and who serves change with the state only.
  if (row.state !== current.state) {
    if (row.state === 'bot' || row.state === 'closed') customerRests();
    void load();
  }
  else expect(row.id, row.seq);
}

/** Makes sure that the messages up to `seq` arrive, pushed or not. */
export function expect(id: string, seq: number): void {
  window.setTimeout(() => {
    if (id === openId.value && lastContiguous(messages.value) < seq) void catchUp();
  }, PUSH_GRACE_MS);
}

/** Asks for everything after the last message up to which nothing is missing. */
export function catchUp(): Promise<void> {
  catchingUp ??= fetchRest().finally(() => {
    catchingUp = null;
  });
  return catchingUp;
}

async function fetchRest(): Promise<void> {
  for (;;) {
    const id = openId.value;
    if (!id) return;
    const answer = await fetchMessages(id, lastContiguous(messages.value)).catch(() => null);
    // Offline: the reconnection asks again.
    if (!answer) return;
    if (id === openId.value) take(id, answer.messages);
    if (answer.messages.length < LIMITS.messagesPage) return;
  }
}

export function customerHasRead(id: string, seq: number): void {
  if (id === openId.value) customerRead.value = Math.max(customerRead.value, seq);
}

/** The customer has written a little more, or emptied the field (`text` is empty). */
export function customerTyped(id: string, text?: string): void {
  if (id !== openId.value) return;
  if (text === '') return customerRests();
  typingUntil.value = now.value + TYPING_MS;
  typedText.value = text ?? '';
}

function customerRests(): void {
  typingUntil.value = 0;
  typedText.value = '';
}

/** Only what a person can really have looked at counts as seen. */
export function markSeen(): void {
  const id = openId.value;
  const newest = messages.value.at(-1)?.seq ?? 0;
  if (id && !document.hidden) readUpTo(id, newest);
}

function strip({ page: _page, customerRead: _read, handOver: _handOver, intentNames: _intentNames, ...row }: OpenConversation): ConversationRow {
  return row;
}

/** What is known besides the row; of the row only what it always has. What a newer row does not have any more is not so any more. */
function withoutRow(known: OpenConversation): OpenConversation {
  const { agent: _agent, colleagues: _colleagues, offeredTo: _offeredTo, teamId: _teamId, replyDueAt: _due, attention: _attention, tags: _tags, reason: _reason, skill: _skill, rankedAt: _rank, last: _last, queuedAt: _queued, ...rest } = known;
  return rest;
}
