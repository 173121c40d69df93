import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** Conversations that were with the bot before silence counted end an hour after their last line, as new ones do. */
const SILENCE_MS = 3_600_000;

/** Tickets, ratings, messages to other systems, and what a conversation knows of its silence, its end, and where it goes on from. */
export function tickets(engine: Engine): Migration {
  const externalId = engine === 'postgres' ? sql`customer_json::json->>'externalId'` : sql`json_extract(customer_json, '$.externalId')`;
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      // One column a statement: SQLite takes no more.
      await schema.alterTable('conversation').addColumn('silence_due_at', 'bigint').execute();
      await schema.alterTable('conversation').addColumn('close_reason', 'text').execute();
      await schema.alterTable('conversation').addColumn('previous_id', 'text').execute();
      await schema.alterTable('conversation').addColumn('external_id', 'text').execute();
      await sql`update conversation set external_id = ${externalId}, silence_due_at = case when state = 'bot' then updated_at + ${sql.lit(SILENCE_MS)} end`.execute(database);
      await sql`create index conversation_silent on conversation (silence_due_at) where silence_due_at is not null`.execute(database);
      await sql`create index conversation_by_customer on conversation (external_id) where external_id is not null`.execute(database);

      await schema
        .createTable('ticket')
        .addColumn('number', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('conversation_id', 'text', (column) => column.references('conversation.id'))
        .addColumn('external_id', 'text')
        .addColumn('customer_name', 'text')
        .addColumn('contact', 'text')
        .addColumn('skill', 'text', (column) => column.notNull())
        .addColumn('content', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('wish', 'text')
        .addColumn('details_json', 'text', (column) => column.notNull())
        .addColumn('emotion', 'text', (column) => column.notNull())
        .addColumn('urgent', 'integer', (column) => column.notNull())
        .addColumn('proposal', 'text')
        .addColumn('approval', 'text')
        .addColumn('result', 'text')
        .addColumn('satisfaction', 'text')
        .addColumn('recorded_by', 'text', (column) => column.notNull())
        .addColumn('assignee_id', 'text', (column) => column.references('person.id'))
        .addColumn('opened_at', 'bigint', (column) => column.notNull())
        .addColumn('due_at', 'bigint')
        .addColumn('duty_at', 'bigint')
        .addColumn('done_at', 'bigint')
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .addColumn('wrong_contacts', 'integer', (column) => column.notNull())
        .addColumn('wrong_contact_at', 'bigint')
        .execute();
      await schema.createIndex('ticket_by_conversation').on('ticket').column('conversation_id').execute();
      await schema.createIndex('ticket_by_state').on('ticket').columns(['state', 'due_at']).execute();
      await sql`create index ticket_by_customer on ticket (external_id) where external_id is not null`.execute(database);
      await sql`create index ticket_duty on ticket (duty_at) where duty_at is not null`.execute(database);

      await schema
        .createTable('ticket_entry')
        .addColumn('ticket_number', 'text', (column) => column.notNull().references('ticket.number'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('visible', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('ticket_entry_primary', ['ticket_number', 'seq'])
        .execute();

      await schema
        .createTable('rating')
        .addColumn('conversation_id', 'text', (column) => column.primaryKey().references('conversation.id'))
        .addColumn('score', 'integer', (column) => column.notNull())
        .addColumn('reasons_json', 'text', (column) => column.notNull())
        .addColumn('comment', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .execute();
      await schema.createIndex('rating_by_time').on('rating').column('at').execute();

      await schema
        .createTable('outbox')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('body_json', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('due_at', 'bigint')
        .addColumn('tries', 'integer', (column) => column.notNull())
        .addColumn('last_error', 'text')
        .execute();
      await sql`create index outbox_due on outbox (due_at) where due_at is not null`.execute(database);
    },
  };
}
