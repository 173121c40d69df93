import type { Kysely, Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/** Pictures that the widget shows of itself. */
export function look(engine: Engine): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('look_picture')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('content', engine === 'postgres' ? 'bytea' : 'blob', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
