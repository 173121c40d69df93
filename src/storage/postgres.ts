import pg from 'pg';
import { Kysely, PostgresDialect } from 'kysely';
import type { Storage } from './driver.ts';
import type { Database, Schema } from './schema.ts';
import { tellingUnavailable } from './unavailable.ts';

const CONNECTIONS_MAX = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Whole numbers of 64 bits arrive as text by default; ours are times in ms and fit a double. */
const types = { getTypeParser: (id: number, format?: string) => (id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format as 'text')) };

/** SQLSTATEs after which the same work may succeed when it is run again from the start. */
const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS_MAX = 5;

/** PostgreSQL, for several nodes. The conversation's row lock orders its turns; isolation is READ COMMITTED. */
export function openPostgres(url: string): Storage & { writer: Database } {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types: types as unknown as pg.CustomTypesConfig,
  });
  // A connection that breaks (server restart) is thrown away by the pool, whether it was idle or between two queries of a transaction, whose next query
  // tells of it. Without both listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Schema>({ dialect: tellingUnavailable(new PostgresDialect({ pool })) });
  return {
    engine: 'postgres',
    read: database,
    writer: database,
    transaction: (work) => retried(() => database.transaction().execute(work)),
    freeBytes: async () => null,
    close: () => database.destroy(),
  };
}

async function retried<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!RETRIED.has(code) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
