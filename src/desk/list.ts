import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { ConversationRow, DeskPerson, ListCounts, ListName } from '../contract/desk.ts';
import type { ConversationFilters } from '../contract/desk/work.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { countListed, countShared, listConversations, positionOf, type ConversationList, type ListPosition, type SharedCounts } from '../storage/conversationList.ts';
import { filterOf } from './filter.ts';
import { presentRows } from './view.ts';

/** `next`: where the next page begins; `null` on the last. `total`: how many the list holds, narrowed as it was asked for. */
export type ListPage = { conversations: ConversationRow[]; next: string | null; total: number; counts: ListCounts };

/**
 * One page of a list of the desk, in the order in which it is worked through, and the lengths of all lists. `after`: as `next` of the page before.
 * @throws JiedaError `request.invalid` for a place that no page named.
 */
export async function listFor(runtime: Runtime, person: DeskPerson, name: ListName, { after, ...filters }: ConversationFilters & { after?: string | undefined } = {}): Promise<ListPage> {
  const { read } = runtime.storage;
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);
  const list: ConversationList = { ...listOf(name, person), passing: filterOf(runtime, filters) };
  const found = await listConversations(read, list, LIMITS.conversationsPage + 1, after === undefined ? null : parsePosition(after));
  const page = found.slice(0, LIMITS.conversationsPage);
  const last = page.at(-1);
  const counts = await countsFor(runtime, person);
  return {
    conversations: await presentRows(runtime, page),
    next: found.length > page.length && last !== undefined ? formatPosition(positionOf(list, last)) : null,
    total: isNarrowed ? await countListed(read, list) : counts[name],
    counts,
  };
}

export async function countsFor(runtime: Runtime, person: DeskPerson): Promise<ListCounts> {
  return { ...(await sharedCounts(runtime)), mine: await countListed(runtime.storage.read, listOf('mine', person)) };
}

/** How many conversations stand in the lists that everybody sees. */
export async function sharedCounts(runtime: Runtime): Promise<SharedCounts> {
  return countShared(runtime.storage.read);
}

function listOf(name: ListName, person: DeskPerson): ConversationList {
  if (name === 'mine') return { state: 'agent', agentId: person.id };
  if (name === 'served') return { state: 'agent' };
  return name === 'attention' ? { state: 'bot', attention: true } : { state: name };
}

function formatPosition({ mood, key, id }: ListPosition): string {
  return `${mood}~${key}~${id}`;
}

/** @throws JiedaError `request.invalid` for what {@link formatPosition} never makes. */
function parsePosition(text: string): ListPosition {
  const [, mood, key, id] = /^([0-2])~(-?\d{1,16})~([A-Za-z0-9_-]{1,64})$/.exec(text) ?? [];
  if (mood === undefined || key === undefined || id === undefined) throw new JiedaError('request.invalid', { problems: [{ field: 'after', message: 'is no position' }] });
  return { mood: Number(mood), key: Number(key), id };
}
