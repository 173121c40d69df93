import { mkdirSync } from 'node:fs';
import { Migrator } from 'kysely';
import type { Config } from '../base/config.ts';
import { migrationsFor } from './migrations/index.ts';
import type { Database } from './schema.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export type Engine = 'sqlite' | 'postgres';

/**
 * The database. `read` sees committed rows only. `transaction` runs work in one transaction and resolves once it is committed and
 * durable; when the work throws, nothing of it remains. A transaction may share its commit with others, so its work awaits nothing but
 * queries on the connection it is given.
 */
export type Storage = {
  engine: Engine;
  read: Database;
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** Room that is left on the disk of an embedded database, in bytes; `null` where the database is elsewhere. */
  freeBytes(): Promise<number | null>;
  close(): Promise<void>;
};

/** Opens the database of the configuration and brings its schema up to date. An older program refuses a newer schema. */
export async function openStorage(config: Pick<Config, 'databaseUrl' | 'dataPath'>): Promise<Storage> {
  if (config.databaseUrl === undefined) mkdirSync(config.dataPath, { recursive: true });
  const storage = config.databaseUrl === undefined ? openSqlite(`${config.dataPath}/jieda.db`) : openPostgres(config.databaseUrl);
  try {
    await migrate(storage);
  } catch (error) {
    await storage.close();
    throw error;
  }
  return storage;
}

async function migrate(storage: Storage & { writer: Database }): Promise<void> {
  const migrator = new Migrator({ db: storage.writer, provider: { getMigrations: async () => migrationsFor(storage.engine) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
