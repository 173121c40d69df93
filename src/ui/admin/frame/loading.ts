import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { wordsFor } from '../words/index.ts';

/** Something that a page shows once the server has brought it. `problem`: why it has not, in words. */
export type Loaded<Value> = { value: ShallowRef<Value | null>; problem: Ref<string>; load(): Promise<void> };

/** Fetches now and whenever `load` is called; of several answers on their way only the last one asked for counts. */
export function useLoaded<Value>(fetch: () => Promise<Value>): Loaded<Value> {
  const value: ShallowRef<Value | null> = shallowRef(null);
  const problem = ref('');
  let asked = 0;

  async function load(): Promise<void> {
    asked += 1;
    const mine = asked;
    problem.value = '';
    try {
      const fetched = await fetch();
      if (mine === asked) value.value = fetched;
    } catch (error) {
      if (mine === asked) problem.value = wordsFor(error);
    }
  }
  void load();
  return { value, problem, load };
}
