import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/**
 * Keys of programs, webhooks with the log of their deliveries, outbox items for more than one receiver, pictures of the widget, and what
 * retention needs: an index by age, and an audit log that forgets what is older than admins want it kept.
 */
export function integration(engine: Engine): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable('api_key')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
        .addColumn('scopes_json', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint')
        .addColumn('used_at', 'bigint')
        .addColumn('revoked_at', 'bigint')
        .execute();

      await schema
        .createTable('webhook')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('events_json', 'text', (column) => column.notNull())
        .addColumn('secret', 'text', (column) => column.notNull())
        .addColumn('former_secret', 'text')
        .addColumn('former_until', 'bigint')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('paused_at', 'bigint')
        .addColumn('pause_reason', 'text')
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .execute();
      await schema
        .createTable('webhook_delivery')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('webhook_id', 'text', (column) => column.notNull().references('webhook.id').onDelete('cascade'))
        .addColumn('item_id', 'text', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('body_json', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('duration_ms', 'integer', (column) => column.notNull())
        .addColumn('status', 'integer')
        .addColumn('problem', 'text')
        .addColumn('answer', 'text')
        .execute();
      await schema.createIndex('webhook_delivery_by_time').on('webhook_delivery').columns(['webhook_id', 'at']).execute();
      await schema.createIndex('webhook_delivery_by_age').on('webhook_delivery').column('at').execute();
      await schema.createIndex('webhook_delivery_by_subject').on('webhook_delivery').column('subject').execute();
      // One column a statement: SQLite takes no more.
      await schema.alterTable('outbox').addColumn('webhook_id', 'text').execute();
      await schema.alterTable('outbox').addColumn('subject', 'text').execute();

      await schema.createIndex('file_by_time').on('file').column('at').execute();
      await letForget(database, engine);
    },
  };
}

/**
 * Lines of the audit log may be deleted once they are older than setting `audit_kept_from` says, which the sweep of retention moves on; never
 * a younger one, and none is ever changed.
 */
async function letForget(database: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    await sql`drop trigger audit_keeps_all`.execute(database);
    await sql`create trigger audit_keeps_all before delete on audit
      when old.at >= coalesce((select cast(value as integer) from setting where name = 'audit_kept_from'), 0)
      begin select raise(abort, 'the audit log only grows'); end`.execute(database);
    return;
  }
  await sql`create or replace function audit_only_grows() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and old.at < coalesce((select value::bigint from setting where name = 'audit_kept_from'), 0) then return old; end if;
      raise exception 'the audit log only grows';
    end $$`.execute(database);
}
