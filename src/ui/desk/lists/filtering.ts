import { reactive, ref, shallowRef } from 'vue';
import type { ConversationRow, ListName } from '../../../contract/desk.ts';
import type { SearchResult } from '../../../contract/desk/search.ts';
import type { ConversationFilters } from '../../../contract/desk/work.ts';
import { fetchList } from '../api/conversations.ts';
import { search } from '../api/work.ts';
import { fetchPages } from './boardState.ts';
import { knowSeen } from './seen.ts';

/** What the list on screen is narrowed by; empty strings stand for "any". */
export const filters = reactive({ team: '', emotion: '', tag: '', agent: '', from: '', to: '' });
export const searchText = ref('');

/** What the filter lets through: rows as far as they are fetched, where they go on, and how many there are. */
export type Filtered = { rows: ConversationRow[]; next: string | null; total: number };
export const filtered = shallowRef<Filtered | null>(null);
/** Whether the page behind the last one is on its way, or did not arrive. */
export const filteredMore = ref<'no' | 'yes' | 'failed'>('no');
export const results = shallowRef<SearchResult[] | null>(null);
export const resultsGoOn = shallowRef<number | undefined>();
export const failed = ref(false);

/** When the filtered list is fetched again, so many of its pages are. */
const PAGES_AGAIN = 5;

/** Answers may come back out of order; only the newest question's counts. */
let asked = 0;

export function isNarrowed(): boolean {
  return Object.values(filters).some((value) => value !== '');
}

export function clearFilters(): void {
  for (const name of Object.keys(filters) as (keyof typeof filters)[]) filters[name] = '';
}

function chosen(): ConversationFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as ConversationFilters;
}

/** Fetches what the list on screen shows by its filter and search, if there is any. */
export async function refreshNarrowed(list: ListName): Promise<void> {
  const question = (asked += 1);
  failed.value = false;
  const text = searchText.value.trim();
  try {
    if (text !== '') {
      const answer = await search(text, chosen());
      if (question !== asked) return;
      results.value = answer.results;
      resultsGoOn.value = answer.before;
      return;
    }
    results.value = null;
    const answer = isNarrowed() ? await fetchPages(list, chosen(), filtered.value?.rows.length ?? 0, PAGES_AGAIN) : null;
    if (question !== asked) return;
    if (answer !== null) knowSeen(answer.read);
    filtered.value = answer && { rows: answer.conversations, next: answer.next, total: answer.total };
    filteredMore.value = 'no';
  } catch {
    if (question === asked) failed.value = true;
  }
}

/** Fetches the page behind those that were fetched. */
export async function moreFiltered(list: ListName): Promise<void> {
  const known = filtered.value;
  if (known?.next == null || filteredMore.value === 'yes') return;
  filteredMore.value = 'yes';
  const question = asked;
  try {
    const answer = await fetchList(list, { ...chosen(), after: known.next });
    if (question !== asked || filtered.value !== known) return;
    knowSeen(answer.read);
    const have = new Set(known.rows.map(({ id }) => id));
    filtered.value = { rows: [...known.rows, ...answer.conversations.filter(({ id }) => !have.has(id))], next: answer.next, total: answer.total };
    filteredMore.value = 'no';
  } catch {
    if (question === asked) filteredMore.value = 'failed';
  }
}

export async function moreResults(): Promise<void> {
  const question = (asked += 1);
  try {
    const answer = await search(searchText.value.trim(), chosen(), resultsGoOn.value);
    if (question !== asked) return;
    const known = new Set(results.value?.map(({ conversation }) => conversation.id));
    results.value = [...(results.value ?? []), ...answer.results.filter(({ conversation }) => !known.has(conversation.id))];
    resultsGoOn.value = answer.before;
  } catch {
    if (question === asked) failed.value = true;
  }
}
