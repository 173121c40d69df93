import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import { deliverSigned } from '../../base/outbound.ts';
import { claimOutbox, deleteOutbox, listOutboxDue, listOutboxTargets, postponeOutbox, type DueItem, type OutboxItem } from '../../storage/outbox.ts';
import type { Runtime } from '../runtime.ts';
import { sweep } from '../sweep.ts';
import { deliverToWebhook } from './webhook.ts';

/** Each further attempt waits so many times longer. */
const GROWTH = 3;
/** Until when an attempt counts as under way; after that the process that began it must have died. */
const CLAIM_MS = 4 * LIMITS.notify_ms;

/**
 * Delivers what is due to the shop's system and to webhooks, at least once each; what fails is tried again later, and not for ever. One that takes
 * its time delays none of the others: all are served at once, and none for longer than about one attempt before it is the next sweep's turn.
 */
export async function sweepNotifications(runtime: Runtime): Promise<void> {
  const targets = await listOutboxTargets(runtime.storage.read, runtime.clock.now_ms());
  await Promise.all(targets.filter((target) => target !== null || runtime.notify !== null).map((target) => deliverDue(runtime, target)));
}

async function deliverDue(runtime: Runtime, target: string | null): Promise<void> {
  const { storage, clock } = runtime;
  const now_ms = clock.now_ms();
  await sweep<DueItem>(
    async (after) => (clock.now_ms() > now_ms + LIMITS.notify_ms ? [] : listOutboxDue(storage.read, target, now_ms, after, LIMITS.sweepPage)),
    async ({ id, due_ms }) => {
      const item = await storage.transaction((database) => claimOutbox(database, id, due_ms, clock.now_ms() + CLAIM_MS));
      if (item !== undefined) await deliver(runtime, item);
    },
    (error, { id }) => runtime.log.error({ err: error, notification: id }, 'a notification was not handled'),
  );
}

async function deliver(runtime: Runtime, item: OutboxItem): Promise<void> {
  const { storage, clock, log } = runtime;
  const { id, kind, tries, webhookId } = item;
  const error = webhookId === null ? await deliverToShop(runtime, item) : await deliverToWebhook(runtime, { ...item, webhookId });
  if (error === null) return storage.transaction((database) => deleteOutbox(database, id));
  const isLast = tries >= LIMITS.notifyTries;
  const noted = { err: error, notification: id, kind, ...(webhookId !== null && { webhook: webhookId }) };
  if (isLast) log.error(noted, 'a notification was given up');
  else log.warn({ ...noted, tries }, 'a notification was not delivered; it is tried again');
  // What a webhook did not take stands in its log, from where it can be sent again.
  if (isLast && webhookId !== null) return storage.transaction((database) => deleteOutbox(database, id));
  const next_ms = isLast ? null : clock.now_ms() + LIMITS.notifyRetry_ms * GROWTH ** (tries - 1);
  const problem = `${error.code} ${JSON.stringify(error.details ?? {})}`;
  return storage.transaction((database) => postponeOutbox(database, id, next_ms, problem));
}

/** @returns why it was not taken; `null` once it was. */
async function deliverToShop({ notify, clock }: Runtime, { body }: OutboxItem): Promise<JiedaError | null> {
  if (notify === null) throw new Error('a notification is due, and no system takes it');
  try {
    await deliverSigned({ ...notify, body, now_ms: clock.now_ms(), timeout_ms: LIMITS.notify_ms });
    return null;
  } catch (error) {
    if (error instanceof JiedaError) return error;
    throw error;
  }
}
