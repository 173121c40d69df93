import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { checkAddress } from '../base/guardedOutbound.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { ChangeWebhook, Delivery, NewWebhook, Webhook, WebhookBody } from '../contract/desk/webhooks.ts';
import { attempt } from '../conversation/notify/webhook.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { countWaiting } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { deleteWebhook, findWebhook, insertWebhook, listWebhooks, replaceWebhook, type StoredWebhook } from '../storage/webhook.ts';
import { findDelivery, listDeliveries, type StoredDelivery } from '../storage/webhookDelivery.ts';
import type { Origin } from './account/origin.ts';

/** How every secret of a webhook begins. */
const SECRET_PREFIX = 'jw_';

export async function describeWebhooks({ storage: { read } }: Runtime): Promise<Webhook[]> {
  const waiting = await countWaiting(read);
  return (await listWebhooks(read)).map((webhook) => present(webhook, waiting));
}

/** Adds a webhook. Its secret is answered this once. @throws JiedaError `webhook.address`, `webhook.too_many`. */
export async function addWebhook(runtime: Runtime, by: DeskPerson, request: NewWebhook, { address }: Origin): Promise<{ webhook: Webhook; secret: string }> {
  checkAddress(request.url, runtime.outside);
  const now_ms = runtime.clock.now_ms();
  const secret = SECRET_PREFIX + runtime.ids.secret();
  const webhook: StoredWebhook = { id: runtime.ids.id(), ...request, secret, former: null, created_ms: now_ms, paused: null, failures: 0, rev: 1 };
  await runtime.storage.transaction(async (database) => {
    if ((await listWebhooks(database)).length >= LIMITS.webhooks) throw new JiedaError('webhook.too_many', { most: LIMITS.webhooks });
    await insertWebhook(database, webhook);
    await audit(database, { at_ms: now_ms, by: by.id, action: 'webhook.added', on: webhook.id, from: address, details: { name: request.name, url: request.url, events: request.events } });
  });
  return { webhook: present(webhook, new Map()), secret };
}

/**
 * Changes a webhook that was read as revision `rev`. One that goes on again begins with a clean count of failures.
 * @throws JiedaError `webhook.address`, `webhook.not_found`, `webhook.conflict`.
 */
export async function changeWebhook(runtime: Runtime, by: DeskPerson, id: string, { rev, paused, name, url, events }: ChangeWebhook, { address }: Origin): Promise<Webhook> {
  checkAddress(url, runtime.outside);
  const at_ms = runtime.clock.now_ms();
  return alter(runtime, id, rev, async (database, before) => {
    const pause = paused ? (before.paused ?? { since_ms: at_ms, reason: 'chosen' as const }) : null;
    await audit(database, { at_ms, by: by.id, action: 'webhook.changed', on: id, from: address, details: { name, url, events, paused } });
    return { ...before, name, url, events, paused: pause, failures: paused ? before.failures : 0 };
  });
}

/**
 * Gives a webhook another secret. The one before signs besides for `LIMITS.webhookOverlap_ms`, so that receivers can change over in between.
 * @throws JiedaError `webhook.not_found`, `webhook.conflict`.
 */
export async function renewSecret(runtime: Runtime, by: DeskPerson, id: string, rev: number, { address }: Origin): Promise<{ webhook: Webhook; secret: string }> {
  const at_ms = runtime.clock.now_ms();
  const secret = SECRET_PREFIX + runtime.ids.secret();
  const webhook = await alter(runtime, id, rev, async (database, before) => {
    await audit(database, { at_ms, by: by.id, action: 'webhook.secret_renewed', on: id, from: address, details: { name: before.name } });
    return { ...before, secret, former: { secret: before.secret, until_ms: at_ms + LIMITS.webhookOverlap_ms } };
  });
  return { webhook, secret };
}

/** Removes a webhook, its log, and what waits for it. @throws JiedaError `webhook.not_found`. */
export async function removeWebhook(runtime: Runtime, by: DeskPerson, id: string, { address }: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    const { name } = await requireWebhook(database, id);
    await deleteWebhook(database, id);
    await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'webhook.removed', on: id, from: address, details: { name } });
  });
}

/** The last attempts, the newest first. @throws JiedaError `webhook.not_found`. */
export async function deliveriesOf({ storage: { read } }: Runtime, id: string): Promise<Delivery[]> {
  await requireWebhook(read, id);
  return (await listDeliveries(read, id, LIMITS.deliveriesPage)).map(presentDelivery);
}

/** Sends something without meaning at once, also while paused. @returns what came of it. @throws JiedaError `webhook.not_found`. */
export async function sendTest(runtime: Runtime, id: string): Promise<Delivery> {
  const webhook = await requireWebhook(runtime.storage.read, id);
  const body: WebhookBody = { id: runtime.ids.id(), event: 'test', at: toIso(runtime.clock.now_ms()), data: {} };
  const { delivery } = await attempt(runtime, webhook, { itemId: body.id, event: 'test', subject: null, body: JSON.stringify(body) });
  return presentDelivery(delivery);
}

/** Sends what was sent before once more, under the same id. @throws JiedaError `webhook.not_found`, also for an attempt of another one. */
export async function sendAgain(runtime: Runtime, by: DeskPerson, id: string, deliveryId: string, { address }: Origin): Promise<Delivery> {
  const webhook = await requireWebhook(runtime.storage.read, id);
  const earlier = await findDelivery(runtime.storage.read, id, deliveryId);
  if (earlier === undefined) throw new JiedaError('webhook.not_found');
  const { itemId, event, subject, body } = earlier;
  const { delivery } = await attempt(runtime, webhook, { itemId, event, subject, body });
  await runtime.storage.transaction((database) => audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'webhook.sent_again', on: id, from: address, details: { name: webhook.name } }));
  return presentDelivery(delivery);
}

async function alter(runtime: Runtime, id: string, rev: number, change: (database: Database, before: StoredWebhook) => Promise<StoredWebhook>): Promise<Webhook> {
  const changed = await runtime.storage.transaction(async (database) => {
    const before = await requireWebhook(database, id);
    if (before.rev !== rev) throw new JiedaError('webhook.conflict');
    const after = await change(database, before);
    if (!(await replaceWebhook(database, after))) throw new JiedaError('webhook.conflict');
    return { ...after, rev: rev + 1 };
  });
  return present(changed, await countWaiting(runtime.storage.read));
}

async function requireWebhook(database: Database, id: string): Promise<StoredWebhook> {
  const webhook = await findWebhook(database, id);
  if (webhook === undefined) throw new JiedaError('webhook.not_found');
  return webhook;
}

function present({ id, name, url, events, rev, created_ms, former, paused, failures }: StoredWebhook, waiting: ReadonlyMap<string, number>): Webhook {
  return {
    id,
    name,
    url,
    events,
    rev,
    createdAt: toIso(created_ms),
    formerUntil: former === null ? null : toIso(former.until_ms),
    paused: paused === null ? null : { since: toIso(paused.since_ms), reason: paused.reason },
    failures,
    waiting: waiting.get(id) ?? 0,
  };
}

function presentDelivery({ webhookId: _webhook, subject: _subject, at_ms, ...delivery }: StoredDelivery): Delivery {
  return { ...delivery, at: toIso(at_ms) };
}
