import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import { fetchList } from '../api/conversations.ts';
import { person } from '../session/session.ts';
import type { ConversationRow, ListName } from '../../../contract/desk.ts';
import { knowSeen } from './seen.ts';
import { applyList, applyRow, EMPTY_BOARD, listOf, rowsOf, type Board, type Counts } from './board.ts';

export const LISTS: readonly ListName[] = ['mine', 'queued', 'attention', 'bot', 'closed'];

const board = shallowRef<Board>(EMPTY_BOARD);
export const failed = reactive<Record<ListName, boolean>>({ mine: false, queued: false, attention: false, bot: false, closed: false });

const me = (): string => person.value?.id ?? '';

export const rows: Readonly<Record<ListName, ComputedRef<ConversationRow[]>>> = {
  mine: computed(() => rowsOf(board.value, 'mine', me())),
  queued: computed(() => rowsOf(board.value, 'queued', me())),
  attention: computed(() => rowsOf(board.value, 'attention', me())),
  bot: computed(() => rowsOf(board.value, 'bot', me())),
  closed: computed(() => rowsOf(board.value, 'closed', me())),
};
export const counts = computed(() => board.value.counts);
export const isLoaded = (list: ListName): boolean => board.value.loaded.has(list);
export const rowOf = (id: string): ConversationRow | undefined => board.value.rows.get(id)?.row;
export const listOfRow = (row: ConversationRow): ListName | null => listOf(row, me());

/** Takes a row in and says in which list it stood before; undefined for a conversation that was not known. */
export function takeRow(row: ConversationRow, known?: Counts): ListName | null | undefined {
  const before = rowOf(row.id);
  board.value = applyRow(board.value, row, known);
  return before && listOfRow(before);
}

export async function refreshList(list: ListName): Promise<void> {
  const asOf = board.value.tick;
  try {
    const answer = await fetchList(list);
    board.value = applyList(board.value, list, answer.conversations, answer.counts, asOf, me());
    knowSeen(answer.read);
    failed[list] = false;
  } catch (error) {
    failed[list] = true;
    throw error;
  }
}

/** Fetches the two lists that call for action and whatever else has been looked at. */
export async function refreshLists(shown: ListName): Promise<void> {
  const wanted = LISTS.filter((list) => list === 'mine' || list === 'queued' || list === shown || isLoaded(list));
  await Promise.allSettled(wanted.map(refreshList));
}

export function forgetBoard(): void {
  board.value = EMPTY_BOARD;
}
