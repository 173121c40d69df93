import { expect, it } from '@jest/globals';
import LibsqlDatabase from 'libsql';
import { Kysely, Migrator, SqliteDialect, type SqliteDatabase } from 'kysely';
import { findConversation } from '../../src/storage/conversation.ts';
import { openStorage } from '../../src/storage/driver.ts';
import { migrationsFor } from '../../src/storage/migrations/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { aConversation } from '../support/conversation.ts';

it('brings conversations of the first tables along: whose they are, and when their silence counts', async () => {
  const folder = temporaryFolder();
  const old = new Kysely<{ conversation: Record<string, unknown> }>({ dialect: new SqliteDialect({ database: new LibsqlDatabase(`${folder.path}/jieda.db`) as unknown as SqliteDatabase }) });
  const { error } = await new Migrator({ db: old, provider: { getMigrations: async () => migrationsFor('sqlite') } }).migrateTo('001-first');
  expect(error).toBeUndefined();
  const { dialog } = aConversation();
  const row = { token_hash: 'h', seq: 0, dialog_json: JSON.stringify(dialog), priority: 0, opened_at: 1_000, updated_at: 2_000 };
  await old.insertInto('conversation').values({ ...row, id: 'c1', state: 'bot', customer_json: '{"externalId":"u-1","name":null,"kind":"new","driveLevel":null}' }).execute();
  await old.insertInto('conversation').values({ ...row, id: 'c2', state: 'closed', customer_json: '{"externalId":null,"name":null,"kind":"anonymous","driveLevel":null}' }).execute();
  await old.destroy();

  const storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
  expect(await findConversation(storage.read, 'c1')).toMatchObject({ silenceDue_ms: 3_602_000, closeReason: null, previousId: null });
  expect(await findConversation(storage.read, 'c2')).toMatchObject({ silenceDue_ms: null });
  const ids = await storage.read.selectFrom('conversation').select(['id', 'external_id']).orderBy('id').execute();
  expect(ids).toEqual([{ id: 'c1', external_id: 'u-1' }, { id: 'c2', external_id: null }]);
  await storage.close();
  folder.remove();
});
