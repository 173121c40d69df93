import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import LibsqlDatabase from 'libsql';
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, type DatabaseConnection, type Driver, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { groupCommits } from './groupCommit.ts';
import type { Storage } from './driver.ts';
import type { Database, Schema } from './schema.ts';
import { tellingUnavailable } from './unavailable.ts';

/** Memory for pages of the database that were used last, of the connection that writes: what is inserted lies all over the indexes. */
const WRITER_CACHE_KB = 16_384;
/** Pages that the log holds before they are brought to their places: each is then written there once, however many commits have changed it. */
const LOG_PAGES = 4_000;
/** How long a write waits for another process (a command line beside the server) before it gives up. */
const BUSY_MS = 5_000;

/**
 * The embedded engine: one connection writes, one reads. WAL lets the reader see the last commit while the writer works;
 * `synchronous=FULL` makes each commit durable before it is acknowledged.
 */
export function openSqlite(path: string): Storage & { writer: Database } {
  const writer = connect(path, 'WAL', WRITER_CACHE_KB);
  const read = connect(path);
  return {
    engine: 'sqlite',
    read,
    writer,
    transaction: groupCommits(writer),
    async freeBytes() {
      const { bavail, bsize } = await statfs(dirname(path));
      return bavail * bsize;
    },
    async close() {
      await read.destroy();
      await writer.destroy();
    },
  };
}

/** One connection to a database of its own that nobody else opens; all of it is in the one file whenever nothing is under way. */
export function openSqliteAlone(path: string): Database {
  return connect(path, 'DELETE');
}

function connect(path: string, journal: 'WAL' | 'DELETE' = 'WAL', cache_KB?: number): Database {
  const connection = new LibsqlDatabase(path, { timeout: BUSY_MS });
  connection.pragma(`journal_mode = ${journal}`);
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  // Negative: kilobytes, not pages.
  if (cache_KB !== undefined) connection.pragma(`cache_size = -${cache_KB}`);
  // libsql has the interface of better-sqlite3, which is what the dialect asks for; only its declared types are looser.
  return new Kysely<Schema>({ dialect: tellingUnavailable(new OwnSqliteDialect({ database: keepingStatements(connection as unknown as SqliteDatabase) })) });
}

/**
 * What Kysely's dialect leaves undone: schema changes are transactional on SQLite, too, so that an upgrade that is killed leaves nothing of itself behind;
 * and a transaction takes its lock at once, so that of two that upgrade one waits for the other.
 */
export class OwnSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSchema();
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    driver.beginTransaction = async (connection: DatabaseConnection): Promise<void> => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    };
    return driver;
  }
}

class TransactionalSchema extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** How many prepared statements a connection keeps; the program has fewer, but lists of ids make some of every length. */
const STATEMENTS_MAX = 200;
/** Letters of a statement that is kept. Longer ones hold hundreds of values: they take as much memory as a thousand others, and hardly one is ever asked twice. */
const STATEMENT_LENGTH_MAX = 4_000;

/** Kysely prepares every statement anew, which costs as much as running it; kept ones run again. The oldest make room. */
function keepingStatements(connection: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = connection.prepare(sql);
      if (sql.length > STATEMENT_LENGTH_MAX) return statement;
      // Read once: the answer does not change, and asking crosses into native code.
      const keepable: SqliteStatement = {
        reader: statement.reader,
        all: (parameters) => statement.all(parameters),
        run: (parameters) => statement.run(parameters),
        iterate: (parameters) => statement.iterate(parameters),
      };
      if (kept.size >= STATEMENTS_MAX) kept.delete(kept.keys().next().value as string);
      kept.set(sql, keepable);
      return keepable;
    },
    close() {
      kept.clear();
      connection.close();
    },
  };
}
