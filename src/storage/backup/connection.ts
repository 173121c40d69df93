import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '../../base/config.ts';
import { JiedaError } from '../../base/errors.ts';
import type { Engine } from '../driver.ts';
import { openPostgres } from '../postgres.ts';
import type { Database } from '../schema.ts';
import { openSqlite, openSqliteAlone } from '../sqlite.ts';

/** A database that is opened as it is: nothing is created and no schema is brought up to date. */
export type Connection = {
  engine: Engine;
  /** Runs work on one connection that sees everything as it was when it began, whatever others write meanwhile. */
  snapshot<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** Runs work in one transaction; schema changes belong to it. */
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

export function databaseFile(dataPath: string): string {
  return `${dataPath}/jieda.db`;
}

/** @throws JiedaError `content.not_found` with the path where SQLite is asked for and there is no database. */
export function connectOnly({ databaseUrl, dataPath }: Pick<Config, 'databaseUrl' | 'dataPath'>): Connection {
  if (databaseUrl !== undefined) return connectPostgres(databaseUrl);
  const path = databaseFile(dataPath);
  if (!existsSync(path)) throw new JiedaError('content.not_found', { path });
  return connectSqlite(path);
}

/** A database that others may have open, too. */
export function connectSqlite(path: string): Connection {
  const storage = openSqlite(path);
  return onSqlite(storage.writer, () => storage.close());
}

/** A new database, all of it in this file once it is closed. */
export function createSqlite(path: string): Connection {
  const database = openSqliteAlone(path);
  return onSqlite(database, () => database.destroy());
}

/** Writes into the file of a database what was committed and lies beside it. */
export async function foldSqlite(path: string): Promise<void> {
  const storage = openSqlite(path);
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(storage.writer);
  } finally {
    await storage.close();
  }
}

function onSqlite(writer: Database, close: () => Promise<void>): Connection {
  const within = <Result>(work: (database: Database) => Promise<Result>): Promise<Result> =>
    writer.connection().execute(async (database) => {
      await sql`begin`.execute(database);
      try {
        const result = await work(database);
        await sql`commit`.execute(database);
        return result;
      } catch (error) {
        await sql`rollback`.execute(database);
        throw error;
      }
    });
  return {
    engine: 'sqlite',
    snapshot: within,
    transaction: (work) =>
      within(async (database) => {
        // Rows may refer to later ones of their own table; all is looked at when it is committed.
        await sql`pragma defer_foreign_keys = on`.execute(database);
        return work(database);
      }),
    close,
  };
}

export function connectPostgres(url: string): Connection {
  const storage = openPostgres(url);
  return {
    engine: 'postgres',
    snapshot: (work) => storage.writer.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    transaction: (work) =>
      storage.writer.transaction().execute(async (database) => {
        await sql`set local statement_timeout = 0`.execute(database);
        return work(database);
      }),
    close: () => storage.close(),
  };
}
