import { sql, type Kysely, type Migration } from 'kysely';
import type { Engine } from '../driver.ts';

/**
 * What one conversation at the desk needs: mood and need of attention as columns, full-text search, tags, canned replies, who has read how
 * far, lines that were taken back, and files.
 */
export function work(engine: Engine): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      // One column a statement: SQLite takes no more.
      await schema.alterTable('conversation').addColumn('emotion', 'text').execute();
      await schema.alterTable('conversation').addColumn('attention', 'text').execute();
      const emotion = engine === 'postgres' ? sql`dialog_json::json->'emotions'->>-1` : sql`json_extract(dialog_json, '$.emotions[#-1]')`;
      await sql`update conversation set emotion = ${emotion}`.execute(database);
      await sql`create index conversation_attention on conversation (updated_at) where attention is not null`.execute(database);

      await schema.alterTable('message').addColumn('recalled_at', 'bigint').execute();
      await schema.alterTable('message').addColumn('recalls', 'integer').execute();
      await schema.alterTable('message').addColumn('file_json', 'text').execute();

      await search(database, engine);

      await schema
        .createTable('tag')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await schema
        .createTable('conversation_tag')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('tag_id', 'text', (column) => column.notNull().references('tag.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('conversation_tag_primary', ['conversation_id', 'tag_id'])
        .execute();
      await schema.createIndex('conversation_tag_by_tag').on('conversation_tag').column('tag_id').execute();

      await schema
        .createTable('canned')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('owner_id', 'text', (column) => column.references('person.id'))
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('tags_json', 'text', (column) => column.notNull())
        .addColumn('closes', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .execute();
      await schema.createIndex('canned_by_owner').on('canned').column('owner_id').execute();

      await schema
        .createTable('read_mark')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('reader', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('read_mark_primary', ['conversation_id', 'reader'])
        .execute();

      await schema
        .createTable('file')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('content', engine === 'postgres' ? 'bytea' : 'blob', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await schema.createIndex('file_by_conversation').on('file').column('conversation_id').execute();
    },
  };
}

/**
 * A line in the index for each line that somebody wrote, in the order in which they were written, so that the newest hits are found without
 * sorting. Lines that are there already wait in the backlog, because the words of a line are made by the program.
 */
async function search(database: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('search_line')
    .addColumn('id', engine === 'postgres' ? sql`bigserial` : sql`integer`, (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('search_line_by_message').on('search_line').columns(['conversation_id', 'seq']).unique().execute();
  if (engine === 'postgres') {
    await sql`alter table search_line add column words tsvector not null`.execute(database);
    await sql`create index search_line_words on search_line using gin (words)`.execute(database);
  } else {
    await sql`create virtual table search_words using fts5(words, content='', contentless_delete=1, prefix='1')`.execute(database);
  }
  await schema
    .createTable('search_backlog')
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('search_backlog_primary', ['conversation_id', 'seq'])
    .execute();
  await schema.createIndex('search_backlog_by_time').on('search_backlog').column('at').execute();
  await sql`insert into search_backlog (conversation_id, seq, at) select conversation_id, seq, at from message where kind <> 'notice'`.execute(database);
}
