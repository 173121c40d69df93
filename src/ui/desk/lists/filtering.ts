import { reactive, ref, shallowRef } from 'vue';
import type { ConversationRow, ListName } from '../../../contract/desk.ts';
import type { SearchResult } from '../../../contract/desk/search.ts';
import type { ConversationFilters } from '../../../contract/desk/work.ts';
import { fetchFiltered, search } from '../api/work.ts';

/** What the list on screen is narrowed by; empty strings stand for "any". */
export const filters = reactive({ team: '', emotion: '', tag: '', agent: '', from: '', to: '' });
export const searchText = ref('');

export const filtered = shallowRef<ConversationRow[] | null>(null);
export const results = shallowRef<SearchResult[] | null>(null);
export const resultsGoOn = shallowRef<number | undefined>();
export const failed = ref(false);

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
    const rows = isNarrowed() ? (await fetchFiltered(list, chosen())).conversations : null;
    if (question === asked) filtered.value = rows;
  } catch {
    if (question === asked) failed.value = true;
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
