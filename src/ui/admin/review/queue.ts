import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { DecideRequest, Decision, SentenceFilter, SentenceGroup } from '../../../contract/studio/review.ts';
import { RequestError } from '../../shared/request.ts';
import { claimGroups, decide as sendDecision, releaseGroups, undo as sendUndo } from '../api/sentences.ts';
import { tell } from '../frame/tell.ts';
import { wordsFor } from '../words/index.ts';

/** Groups that are fetched ahead, so that the next one is there when it is wanted. */
const AHEAD = 3;
/** How often the server is told that this page is still looking at its groups; it keeps them for longer than that. */
const KEEP_MS = 120_000;
/** Groups that may be passed over and gone back to. */
const HELD_MAX = 18;
const PASSED_MAX = 200;

export type Queue = {
  current: ComputedRef<SentenceGroup | null>;
  /** Whether there is a group before the current one. */
  hasPrevious: ComputedRef<boolean>;
  loading: Ref<boolean>;
  problem: Ref<string>;
  /** Own decisions on this page that may be taken back, the last one at the end. */
  undoable: ShallowRef<Decision[]>;
  decide(decision: Omit<DecideRequest, 'group'>): Promise<void>;
  /** Resolves when the last decision has been answered. */
  decided(): Promise<void>;
  undo(id: string): Promise<void>;
  next(): void;
  previous(): void;
  restart(): Promise<void>;
};

/** The groups that this page has, one after another, each kept for whoever looks at it. `changed` is told when the queue has changed. */
export function useQueue(filter: Readonly<Ref<SentenceFilter>>, changed: () => void): Queue {
  const held: ShallowRef<SentenceGroup[]> = shallowRef([]);
  const place = ref(0);
  const loading = ref(true);
  const problem = ref('');
  const undoable: ShallowRef<Decision[]> = shallowRef([]);
  const passed = new Set<string>();
  let round = 0;
  let filling: Promise<void> | null = null;
  let deciding: Promise<void> = Promise.resolve();

  const current = computed(() => held.value[place.value] ?? null);
  const hasPrevious = computed(() => place.value > 0);
  const ids = (): string[] => held.value.map(({ id }) => id);

  async function claim(count: number, mine: number): Promise<void> {
    try {
      const { groups } = await claimGroups(filter.value, count, ids(), [...passed].slice(-PASSED_MAX));
      if (mine !== round) return;
      const known = new Set(ids());
      held.value = [...held.value, ...groups.filter(({ id }) => !known.has(id))];
      problem.value = '';
    } catch (error) {
      if (mine === round) problem.value = wordsFor(error);
    }
  }

  /** Fetches what is missing of the groups ahead; one request at a time. */
  function fill(): Promise<void> {
    filling ??= (async () => {
      const missing = AHEAD - (held.value.length - place.value);
      if (missing > 0) await claim(missing, round);
      loading.value = false;
    })().finally(() => (filling = null));
    return filling;
  }

  async function restart(): Promise<void> {
    round += 1;
    const before = ids();
    held.value = [];
    place.value = 0;
    passed.clear();
    loading.value = true;
    await filling;
    if (before.length > 0) await releaseGroups(before).catch((error: unknown) => tell('error', wordsFor(error)));
    await fill();
  }

  function decide(decision: Omit<DecideRequest, 'group'>): Promise<void> {
    const group = current.value;
    if (group === null) return Promise.resolve();
    const at = place.value;
    // The next one is shown at once; should the server refuse, this one comes back.
    held.value = held.value.filter((one) => one !== group);
    deciding = send(decision, group, at);
    return deciding;
  }

  async function send(decision: Omit<DecideRequest, 'group'>, group: SentenceGroup, at: number): Promise<void> {
    try {
      const { decision: made } = await sendDecision({ group: group.id, ...decision });
      undoable.value = [...undoable.value, made];
    } catch (error) {
      const isGone = error instanceof RequestError && ['sentence.taken', 'sentence.decided', 'sentence.not_found'].includes(error.code);
      if (!isGone) held.value = held.value.toSpliced(at, 0, group);
      tell('error', wordsFor(error));
    }
    void fill();
    changed();
  }

  async function undo(id: string): Promise<void> {
    try {
      const { group } = await sendUndo(id);
      undoable.value = undoable.value.filter((one) => one.id !== id);
      if (group !== null) held.value = held.value.filter((one) => one.id !== group.id).toSpliced(place.value, 0, group);
    } catch (error) {
      tell('error', wordsFor(error));
    }
    changed();
  }

  function next(): void {
    const group = current.value;
    if (group === null) return;
    passed.add(group.id);
    place.value += 1;
    if (place.value > HELD_MAX - AHEAD) {
      const [oldest, ...others] = held.value;
      held.value = others;
      place.value -= 1;
      void releaseGroups([oldest!.id]).catch((error: unknown) => tell('error', wordsFor(error)));
    }
    loading.value = current.value === null;
    void fill();
  }

  function previous(): void {
    if (place.value > 0) place.value -= 1;
  }

  const keeping = setInterval(() => {
    if (held.value.length > 0) void claim(0, round);
  }, KEEP_MS);
  onBeforeUnmount(() => {
    round += 1;
    clearInterval(keeping);
    if (held.value.length > 0) void releaseGroups(ids()).catch(() => undefined); // They become free by themselves a little later.
  });
  // By what it says: the filter is read anew with every change of the address.
  watch(() => JSON.stringify(filter.value), () => void restart());
  void fill();

  return { current, hasPrevious, loading, problem, undoable, decided: () => deciding, decide, undo, next, previous, restart };
}
