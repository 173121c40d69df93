import { shallowRef } from 'vue';
import { tellRead } from '../api/work.ts';

/** How far this person has read in each conversation, wherever they read it; numbers never fall. */
export const seen = shallowRef<ReadonlyMap<string, number>>(new Map());

/** Several lines that are read in one breath are told once. */
const TELL_MS = 600;
const waiting = new Map<string, number>();
let timer: number | undefined;

/** What the server knows, from here or another browser. */
export function knowSeen(marks: Readonly<Record<string, number>>): void {
  const further = Object.entries(marks).filter(([id, seq]) => seq > (seen.value.get(id) ?? 0));
  if (further.length > 0) seen.value = new Map([...seen.value, ...further]);
}

/** This person has read up to `seq`, and the others shall know. */
export function readUpTo(id: string, seq: number): void {
  if ((seen.value.get(id) ?? 0) >= seq) return;
  seen.value = new Map(seen.value).set(id, seq);
  waiting.set(id, seq);
  timer ??= window.setTimeout(tellAll, TELL_MS);
}

function tellAll(): void {
  timer = undefined;
  for (const [id, seq] of waiting) {
    // Lost with the connection: the next line that is read says more.
    tellRead(id, seq).catch(() => undefined);
  }
  waiting.clear();
}
