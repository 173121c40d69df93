import { sql, type Kysely, type Migration } from 'kysely';

/** Rights that a person holds besides what the role allows. The first of the admins there are has every one of them. */
export function rights(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .createTable('person_right')
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('right', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('person_right_primary', ['person_id', 'right'])
        .execute();
      await sql`insert into person_right (person_id, "right")
        select id, 'publish_below_gate' from person where role = 'admin' and disabled_at is null order by created_at, id limit 1`.execute(database);
    },
  };
}
