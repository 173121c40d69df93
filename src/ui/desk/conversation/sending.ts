import { computed, reactive, shallowRef, watch } from 'vue';
import type { DeskMessage } from '../../../contract/desk.ts';
import { sendMessage } from '../api/conversations.ts';
import { RequestError } from '../api/request.ts';
import { person } from '../session/session.ts';
import { keep, recall } from '../../shared/keeping.ts';
import { wordsFor } from '../words/index.ts';
import { lastContiguous } from './messages.ts';
import { expect, messages, openId } from './open.ts';
import { acknowledged, nextToSend, refused, retried, settled, shownLines, without, type Line, type Outbox } from './outbox.ts';

const outbox = shallowRef<Outbox>([]);
const pumping = new Set<string>();
const sleepers = new Set<() => void>();

/** What has been typed and not sent, by conversation. */
export const drafts = reactive<Record<string, string>>({});
export const unsent = computed(() => outbox.value.some((line) => line.seq === undefined && line.refused === undefined));

export function send(conversationId: string, text: string, after: number, checked: Pick<Line, 'reason' | 'replaced'> = {}): void {
  const line: Line = { clientId: crypto.randomUUID(), conversationId, text, at: new Date().toISOString(), after, ...checked };
  outbox.value = [...outbox.value, line];
  void pump(conversationId);
}

export function resend(line: Line): void {
  outbox.value = retried(outbox.value, line.clientId, line.conversationId === openId.value ? lastContiguous(messages.value) : undefined);
  void pump(line.conversationId);
}

export function discard(line: Line): void {
  outbox.value = without(outbox.value, line.clientId);
}

export function linesBelow(conversationId: string, messages: readonly DeskMessage[]): Line[] {
  return shownLines(outbox.value, conversationId, messages, person.value?.workerNumber ?? '');
}

/** A line whose message has arrived waits no longer. At once, so that it never stands there twice. */
watch(
  messages,
  (arrived) => {
    if (openId.value === null) return;
    const left = settled(outbox.value, openId.value, arrived);
    if (left.length !== outbox.value.length) outbox.value = left;
  },
  { flush: 'sync' },
);

/** The connection is back: whatever waits goes out now. */
export function sendWaiting(): void {
  for (const wake of [...sleepers]) wake();
  for (const id of new Set(outbox.value.map((line) => line.conversationId))) void pump(id);
}

/** Sends the lines of one conversation one after another until none is left or the session has ended. */
async function pump(conversationId: string): Promise<void> {
  if (pumping.has(conversationId)) return;
  pumping.add(conversationId);
  try {
    for (let tries = 0; person.value; ) {
      const line = nextToSend(outbox.value.filter((one) => one.conversationId === conversationId));
      if (!line) return;
      tries = (await attempt(line)) ? 0 : tries + 1;
      if (tries > 0) await pause(Math.min(10_000, 500 * 2 ** tries));
    }
  } finally {
    pumping.delete(conversationId);
  }
}

/** Whether the fate of the line is known; otherwise it has to be tried again. */
async function attempt(line: Line): Promise<boolean> {
  try {
    const { seq } = await sendMessage(line.conversationId, line.clientId, line.text, line.after, { reason: line.reason, replaced: line.replaced });
    outbox.value = acknowledged(outbox.value, line.clientId, seq);
    expect(line.conversationId, seq);
    return true;
  } catch (error) {
    const mayPass = error instanceof RequestError && (error.passing || error.code === 'session.required');
    if (!mayPass) outbox.value = refused(outbox.value, line.clientId, wordsFor(error));
    return !mayPass;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      window.clearTimeout(timer);
      sleepers.delete(done);
      resolve();
    };
    const timer = window.setTimeout(done, ms);
    sleepers.add(done);
  });
}

const key = (): string => `jieda.desk.outbox.${person.value?.id ?? ''}`;

/** A reload loses no line: what the server has not acknowledged is kept for this tab, under its writer's name. */
export function restoreOutbox(): void {
  const kept = recall(sessionStorage, key());
  outbox.value = Array.isArray(kept) ? (kept as Line[]) : [];
}

export function forgetOutbox(): void {
  outbox.value = [];
  for (const id of Object.keys(drafts)) delete drafts[id];
}

watch(outbox, (lines) => {
  if (person.value) keep(sessionStorage, key(), lines.filter((line) => line.seq === undefined));
});

/** Waits until no line of this conversation is on its way. @returns whether all of them arrived. */
export function sent(conversationId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = watch(
      outbox,
      (lines) => {
        const own = lines.filter((line) => line.conversationId === conversationId);
        if (own.some((line) => line.seq === undefined && line.refused === undefined)) return;
        queueMicrotask(() => stop());
        resolve(!own.some((line) => line.refused !== undefined));
      },
      { immediate: true },
    );
  });
}
