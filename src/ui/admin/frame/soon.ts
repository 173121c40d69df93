import { onBeforeUnmount } from 'vue';

/** Does `work` once nobody has asked for a while, so that typing asks the server once and not by each letter. */
export function useSoon(work: () => void, wait_ms = 300): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onBeforeUnmount(() => clearTimeout(timer));
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait_ms);
  };
}
