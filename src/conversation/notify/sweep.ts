import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import { deliverSigned } from '../../base/outbound.ts';
import { claimOutbox, deleteOutbox, listOutboxDue, postponeOutbox, type DueItem, type OutboxItem } from '../../storage/outbox.ts';
import type { Runtime } from '../runtime.ts';
import { sweep } from '../sweep.ts';

/** Each further attempt waits so many times longer. */
const GROWTH = 3;
/** Until when an attempt counts as under way; after that the process that began it must have died. */
const CLAIM_MS = 4 * LIMITS.notify_ms;

/** Delivers the notifications that are due, at least once each; what fails is tried again later, and not for ever. */
export async function sweepNotifications(runtime: Runtime): Promise<void> {
  const { notify, storage, clock } = runtime;
  if (notify === null) return;
  const now_ms = clock.now_ms();
  await sweep<DueItem>(
    (after) => listOutboxDue(storage.read, now_ms, after, LIMITS.sweepPage),
    async ({ id, due_ms }) => {
      const item = await storage.transaction((database) => claimOutbox(database, id, due_ms, now_ms + CLAIM_MS));
      if (item !== undefined) await deliver(runtime, notify, item);
    },
    (error, { id }) => runtime.log.error({ err: error, notification: id }, 'a notification was not handled'),
  );
}

async function deliver({ storage, clock, log }: Runtime, notify: NonNullable<Runtime['notify']>, { id, kind, body, tries }: OutboxItem): Promise<void> {
  try {
    await deliverSigned({ ...notify, body, now_ms: clock.now_ms(), timeout_ms: LIMITS.notify_ms });
  } catch (error) {
    if (!(error instanceof JiedaError)) throw error;
    const isLast = tries >= LIMITS.notifyTries;
    if (isLast) log.error({ err: error, notification: id, kind }, 'a notification was given up');
    else log.warn({ err: error, notification: id, kind, tries }, 'a notification was not delivered; it is tried again');
    const next_ms = isLast ? null : clock.now_ms() + LIMITS.notifyRetry_ms * GROWTH ** (tries - 1);
    const problem = `${error.code} ${JSON.stringify(error.details ?? {})}`;
    return storage.transaction((database) => postponeOutbox(database, id, next_ms, problem));
  }
  await storage.transaction((database) => deleteOutbox(database, id));
}
