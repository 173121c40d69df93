import type { Kysely, Migration } from 'kysely';

/** Long work of the studio, with how far it is and what came of it. */
export function job(): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('job')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('title', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('stage', 'text')
        .addColumn('done', 'integer', (column) => column.notNull())
        .addColumn('total', 'integer', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('result_json', 'text')
        .addColumn('error_json', 'text')
        .execute();
      await schema.createIndex('job_started').on('job').columns(['started_at']).execute();
    },
  };
}
