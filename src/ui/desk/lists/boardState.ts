import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import { fetchList } from '../api/conversations.ts';
import { person } from '../session/session.ts';
import type { ConversationRow, ListAnswer, ListCounts, ListName, SharedListName } from '../../../contract/desk.ts';
import type { ConversationFilters } from '../../../contract/desk/work.ts';
import { knowSeen } from './seen.ts';
import { applyCounts, applyFetched, applyRows, EMPTY_BOARD, isIn, listOf, rowsOf, type Board } from './board.ts';

/** The lists by which everybody works; `served`, what all colleagues have in hand, stands beside `mine` for supervisors. */
export const LISTS: readonly Exclude<ListName, 'served'>[] = ['mine', 'queued', 'attention', 'bot', 'closed'];

/** When a list is fetched again, so many of its pages are; who had scrolled further scrolls on from there. */
const PAGES_AGAIN = 5;
/** What one agent serves fits into fewer pages than this. */
const PAGES_OF_MINE = 50;

const board = shallowRef<Board>(EMPTY_BOARD);
export const failed = reactive<Record<ListName, boolean>>({ mine: false, served: false, queued: false, attention: false, bot: false, closed: false });
/** Whether the page behind the last one is on its way, or did not arrive. */
export const loadingMore = reactive<Partial<Record<ListName, 'yes' | 'failed'>>>({});

const me = (): string => person.value?.id ?? '';

export const rows: Readonly<Record<ListName, ComputedRef<ConversationRow[]>>> = {
  mine: computed(() => rowsOf(board.value, 'mine', me())),
  served: computed(() => rowsOf(board.value, 'served', me())),
  queued: computed(() => rowsOf(board.value, 'queued', me())),
  attention: computed(() => rowsOf(board.value, 'attention', me())),
  bot: computed(() => rowsOf(board.value, 'bot', me())),
  closed: computed(() => rowsOf(board.value, 'closed', me())),
};
export const counts = computed<ListCounts>(() => ({ ...board.value.counts, ...(isLoaded('mine') && { mine: rows.mine.value.length }) }));
export const isLoaded = (list: ListName): boolean => board.value.loaded.has(list);
export const goesOn = (list: ListName): boolean => (board.value.loaded.get(list)?.next ?? null) !== null;
export const rowOf = (id: string): ConversationRow | undefined => board.value.rows.get(id)?.row;
export const listOfRow = (row: ConversationRow): ListName | null => listOf(row, me());
export const standsIn = (row: ConversationRow, list: ListName): boolean => isIn(row, list, me());

/** Takes rows in and says of each in which list it stood before; undefined for a conversation that was not known. */
export function takeRows(pushed: readonly ConversationRow[]): (ListName | null | undefined)[] {
  const before = pushed.map(({ id }) => rowOf(id)).map((row) => row && listOfRow(row));
  board.value = applyRows(board.value, pushed);
  return before;
}

export function takeRow(row: ConversationRow): void {
  takeRows([row]);
}

export function takeCounts(pushed: Partial<ListCounts>): void {
  board.value = applyCounts(board.value, pushed);
}

/** How the server is told which lists it has to tell of; resolves once it does. */
let tellServer: (lists: SharedListName[]) => Promise<void> = async () => undefined;
let shown: ListName = 'mine';
/** Without a connection, and right behind a new one, the server would tell of everything. */
let told: readonly SharedListName[] | null = null;

/** `tell`: says over the new connection which lists are kept; `null`: there is none. */
export function connectLists(tell: ((lists: SharedListName[]) => Promise<void>) | null): void {
  tellServer = tell ?? (async () => undefined);
  told = null;
}

/** The queue is always kept, because whoever is free looks for the next one there. */
export function keptLists(): SharedListName[] {
  return shown === 'mine' || shown === 'queued' ? ['queued'] : ['queued', shown];
}

async function keepLists(): Promise<void> {
  const kept = keptLists();
  if (told?.join() === kept.join()) return;
  told = kept;
  try {
    await tellServer(kept);
  } catch {
    // Told again with the next list, or by the next connection.
    told = null;
  }
}

/** This list is on screen now. What is known of it shows at once, and is fetched anew: nobody told of its changes while another one was shown. */
export function showList(list: ListName): void {
  shown = list;
  void refreshList(list).catch(() => undefined);
}

/** Only the answer to the newest question counts. */
const asked: Partial<Record<ListName, symbol>> = {};

/** Fetches a list again, as far as it was known. */
export async function refreshList(list: ListName): Promise<void> {
  const question = (asked[list] = Symbol(list));
  try {
    // First, so that no change falls between.
    await keepLists();
    const asOf = board.value.tick;
    const answer = list === 'mine' ? await fetchPages(list, {}, Infinity, PAGES_OF_MINE) : await fetchPages(list, {}, rows[list].value.length, PAGES_AGAIN);
    if (asked[list] !== question) return;
    board.value = applyFetched(board.value, list, { from: null, rows: answer.conversations, next: list === 'mine' ? null : answer.next, counts: answer.counts }, asOf, me());
    knowSeen(answer.read);
    failed[list] = false;
    delete loadingMore[list];
  } catch (error) {
    if (asked[list] === question) failed[list] = true;
    throw error;
  }
}

/** Fetches the page behind what is known of a list. */
export async function loadMore(list: ListName): Promise<void> {
  const extent = board.value.loaded.get(list);
  if (extent?.next == null || loadingMore[list] === 'yes') return;
  loadingMore[list] = 'yes';
  const asOf = board.value.tick;
  try {
    const answer = await fetchList(list, { after: extent.next });
    // Fetched again meanwhile: the page would not join on.
    if (board.value.loaded.get(list) !== extent) return;
    board.value = applyFetched(board.value, list, { from: extent.edge, rows: answer.conversations, next: answer.next, counts: answer.counts }, asOf, me());
    knowSeen(answer.read);
    delete loadingMore[list];
  } catch {
    loadingMore[list] = 'failed';
  }
}

/** Pages of a list from its beginning, until there are `rowsWanted` rows, it ends, or there are `pagesMax` pages. */
export async function fetchPages(list: ListName, filters: ConversationFilters, rowsWanted: number, pagesMax: number): Promise<ListAnswer> {
  let answer = await fetchList(list, filters);
  for (let pages = 1; answer.next !== null && answer.conversations.length < rowsWanted && pages < pagesMax; pages += 1) {
    const more = await fetchList(list, { ...filters, after: answer.next });
    answer = { ...more, conversations: [...answer.conversations, ...more.conversations], read: { ...answer.read, ...more.read } };
  }
  return answer;
}

/** Fetches the two lists that call for action and the one on screen. */
export async function refreshLists(): Promise<void> {
  await Promise.allSettled([...new Set<ListName>(['mine', 'queued', shown])].map(refreshList));
}

export function forgetBoard(): void {
  board.value = EMPTY_BOARD;
}
