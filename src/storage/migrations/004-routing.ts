import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** How much one point of priority moves those ahead who wait already. */
const HEAD_START_MS = 30_000;

/** Who is there, who has been offered a conversation, who takes part in one, and lines that only the desk reads. */
export function routing(_engine: Engine): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable('presence')
        .addColumn('person_id', 'text', (column) => column.primaryKey().references('person.id'))
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('gone_at', 'bigint')
        .addColumn('missed', 'integer', (column) => column.notNull())
        .addColumn('offered_at', 'bigint')
        .addColumn('capacity', 'integer')
        .execute();

      await schema
        .createTable('participant')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('invited_by', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('participant_primary', ['conversation_id', 'person_id'])
        .execute();
      await schema.createIndex('participant_by_person').on('participant').column('person_id').execute();

      // One column a statement: SQLite takes no more.
      await schema.alterTable('conversation').addColumn('ranked_at', 'bigint').execute();
      await schema.alterTable('conversation').addColumn('offered_to', 'text').execute();
      await schema.alterTable('conversation').addColumn('offer_until', 'bigint').execute();
      await schema.alterTable('conversation').addColumn('passed_json', 'text').execute();
      await schema.alterTable('conversation').addColumn('target_agent_id', 'text').execute();
      await schema.alterTable('conversation').addColumn('team_id', 'text').execute();
      await schema.alterTable('conversation').addColumn('last_agent_id', 'text').execute();
      await schema.alterTable('conversation').addColumn('reply_due_at', 'bigint').execute();
      await sql`update conversation set last_agent_id = agent_id`.execute(database);
      await sql`update conversation set ranked_at = queued_at - priority * ${sql.lit(HEAD_START_MS)} where state = 'queued'`.execute(database);
      await sql`create index conversation_queue on conversation (ranked_at, id) where state = 'queued'`.execute(database);
      await sql`create index conversation_offer on conversation (offered_to) where offered_to is not null`.execute(database);

      await schema.alterTable('message').addColumn('visibility', 'text', (column) => column.notNull().defaultTo('all')).execute();
    },
  };
}
