import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { JiedaError } from '../base/errors.ts';

/**
 * Codes with which the engines say that the database cannot work now, though nothing is wrong with the query: SQLite's result codes for a full disk,
 * failing files and a lock that is not given up; SQLSTATE classes 08 (connection), 53 (resources) and 57P (shut down, starting);
 * the system's own for a server that is not there.
 */
const PASSING = /^(SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM)|08\w{3}|53\w{3}|57P\w{2}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|ENOSPC)/;

/** What `pg` says without a code when a connection ends under a query, or none is free in time. */
const ENDED = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/;

/** The error as it is told: one that passes becomes `storage.unavailable` with its cause, so that clients wait and try again. */
export function toldOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof JiedaError) return error;
  const code = 'code' in error ? String(error.code) : '';
  return PASSING.test(code) || ENDED.test(error.message) ? new JiedaError('storage.unavailable', undefined, error) : error;
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toldOf(error);
  }
}

/** The same dialect, whose queries fail with `storage.unavailable` while the database cannot work. */
export function tellingUnavailable(dialect: Dialect): Dialect {
  return {
    createDriver: () => new TellingDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
  };
}

class TellingDriver implements Driver {
  readonly #driver: Driver;
  /** The driver knows its own connections only. */
  readonly #own = new WeakMap<DatabaseConnection, DatabaseConnection>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init(): Promise<void> {
    return told(() => this.#driver.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const own = await told(() => this.#driver.acquireConnection());
    const connection = new TellingConnection(own);
    this.#own.set(connection, own);
    return connection;
  }

  beginTransaction(connection: DatabaseConnection, settings: Parameters<Driver['beginTransaction']>[1]): Promise<void> {
    return told(() => this.#driver.beginTransaction(this.#of(connection), settings));
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return told(() => this.#driver.commitTransaction(this.#of(connection)));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return told(() => this.#driver.rollbackTransaction(this.#of(connection)));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return told(() => this.#driver.releaseConnection(this.#of(connection)));
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }

  #of(connection: DatabaseConnection): DatabaseConnection {
    return this.#own.get(connection) ?? connection;
  }
}

class TellingConnection implements DatabaseConnection {
  readonly #own: DatabaseConnection;

  constructor(own: DatabaseConnection) {
    this.#own = own;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return told(() => this.#own.executeQuery<Row>(query));
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    try {
      yield* this.#own.streamQuery<Row>(query, chunkSize);
    } catch (error) {
      throw toldOf(error);
    }
  }
}
