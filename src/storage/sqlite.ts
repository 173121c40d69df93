import LibsqlDatabase from 'libsql';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { groupCommits } from './groupCommit.ts';
import type { Storage } from './driver.ts';
import type { Database, Schema } from './schema.ts';

/** How long a write waits for another process (a command line beside the server) before it gives up. */
const BUSY_MS = 5_000;

/**
 * The embedded engine: one connection writes, one reads. WAL lets the reader see the last commit while the writer works;
 * `synchronous=FULL` makes each commit durable before it is acknowledged.
 */
export function openSqlite(path: string): Storage & { writer: Database } {
  const writer = connect(path);
  const read = connect(path);
  return {
    engine: 'sqlite',
    read,
    writer,
    transaction: groupCommits(writer),
    async close() {
      await read.destroy();
      await writer.destroy();
    },
  };
}

function connect(path: string): Database {
  const connection = new LibsqlDatabase(path, { timeout: BUSY_MS });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // libsql has the interface of better-sqlite3, which is what the dialect asks for; only its declared types are looser.
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection as unknown as SqliteDatabase }) });
}
