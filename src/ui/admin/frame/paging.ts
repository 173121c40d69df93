import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

/** The first rows of a long list, more on demand, so that a page with thousands stays quick. Another search begins at the first again. */
export function usePaging<Item>(found: ComputedRef<Item[]>, sought: Ref<unknown>, page = 60): { shown: ComputedRef<Item[]>; left: ComputedRef<number>; more(): void } {
  const count = ref(page);
  watch(sought, () => {
    count.value = page;
  });
  return {
    shown: computed(() => found.value.slice(0, count.value)),
    left: computed(() => Math.max(0, found.value.length - count.value)),
    more() {
      count.value += page;
    },
  };
}
