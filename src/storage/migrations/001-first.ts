import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** The first tables. Types differ between the engines only for bytes and for large whole numbers. */
export function first(engine: Engine): Migration {
  const bytes = engine === 'postgres' ? sql`bytea` : sql`blob`;
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('conversation')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('token_hash', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('dialog_json', 'text', (column) => column.notNull())
        .addColumn('customer_json', 'text', (column) => column.notNull())
        .addColumn('page', 'text')
        .addColumn('agent_id', 'text')
        .addColumn('hand_over_json', 'text')
        .addColumn('skill', 'text')
        .addColumn('priority', 'integer', (column) => column.notNull())
        .addColumn('pending_json', 'text')
        .addColumn('opened_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('queued_at', 'bigint')
        .addColumn('accepted_at', 'bigint')
        .addColumn('closed_at', 'bigint')
        .execute();
      await database.schema.createIndex('conversation_by_state').on('conversation').columns(['state', 'updated_at']).execute();
      await database.schema.createIndex('conversation_by_agent').on('conversation').columns(['agent_id', 'state']).execute();
      await database.schema.createIndex('conversation_by_acceptance').on('conversation').column('accepted_at').execute();
      // Few conversations wait for a look-up at any time; the sweep for those left behind reads only them.
      await sql`create index conversation_pending on conversation (id) where pending_json is not null`.execute(database);

      await database.schema
        .createTable('message')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('sender', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('client_id', 'text')
        .addColumn('digest', 'text')
        .addColumn('options_json', 'text')
        .addColumn('card_json', 'text')
        .addColumn('agent_id', 'text')
        .addColumn('meaning_json', 'text')
        .addColumn('explanation_json', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('message_primary', ['conversation_id', 'seq'])
        .addUniqueConstraint('message_once', ['conversation_id', 'sender', 'client_id'])
        .execute();

      await database.schema
        .createTable('person')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('login', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('worker_number', 'text', (column) => column.notNull().unique())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('disabled_at', 'bigint')
        .addColumn('seen_at', 'bigint')
        .execute();

      await database.schema
        .createTable('session')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('link')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute();

      await database.schema
        .createTable('release')
        .addColumn('number', 'integer', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull().unique())
        .addColumn('content_json', 'text', (column) => column.notNull())
        .addColumn('model', bytes, (column) => column.notNull())
        .addColumn('model_hash', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('setting')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  };
}
