import type { Selectable } from 'kysely';
import type { WebhookDeliveryTable } from './integrationTables.ts';
import type { Database } from './schema.ts';

/** One attempt to deliver something to a webhook. */
export type StoredDelivery = {
  id: string;
  webhookId: string;
  itemId: string;
  event: WebhookDeliveryTable['event'];
  subject: string | null;
  body: string;
  at_ms: number;
  duration_ms: number;
  status: number | null;
  problem: string | null;
  answer: string | null;
};

export async function insertDelivery(database: Database, delivery: StoredDelivery): Promise<void> {
  await database
    .insertInto('webhook_delivery')
    .values({
      id: delivery.id,
      webhook_id: delivery.webhookId,
      item_id: delivery.itemId,
      event: delivery.event,
      subject: delivery.subject,
      body_json: delivery.body,
      at: delivery.at_ms,
      duration_ms: delivery.duration_ms,
      status: delivery.status,
      problem: delivery.problem,
      answer: delivery.answer,
    })
    .execute();
}

/** The last attempts for a webhook, the newest first. */
export async function listDeliveries(database: Database, webhookId: string, rowsMax: number): Promise<StoredDelivery[]> {
  return (await database.selectFrom('webhook_delivery').selectAll().where('webhook_id', '=', webhookId).orderBy('at', 'desc').orderBy('id', 'desc').limit(rowsMax).execute()).map(fromRow);
}

export async function findDelivery(database: Database, webhookId: string, id: string): Promise<StoredDelivery | undefined> {
  const row = await database.selectFrom('webhook_delivery').selectAll().where('webhook_id', '=', webhookId).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

function fromRow(row: Selectable<WebhookDeliveryTable>): StoredDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    itemId: row.item_id,
    event: row.event,
    subject: row.subject,
    body: row.body_json,
    at_ms: row.at,
    duration_ms: row.duration_ms,
    status: row.status,
    problem: row.problem,
    answer: row.answer,
  };
}
