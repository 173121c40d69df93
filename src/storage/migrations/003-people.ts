import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** Teams, second factors, sessions that people can tell apart, links that reset a password, the audit log, settings with a revision. */
export function people(engine: Engine): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      // One column a statement: SQLite takes no more.
      await schema.alterTable('person').addColumn('totp_secret', 'text').execute();
      await schema.alterTable('person').addColumn('totp_pending', 'text').execute();
      await schema.alterTable('person').addColumn('totp_step', 'bigint').execute();
      await schema.alterTable('person').addColumn('wrong_codes', 'integer', (column) => column.notNull().defaultTo(0)).execute();
      await schema.alterTable('person').addColumn('locked_until', 'bigint').execute();

      await schema
        .createTable('recovery_code')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('code_hash', 'text', (column) => column.notNull())
        .addColumn('used_at', 'bigint')
        .addPrimaryKeyConstraint('recovery_code_primary', ['person_id', 'code_hash'])
        .execute();

      await schema
        .createTable('team')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      // The dialogs hand over to these; their ids are the skills of a hand-over.
      await sql`insert into team (id, name, created_at) values ('shop', '商城', 0), ('account', '账号', 0), ('drive', '云盘', 0), ('telecom', '通信', 0)`.execute(database);
      await schema
        .createTable('person_team')
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('team_id', 'text', (column) => column.notNull().references('team.id'))
        .addColumn('level', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('person_team_primary', ['person_id', 'team_id'])
        .execute();
      await schema.createIndex('person_team_by_team').on('person_team').column('team_id').execute();

      await schema.alterTable('session').addColumn('id', 'text').execute();
      await schema.alterTable('session').addColumn('address', 'text').execute();
      await schema.alterTable('session').addColumn('device', 'text').execute();
      await schema.alterTable('session').addColumn('seen_at', 'bigint').execute();
      // Part of a hash opens nothing; it only tells sessions apart.
      await sql`update session set id = substr(token_hash, 1, 16)`.execute(database);
      await schema.createIndex('session_by_person').on('session').column('person_id').execute();

      await schema.alterTable('link').addColumn('person_id', 'text').execute();
      await schema.alterTable('link').addColumn('teams_json', 'text').execute();

      await schema.alterTable('setting').addColumn('rev', 'integer', (column) => column.notNull().defaultTo(0)).execute();

      const number = engine === 'postgres' ? sql`bigserial` : sql`integer`;
      await schema
        .createTable('audit')
        .addColumn('seq', number, (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text')
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('origin', 'text')
        .addColumn('details_json', 'text', (column) => column.notNull())
        .execute();
      await schema.createIndex('audit_by_time').on('audit').column('at').execute();
      await schema.createIndex('audit_by_action').on('audit').columns(['action', 'seq']).execute();
      await schema.createIndex('audit_by_actor').on('audit').columns(['actor', 'seq']).execute();
      await refuseChanges(database, engine);
    },
  };
}

/** The database itself refuses to change or delete a line of the audit log. */
async function refuseChanges(database: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    await sql`create trigger audit_keeps_lines before update on audit begin select raise(abort, 'the audit log only grows'); end`.execute(database);
    await sql`create trigger audit_keeps_all before delete on audit begin select raise(abort, 'the audit log only grows'); end`.execute(database);
    return;
  }
  await sql`create function audit_only_grows() returns trigger language plpgsql as $$ begin raise exception 'the audit log only grows'; end $$`.execute(database);
  await sql`create trigger audit_keeps_all before update or delete on audit for each row execute function audit_only_grows()`.execute(database);
}
