import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { RequestError } from '../../shared/request.ts';
import { i18n, wordsFor } from '../words/index.ts';
import { isSame } from './same.ts';
import { tell } from './tell.ts';

/** A document that is being edited: as it was read, as it is now, and what somebody else has made of it meanwhile. */
export type Editing<Document> = {
  base: ShallowRef<Document | null>;
  edited: Ref<Document | null>;
  theirs: ShallowRef<Document | null>;
  dirty: ComputedRef<boolean>;
  busy: Ref<boolean>;
  /** Begins with what the server has brought. */
  begin(document: Document): void;
  /** Saves; a conflict is kept in `theirs`. @returns whether it is saved. */
  save(): Promise<boolean>;
  /** Goes on with what was merged of both, and saves it. */
  take(merged: Document): Promise<boolean>;
};

/** Keeps a copy to edit, saves it, and asks before what is not saved is left behind. `put` answers the document as it is saved. */
export function useEditing<Document extends object>(put: (document: Document) => Promise<Document>): Editing<Document> {
  const base: ShallowRef<Document | null> = shallowRef(null);
  const edited = ref(null) as Ref<Document | null>;
  const theirs: ShallowRef<Document | null> = shallowRef(null);
  const busy = ref(false);
  const dirty = computed(() => !isSame(edited.value, base.value));

  function begin(document: Document): void {
    base.value = document;
    edited.value = copyOf(document);
    theirs.value = null;
  }

  async function save(): Promise<boolean> {
    if (edited.value === null || busy.value) return false;
    busy.value = true;
    const sent = copyOf(edited.value);
    try {
      const saved = await put(sent);
      base.value = saved;
      theirs.value = null;
      follow(edited.value, sent, saved);
      tell('success', i18n.global.t('studio.saved'));
      return true;
    } catch (error) {
      const current = error instanceof RequestError && error.code === 'content.conflict' ? error.details['current'] : null;
      if (current) theirs.value = current as Document;
      else tell('error', wordsFor(error) + problemsOf(error));
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** What was written while it was being saved stays, as what is not saved; the rest is as it is saved. Parts that are the same are not drawn anew. */
  function follow(now: Document, sent: Document, saved: Document): void {
    for (const name of new Set([...Object.keys(sent), ...Object.keys(saved)]) as Set<keyof Document & string>) {
      if (isSame(now[name], sent[name]) && !isSame(sent[name], saved[name])) now[name] = copyOf(saved[name]);
    }
  }

  function take(merged: Document): Promise<boolean> {
    base.value = theirs.value;
    theirs.value = null;
    edited.value = copyOf(merged);
    return save();
  }

  const warn = (event: BeforeUnloadEvent): void => {
    if (dirty.value) event.preventDefault();
  };
  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));
  onBeforeRouteLeave(() => !dirty.value || window.confirm(i18n.global.t('studio.leave')));

  return { base, edited, theirs, dirty, busy, begin, save, take };
}

function copyOf<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value)) as Value;
}

/** What exactly the server does not like, where it says so. */
function problemsOf(error: unknown): string {
  if (!(error instanceof RequestError)) return '';
  const { problems, pattern } = error.details;
  if (typeof pattern === 'string') return ` ${pattern}`;
  if (!Array.isArray(problems)) return '';
  return ` ${problems.map((problem: unknown) => (typeof problem === 'object' && problem !== null ? Object.values(problem).join(': ') : String(problem))).join('; ')}`;
}
