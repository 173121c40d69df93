import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** What customers said and the bot was not sure of: the review queue, what people say about it, and what is on its way there. */
export function sentences(engine: Engine): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable('doubt')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('doubt_primary', ['conversation_id', 'seq', 'reason'])
        .execute();
      await schema.createIndex('doubt_by_time').on('doubt').columns(['at', 'conversation_id', 'seq', 'reason']).execute();
      await schema
        .createTable('conversation_origin')
        .addColumn('conversation_id', 'text', (column) => column.primaryKey().references('conversation.id'))
        .addColumn('origin', 'text', (column) => column.notNull())
        .execute();
      await schema
        .createTable('sentence_intake')
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('count', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('sentence_intake_primary', ['day', 'origin'])
        .execute();
      await groups(database, engine);
      await sentence(database);
      await labels(database, engine);
    },
  };
}

async function groups(database: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = database;
  let group = schema
    .createTable('sentence_group')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('claimed_by', 'text', (column) => column.references('person.id'));
  for (const name of ['claimed_until', 'last_seen'] as const) group = group.addColumn(name, 'bigint', (column) => column.notNull());
  for (const name of ['open', 'disputed', 'frequency'] as const) group = group.addColumn(name, 'integer', (column) => column.notNull());
  await group.addColumn('value', 'double precision', (column) => column.notNull()).execute();
  await sql`create index sentence_group_by_value on sentence_group (value, id) where open > 0`.execute(database);
  await sql`create index sentence_group_disputed on sentence_group (value, id) where disputed > 0`.execute(database);
  await sql`create index sentence_group_claimed on sentence_group (claimed_until) where claimed_by is not null`.execute(database);
  await schema
    .createTable('sentence_band')
    .addColumn('band', 'bigint', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull().references('sentence_group.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('sentence_band_primary', ['band', 'group_id'])
    // Nothing but the key: kept once, not as a table and an index.
    .$call((table) => (engine === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table))
    .execute();
}

async function sentence(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  let table = schema
    .createTable('sentence')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('group_id', 'text', (column) => column.notNull().references('sentence_group.id'))
    .addColumn('conversation_id', 'text', (column) => column.references('conversation.id'));
  for (const name of ['kind', 'key', 'text', 'state', 'reasons', 'guess_intent', 'guess_json']) table = table.addColumn(name, 'text', (column) => column.notNull());
  for (const name of ['file', 'hint', 'intent', 'emotion', 'outcome']) table = table.addColumn(name, 'text');
  for (const name of ['first_seen', 'last_seen']) table = table.addColumn(name, 'bigint', (column) => column.notNull());
  for (const name of ['decided_at', 'applied_at']) table = table.addColumn(name, 'bigint');
  for (const name of ['seq', 'applied_release']) table = table.addColumn(name, 'integer');
  await table
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('doubt', 'double precision', (column) => column.notNull())
    .execute();
  await schema.createIndex('sentence_once').on('sentence').columns(['kind', 'key']).unique().execute();
  await schema.createIndex('sentence_by_group').on('sentence').columns(['group_id', 'state']).execute();
  await sql`create index sentence_by_conversation on sentence (conversation_id) where conversation_id is not null`.execute(database);
  await sql`create index sentence_labelled on sentence (intent, id) where state = 'labelled'`.execute(database);
  await schema
    .createTable('sentence_place')
    .addColumn('sentence_id', 'text', (column) => column.notNull().references('sentence.id'))
    .addColumn('customer_key', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sentence_place_primary', ['sentence_id', 'customer_key'])
    .execute();
}

async function labels(database: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('sentence_label')
    .addColumn('id', engine === 'postgres' ? sql`bigserial` : sql`integer`, (column) => column.primaryKey())
    .addColumn('decision_id', 'text', (column) => column.notNull())
    .addColumn('sentence_id', 'text', (column) => column.notNull().references('sentence.id'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('intent', 'text')
    .addColumn('emotion', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('sentence_label_by_sentence').on('sentence_label').column('sentence_id').execute();
  await schema.createIndex('sentence_label_by_decision').on('sentence_label').column('decision_id').execute();
  await schema.createIndex('sentence_label_by_time').on('sentence_label').column('at').execute();
  await schema
    .createTable('planned_intent')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}
