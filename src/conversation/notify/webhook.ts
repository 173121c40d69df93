import { JiedaError } from '../../base/errors.ts';
import { postGuarded } from '../../base/guardedOutbound.ts';
import { LIMITS } from '../../base/limits.ts';
import { audit } from '../../storage/audit.ts';
import type { OutboxItem } from '../../storage/outbox.ts';
import { countAttempt, findWebhook, pauseWebhook, type StoredWebhook } from '../../storage/webhook.ts';
import { insertDelivery, type StoredDelivery } from '../../storage/webhookDelivery.ts';
import type { Runtime } from '../runtime.ts';

/** What is sent to a webhook. `itemId` is the same for every attempt. */
export type WebhookMessage = Pick<StoredDelivery, 'itemId' | 'event' | 'subject' | 'body'>;

/** Delivers an item of the outbox to its webhook. @returns why it was not taken; `null` once it was, or once the webhook is no more. */
export async function deliverToWebhook(runtime: Runtime, { id, kind, body, subject, webhookId }: OutboxItem & { webhookId: string }): Promise<JiedaError | null> {
  const webhook = await findWebhook(runtime.storage.read, webhookId);
  if (webhook === undefined) return null;
  const { error } = await attempt(runtime, webhook, { itemId: id, event: kind as StoredDelivery['event'], subject, body: JSON.stringify(body) });
  return error;
}

/**
 * Sends something to a webhook once, and notes what came of it. After `LIMITS.webhookFailures` attempts in a row that failed, the webhook is paused:
 * nothing more is kept for it until an admin lets it go on; what waits for it then is delivered.
 */
export async function attempt(runtime: Runtime, webhook: StoredWebhook, message: WebhookMessage): Promise<{ delivery: StoredDelivery; error: JiedaError | null }> {
  const { clock, ids, storage, log } = runtime;
  const at_ms = clock.now_ms();
  const { status, answer, error } = await post(runtime, webhook, message);
  const delivery: StoredDelivery = { id: ids.id(), webhookId: webhook.id, ...message, at_ms, duration_ms: clock.now_ms() - at_ms, status, problem: error?.code ?? null, answer };
  const isPaused = await storage.transaction(async (database) => {
    await insertDelivery(database, delivery);
    const failures = await countAttempt(database, webhook.id, error !== null);
    if (failures < LIMITS.webhookFailures || !(await pauseWebhook(database, webhook.id, at_ms))) return false;
    await audit(database, { at_ms, by: 'clock', action: 'webhook.paused', on: webhook.id, details: { name: webhook.name } });
    return true;
  });
  if (isPaused) log.error({ webhook: webhook.id }, 'a webhook is paused after many failures');
  return { delivery, error };
}

type Posted = { status: number | null; answer: string | null; error: JiedaError | null };

async function post({ outside, clock }: Runtime, { url, secret, former }: StoredWebhook, { itemId, event, body }: WebhookMessage): Promise<Posted> {
  const now_ms = clock.now_ms();
  const secrets = former !== null && former.until_ms > now_ms ? [secret, former.secret] : [secret];
  const headers = { 'x-jieda-event': event, 'x-jieda-delivery': itemId };
  try {
    const { status, answer } = await postGuarded({ url, body, secrets, headers, now_ms, timeout_ms: LIMITS.notify_ms, answerBytesMax: LIMITS.webhookAnswerBytes }, outside);
    return { status, answer: withoutControls(answer), error: status >= 200 && status < 300 ? null : new JiedaError('outbound.failed', { status }) };
  } catch (error) {
    if (!(error instanceof JiedaError)) throw error;
    return { status: null, answer: null, error };
  }
}

/** What others answer is shown to people, and PostgreSQL keeps no NUL. */
function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
