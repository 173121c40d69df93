import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { RequestError } from '../../shared/request.ts';
import { wordsFor } from '../words/index.ts';

/** Something that a page shows once the server has brought it. `problem`: why it has not, in words; `missing`: because there is no such thing (any more). */
export type Loaded<Value> = { value: ShallowRef<Value | null>; problem: Ref<string>; missing: Ref<boolean>; load(): Promise<void> };

/** Fetches now and whenever `load` is called; of several answers on their way only the last one asked for counts. */
export function useLoaded<Value>(fetch: () => Promise<Value>): Loaded<Value> {
  const value: ShallowRef<Value | null> = shallowRef(null);
  const problem = ref('');
  const missing = ref(false);
  let asked = 0;

  async function load(): Promise<void> {
    asked += 1;
    const mine = asked;
    problem.value = '';
    missing.value = false;
    try {
      const fetched = await fetch();
      if (mine === asked) value.value = fetched;
    } catch (error) {
      if (mine !== asked) return;
      problem.value = wordsFor(error);
      missing.value = error instanceof RequestError && error.code === 'content.not_found';
    }
  }
  void load();
  return { value, problem, missing, load };
}
