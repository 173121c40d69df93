import { sql, type Kysely, type Migration } from 'kysely';

/** Lists of the desk are read page by page in their order: what needs a person's look stands by mood, then by its last activity. */
export function live(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      await sql`drop index conversation_attention`.execute(database);
      await sql`create index conversation_attention on conversation ((case emotion when 'angry' then 2 when 'upset' then 1 else 0 end), updated_at) where attention is not null`.execute(database);
    },
  };
}
