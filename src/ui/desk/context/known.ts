import { ref, shallowRef } from 'vue';
import type { CustomerContext } from '../../../contract/desk/context.ts';
import { fetchContext } from '../api/work.ts';

/** What is known of the customer of the open conversation from before. */
export const known = shallowRef<CustomerContext | null>(null);
export const knownFailed = ref(false);

let asked = '';

/** Fetches it for this conversation; what was known of another one is gone at once. */
export async function loadKnown(id: string): Promise<void> {
  if (asked !== id) known.value = null;
  asked = id;
  knownFailed.value = false;
  try {
    const answer = await fetchContext(id);
    if (asked === id) known.value = answer;
  } catch {
    if (asked === id) knownFailed.value = true;
  }
}
