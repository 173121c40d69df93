import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { ForbiddenFinding } from '../../../contract/content/forbidden.ts';
import { checkText } from '../live/connection.ts';
import { stillThere } from './drafting.ts';

/** Shorter pauses are within a word. */
const PAUSE_MS = 150;

/** What is found in a draft while it is written. The server decides in the end; without a connection nothing is found here. */
export type Checking = {
  findings: ComputedRef<ForbiddenFinding[]>;
  /** The first finding that was not put aside. */
  current: ComputedRef<ForbiddenFinding | undefined>;
  blocked: ComputedRef<boolean>;
  /** Entries whose replacement was taken for this draft. */
  replaced: Ref<string[]>;
  putAside(): void;
  /** What is found in the draft as it stands now, once that is known. */
  settled(): Promise<ForbiddenFinding[]>;
  reset(): void;
};

export function useChecking(text: Ref<string>): Checking {
  const known = shallowRef<{ text: string; findings: ForbiddenFinding[] }>({ text: '', findings: [] });
  const aside = ref<string[]>([]);
  const replaced = ref<string[]>([]);
  let timer: number | undefined;

  const findings = computed(() => (known.value.text === text.value ? known.value.findings : stillThere(text.value, known.value.findings)));
  const current = computed(() => findings.value.find((one) => !aside.value.includes(nameOf(one))));
  const blocked = computed(() => findings.value.some(({ severity }) => severity === 'block'));

  async function check(): Promise<void> {
    const asked = text.value;
    if (asked.trim() === '') known.value = { text: asked, findings: [] };
    if (known.value.text === asked) return;
    const found = await checkText(asked);
    if (found !== null && text.value === asked) known.value = { text: asked, findings: found };
  }

  watch(text, () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void check(), PAUSE_MS);
  }, { immediate: true });
  onBeforeUnmount(() => window.clearTimeout(timer));

  return {
    findings, current, blocked, replaced,
    putAside() {
      if (current.value) aside.value.push(nameOf(current.value));
    },
    async settled() {
      await check();
      return findings.value;
    },
    reset() {
      aside.value = [];
      replaced.value = [];
      known.value = { text: '', findings: [] };
    },
  };
}

function nameOf({ entry, text }: ForbiddenFinding): string {
  return `${entry} ${text}`;
}
