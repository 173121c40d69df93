import { shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { FoundEntity } from '../../../contract/studio/lexicons.ts';
import { findEntities } from '../api/lexicons.ts';
import { useSoon } from '../frame/soon.ts';
import { tell } from '../frame/tell.ts';
import { wordsFor } from '../words/index.ts';

/** Texts that are asked about at once; the server takes 500. */
const AT_ONCE = 200;

/** What each of the shown texts names: asked once for each text, and again after `forget`, when other names are known. */
export function useNamed(texts: ComputedRef<readonly string[]>): { named: ShallowRef<ReadonlyMap<string, readonly FoundEntity[]>>; forget(): void } {
  const named: ShallowRef<ReadonlyMap<string, readonly FoundEntity[]>> = shallowRef(new Map());
  const look = useSoon(() => void ask(), 250);
  watch(texts, look, { immediate: true });

  async function ask(): Promise<void> {
    const unknown = [...new Set(texts.value)].filter((text) => text !== '' && text.length <= 500 && !named.value.has(text)).slice(0, AT_ONCE);
    if (unknown.length === 0) return;
    try {
      const { entities } = await findEntities(unknown);
      named.value = new Map([...named.value, ...unknown.map((text, index) => [text, entities[index] ?? []] as const)]);
    } catch (error) {
      tell('warning', wordsFor(error));
    }
  }
  return {
    named,
    forget() {
      named.value = new Map();
      look();
    },
  };
}
