import { expect, it } from '@jest/globals';
import { Kysely, Migrator, type Dialect } from 'kysely';
import { findConversation } from '../../src/storage/conversation.ts';
import { openStorage, type Engine } from '../../src/storage/driver.ts';
import { migrationsFor } from '../../src/storage/migrations/index.ts';
import { aConversation } from '../support/conversation.ts';

type Prepared = { location: { databaseUrl: string | undefined; dataPath: string }; dialect: Dialect; remove(): Promise<void> | void };

/** What an upgrade of a database has to keep. The same test runs on SQLite and on PostgreSQL. */
export function migrationContract(engine: Engine, prepare: () => Promise<Prepared>): void {
  it(`brings conversations of the first tables on ${engine} along: whose they are, and when their silence counts`, async () => {
    const { location, dialect, remove } = await prepare();
    const old = new Kysely<{ conversation: Record<string, unknown> }>({ dialect });
    const { error } = await new Migrator({ db: old, provider: { getMigrations: async () => migrationsFor(engine) } }).migrateTo('001-first');
    expect(error).toBeUndefined();
    const { dialog } = aConversation();
    const row = { token_hash: 'h', seq: 0, dialog_json: JSON.stringify(dialog), priority: 0, opened_at: 1_000, updated_at: 2_000 };
    await old.insertInto('conversation').values({ ...row, id: 'c1', state: 'bot', customer_json: '{"externalId":"u-1","name":null,"kind":"new","driveLevel":null}' }).execute();
    await old.insertInto('conversation').values({ ...row, id: 'c2', state: 'closed', customer_json: '{"externalId":null,"name":null,"kind":"anonymous","driveLevel":null}' }).execute();
    await old.destroy();

    const storage = await openStorage(location);
    expect(await findConversation(storage.read, 'c1')).toMatchObject({ silenceDue_ms: 3_602_000, closeReason: null, previousId: null });
    expect(await findConversation(storage.read, 'c2')).toMatchObject({ silenceDue_ms: null });
    const ids = await storage.read.selectFrom('conversation').select(['id', 'external_id']).orderBy('id').execute();
    expect(ids).toEqual([{ id: 'c1', external_id: 'u-1' }, { id: 'c2', external_id: null }]);
    await storage.close();
    await remove();
  });
}
