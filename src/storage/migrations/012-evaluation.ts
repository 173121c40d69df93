import { sql, type Kysely, type Migration } from 'kysely';

/** What was measured of each release; who made it and when it last began to serve. What serves now counts as published when it was made. */
export function evaluation(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('evaluation')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('figures_json', 'text', (column) => column.notNull())
        .addColumn('testset_json', 'text', (column) => column.notNull())
        .addColumn('examples_json', 'text', (column) => column.notNull())
        .execute();
      // One column a statement: SQLite adds no more at a time.
      for (const [name, type] of [['actor', 'text'], ['note', 'text'], ['publication', 'integer'], ['published_at', 'bigint'], ['published_by', 'text'], ['publish_reason', 'text']] as const) {
        await database.schema.alterTable('release').addColumn(name, type).execute();
      }
      await sql`update "release" set publication = number, published_at = created_at
        where number <= (select cast(value as integer) from setting where name = 'active_release')`.execute(database);
    },
  };
}
