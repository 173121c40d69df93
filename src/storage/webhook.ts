import type { Selectable } from 'kysely';
import { toIso } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { WebhookBody, WebhookEvent } from '../contract/desk/webhooks.ts';
import type { WebhookTable } from './integrationTables.ts';
import { insertOutbox } from './outbox.ts';
import type { Database } from './schema.ts';

/** A system that is told what happens. */
export type StoredWebhook = {
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  secret: string;
  /** The secret before the present one, until it stops signing. */
  former: { secret: string; until_ms: number } | null;
  created_ms: number;
  paused: { since_ms: number; reason: 'chosen' | 'failures' } | null;
  /** Attempts in a row that failed. */
  failures: number;
  rev: number;
};

/** Something that happened. `subject`: the conversation or ticket it is about. `data`: ids and states only. */
export type Happening = { event: WebhookEvent; subject: string | null; data: Record<string, unknown>; now_ms: number };

/** Keeps word of something for every webhook that wants it and is not paused, in the transaction of what happened. */
export async function insertForWebhooks(database: Database, ids: Ids, { event, subject, data, now_ms }: Happening): Promise<void> {
  const listening = (await database.selectFrom('webhook').select(['id', 'events_json']).where('paused_at', 'is', null).execute()).filter(({ events_json }) => (JSON.parse(events_json) as string[]).includes(event));
  for (const webhook of listening) {
    const id = ids.id();
    const body: WebhookBody = { id, event, at: toIso(now_ms), data };
    await insertOutbox(database, { id, kind: event, body, now_ms, webhookId: webhook.id, subject });
  }
}

export async function insertWebhook(database: Database, webhook: StoredWebhook): Promise<void> {
  await database.insertInto('webhook').values(toRow(webhook)).execute();
}

export async function listWebhooks(database: Database): Promise<StoredWebhook[]> {
  return (await database.selectFrom('webhook').selectAll().orderBy('created_at').orderBy('id').execute()).map(fromRow);
}

export async function findWebhook(database: Database, id: string): Promise<StoredWebhook | undefined> {
  const row = await database.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Writes a webhook that was read as revision `rev`, under the next one. @returns whether it still was; otherwise nothing is changed. */
export async function replaceWebhook(database: Database, webhook: StoredWebhook): Promise<boolean> {
  const { id, rev, ...changing } = toRow(webhook);
  const replaced = await database.updateTable('webhook').set({ ...changing, rev: rev + 1 }).where('id', '=', id).where('rev', '=', rev).executeTakeFirst();
  return replaced.numUpdatedRows > 0n;
}

/** Removes a webhook with its log and with what waits for it. @returns whether there was such a one. */
export async function deleteWebhook(database: Database, id: string): Promise<boolean> {
  await database.deleteFrom('outbox').where('webhook_id', '=', id).execute();
  await database.deleteFrom('webhook_delivery').where('webhook_id', '=', id).execute();
  return (await database.deleteFrom('webhook').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
}

/** Counts an attempt: one that was taken begins anew. @returns how many in a row have failed now. */
export async function countAttempt(database: Database, id: string, failed: boolean): Promise<number> {
  const row = await database
    .updateTable('webhook')
    .set((column) => ({ failures: failed ? column('failures', '+', 1) : 0 }))
    .where('id', '=', id)
    .returning('failures')
    .executeTakeFirst();
  return row?.failures ?? 0;
}

/** @returns whether it was not paused before. */
export async function pauseWebhook(database: Database, id: string, now_ms: number): Promise<boolean> {
  const paused = await database
    .updateTable('webhook')
    .set((column) => ({ paused_at: now_ms, pause_reason: 'failures' as const, rev: column('rev', '+', 1) }))
    .where('id', '=', id)
    .where('paused_at', 'is', null)
    .executeTakeFirst();
  return paused.numUpdatedRows > 0n;
}

function toRow(webhook: StoredWebhook): Selectable<WebhookTable> {
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events_json: JSON.stringify(webhook.events),
    secret: webhook.secret,
    former_secret: webhook.former?.secret ?? null,
    former_until: webhook.former?.until_ms ?? null,
    created_at: webhook.created_ms,
    paused_at: webhook.paused?.since_ms ?? null,
    pause_reason: webhook.paused?.reason ?? null,
    failures: webhook.failures,
    rev: webhook.rev,
  };
}

function fromRow(row: Selectable<WebhookTable>): StoredWebhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: JSON.parse(row.events_json) as WebhookEvent[],
    secret: row.secret,
    former: row.former_secret === null || row.former_until === null ? null : { secret: row.former_secret, until_ms: row.former_until },
    created_ms: row.created_at,
    paused: row.paused_at === null ? null : { since_ms: row.paused_at, reason: row.pause_reason ?? 'chosen' },
    failures: row.failures,
    rev: row.rev,
  };
}
