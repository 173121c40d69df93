import { expect, it } from '@jest/globals';
import { Kysely, Migrator, type Dialect } from 'kysely';
import { findConversation } from '../../src/storage/conversation.ts';
import { openStorage, type Engine } from '../../src/storage/driver.ts';
import { migrationsFor } from '../../src/storage/migrations/index.ts';
import { noteAlive } from '../../src/storage/setting.ts';
import { seededRandom } from '../../src/base/random.ts';
import { Dying } from './dyingDialect.ts';
import { aConversation } from '../support/conversation.ts';

type Prepared = { location: { databaseUrl: string | undefined; dataPath: string }; dialect(): Dialect; remove(): Promise<void> | void };

/** What an upgrade of a database has to keep. The same test runs on SQLite and on PostgreSQL. */
export function migrationContract(engine: Engine, prepare: () => Promise<Prepared>): void {
  it(`brings conversations of the first tables on ${engine} along: whose they are, and when their silence counts`, async () => {
    const { location, dialect, remove } = await prepare();
    const old = new Kysely<{ conversation: Record<string, unknown> }>({ dialect: dialect() });
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

  it(`an upgrade of ${engine} that is killed at any statement leaves what the next start completes, seed ${SEED}`, async () => {
    const provider = { getMigrations: async () => migrationsFor(engine) };
    const upgrade = async ({ dialect }: Prepared, dying: Dying): Promise<unknown> => {
      const database = new Kysely<unknown>({ dialect: dying.wrap(dialect()) });
      try {
        return (await new Migrator({ db: database, provider }).migrateToLatest()).error;
      } catch (error) {
        return error;
      } finally {
        await database.destroy();
      }
    };
    const whole = await prepare();
    const counted = new Dying(Infinity);
    expect(await upgrade(whole, counted)).toBeUndefined();
    await whole.remove();

    for (const last of someOf(counted.statements)) {
      const prepared = await prepare();
      expect(await upgrade(prepared, new Dying(last))).toMatchObject({ message: 'killed' });
      const storage = await openStorage(prepared.location);
      const done = await storage.read.withTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').orderBy('name').execute();
      expect(done.map(({ name }) => name)).toEqual(Object.keys(migrationsFor(engine)));
      await storage.transaction((database) => noteAlive(database, last));
      await storage.close();
      await prepared.remove();
    }
  }, 120_000);
}

const SEED = Number(process.env['JIEDA_SEED'] ?? Date.now() % 100_000);
const KILLS = Number(process.env['JIEDA_KILLS'] ?? 12);

/** After which statements it is killed. */
function someOf(statements: number): number[] {
  const random = seededRandom(SEED);
  return Array.from({ length: KILLS }, () => random(statements));
}
