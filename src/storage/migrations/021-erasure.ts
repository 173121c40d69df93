import { sql, type Kysely, type Migration } from 'kysely';

/** Conversations whose words and customer are gone; what reports reckon from stays. */
export function erasure(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema.alterTable('conversation').addColumn('erased_at', 'bigint').execute();
      await sql`create index conversation_kept on conversation (closed_at) where state = 'closed' and erased_at is null`.execute(database);
    },
  };
}
