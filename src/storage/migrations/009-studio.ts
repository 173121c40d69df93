import type { Kysely, Migration } from 'kysely';

/** Versions of the documents of the content draft: who saved what, and when. */
export function studio(): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('document_version')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text')
        .addColumn('content_json', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('document_version_primary', ['kind', 'document', 'number'])
        .execute();
    },
  };
}
