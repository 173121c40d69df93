import type { Kysely, Migration } from 'kysely';

/** What a release that listens beside the live one understood otherwise, and how often it did not. */
export function shadow(): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('shadow_difference')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('release', 'integer', (column) => column.notNull())
        .addColumn('live', 'integer', (column) => column.notNull())
        .addColumn('conversation_id', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('live_intent', 'text', (column) => column.notNull())
        .addColumn('live_confidence', 'double precision', (column) => column.notNull())
        .addColumn('live_reason', 'text', (column) => column.notNull())
        .addColumn('intent', 'text', (column) => column.notNull())
        .addColumn('confidence', 'double precision', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('handed_over', 'integer', (column) => column.notNull())
        .execute();
      await schema.createIndex('shadow_difference_release').on('shadow_difference').columns(['release', 'at']).execute();
      await schema
        .createTable('shadow_count')
        .addColumn('release', 'integer', (column) => column.notNull())
        .addColumn('live', 'integer', (column) => column.notNull())
        .addColumn('agreed', 'integer', (column) => column.notNull())
        .addColumn('differed', 'integer', (column) => column.notNull())
        .addColumn('dropped', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('shadow_count_primary', ['release', 'live'])
        .execute();
    },
  };
}
