import { LIMITS } from '../base/limits.ts';
import type { PendingLookUp } from '../storage/conversation.ts';
import { listPending } from '../storage/conversation.ts';
import { changeConversation } from './change.ts';
import { react } from './react.ts';
import type { Runtime } from './runtime.ts';

/** Look-ups that run on this node, so that a shutdown can wait for them. */
const running = new WeakMap<Runtime, Set<Promise<void>>>();

/**
 * Asks the shop for the order that a committed decision waits for, and lets the result enter as a turn of its own. Runs on by itself;
 * should this process die meanwhile, {@link resumeLookUps} asks again.
 */
export function answerLookUp(runtime: Runtime, conversationId: string, pending: PendingLookUp): void {
  const set = running.get(runtime) ?? new Set();
  running.set(runtime, set);
  const run = lookUp(runtime, conversationId, pending)
    .catch((error: unknown) => runtime.log.error({ err: error, conversation: conversationId }, 'the result of a look-up was not taken'))
    .finally(() => set.delete(run));
  set.add(run);
}

async function lookUp(runtime: Runtime, conversationId: string, pending: PendingLookUp): Promise<void> {
  const result = await runtime.orders(pending.orderNumber);
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    // Another look-up was asked for meanwhile, or another node was faster: this result answers nothing any more.
    if (conversation.pending?.id !== pending.id) return;
    conversation.pending = null;
    if (conversation.state === 'bot' || conversation.state === 'queued') {
      await react(runtime, draft, database, { type: 'looked_up', result, queued: conversation.state === 'queued' }, runtime.serving.current(), runtime.clock.now_ms());
    }
  });
}

/** Asks again for what a stopped process left pending. `age_ms`: how long ago it must have been asked for. */
export async function resumeLookUps(runtime: Runtime, age_ms: number = LIMITS.lookUpPending_ms): Promise<void> {
  for (const { id, pending } of await listPending(runtime.storage.read, runtime.clock.now_ms() - age_ms)) answerLookUp(runtime, id, pending);
}

/** Resolves when the look-ups that are under way have been answered. */
export async function lookUpsSettled(runtime: Runtime): Promise<void> {
  await Promise.all(running.get(runtime) ?? []);
}
