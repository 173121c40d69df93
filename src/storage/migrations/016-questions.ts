import { sql, type Kysely, type Migration } from 'kysely';

/** What customers ask, counted by hour and intent, and each of their lines that the bot did not handle well. */
export function questions(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable('question_count')
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('hour', 'integer', (column) => column.notNull())
        .addColumn('intent', 'text', (column) => column.notNull())
        .addColumn('asked', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('question_count_primary', ['day', 'hour', 'intent'])
        .execute();
      await schema
        .createTable('gap')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('nearest', 'text')
        .addColumn('confidence', 'double precision', (column) => column.notNull())
        .addPrimaryKeyConstraint('gap_primary', ['conversation_id', 'seq', 'kind'])
        .execute();
      await schema.createIndex('gap_by_day').on('gap').columns(['day', 'kind', 'nearest']).execute();
      // `null` until its questions are counted, also for conversations that ended before they were.
      await schema.alterTable('tally').addColumn('questions', 'integer').execute();
      await sql`create index tally_uncounted on tally (closed_at, conversation_id) where questions is null`.execute(database);
      // What is said of the conversations of an intent is read from this alone.
      await schema.createIndex('tally_by_day_intent').on('tally').columns(['day', 'written', 'intent', 'handed_over', 'returned_at', 'conversation_id']).execute();
    },
  };
}
