import { computed, shallowRef } from 'vue';
import type { TicketCall } from '../../../contract/desk/tickets.ts';
import { fetchCalls } from '../api/tickets.ts';
import { tell } from '../frame/tell.ts';
import { chime } from '../live/attention.ts';
import { i18n } from '../words/index.ts';

/** More new ones at once than this are shown by the badge only. */
const TOLD_MAX = 3;
/** A burst of changes is fetched once. */
const GATHER_MS = 250;

const current = shallowRef<TicketCall[]>([]);
const listeners = new Set<(number: string | null) => void>();
let known: Set<string> | null = null;
let timer: number | undefined;

/** How many tickets call for this person: the badge. */
export const callCount = computed(() => new Set(current.value.map(({ number }) => number)).size);

/** Something happened to a ticket; `null`: something may have been missed. Pages that show tickets are told, and calls fetched again. */
export function ticketChanged(number: string | null): void {
  for (const listener of listeners) listener(number);
  window.clearTimeout(timer);
  // Without an answer the next change, or the next connection, tries again.
  timer = window.setTimeout(() => void refreshCalls().catch(() => undefined), GATHER_MS);
}

/** @returns a function that ends it. */
export function onTicketChanged(listener: (number: string | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whoever signs in next is called anew. */
export function forgetCalls(): void {
  window.clearTimeout(timer);
  current.value = [];
  known = null;
}

async function refreshCalls(): Promise<void> {
  const { calls } = await fetchCalls();
  current.value = calls;
  const names = calls.map(({ number, why }) => `${number} ${why}`);
  const before = known;
  known = new Set(names);
  // What called already when the desk was opened is no news.
  if (before === null) return;
  const fresh = calls.filter((_call, index) => !before.has(names[index] as string));
  if (fresh.length === 0) return;
  chime();
  for (const { number, why } of fresh.slice(0, TOLD_MAX)) tell('warning', i18n.global.t(`tickets.call.${why}`, { number }));
}
