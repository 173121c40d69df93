import type { Kysely, Migration } from 'kysely';

/** What admins changed of the 服务忌语, and who wrote them. */
export function forbidden(): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('forbidden_entry')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('entry_json', 'text')
        .addColumn('off', 'integer', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .execute();

      await schema
        .createTable('forbidden_use')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer')
        .addColumn('entry', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('severity', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('found', 'text')
        .addColumn('excerpt', 'text')
        .addColumn('reason', 'text')
        .execute();
      await schema.createIndex('forbidden_use_by_day').on('forbidden_use').columns(['day', 'person_id']).execute();
    },
  };
}
