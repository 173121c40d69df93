import { sql } from 'kysely';
import { JiedaError } from '../../base/errors.ts';
import type { Engine } from '../driver.ts';
import type { Database } from '../schema.ts';
import { readBackup, type BackupEnd, type BackupValue } from './format.ts';
import { listBackedUp } from './tables.ts';
import type { BackupProgress } from './write.ts';

/** Values of one statement; SQLite takes 32,766 at most. */
const VALUES_MAX = 5_000;
/** Bytes that are gathered before they are written. */
const BYTES_MAX = 8 * 1_048_576;

type Batch = { table: string; columns: string[]; rows: BackupValue[][]; bytes: number };

/**
 * Writes the rows of a backup into the tables, which are there and empty.
 * @throws JiedaError `backup.damaged` where it has a table or a column that the schema has not.
 */
export async function loadRows(database: Database, engine: Engine, path: string, { rows: totals }: BackupEnd, onProgress: BackupProgress): Promise<void> {
  // What migrations themselves have put there is in the backup, too.
  const tables = await listBackedUp(database, engine);
  for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(database);
  const batch: Batch = { table: '', columns: [], rows: [], bytes: 0 };
  let done = 0;
  const flush = async (): Promise<void> => {
    await insert(database, batch);
    done += batch.rows.length;
    if (batch.table !== '') onProgress(done, totals[batch.table] ?? done, batch.table);
    batch.rows = [];
    batch.bytes = 0;
  };
  await readBackup(path, () => undefined, async (line) => {
    if (line.type === 'file') return;
    if (line.type === 'table') {
      await flush();
      if (!tables.includes(line.table)) throw new JiedaError('backup.damaged', { reason: 'table', table: line.table });
      Object.assign(batch, { table: line.table, columns: line.columns });
      done = 0;
      return;
    }
    if (line.values.length !== batch.columns.length) throw new JiedaError('backup.damaged', { reason: 'row', table: batch.table });
    batch.rows.push(engine === 'postgres' ? line.values.map(withoutNul) : line.values);
    for (const value of line.values) batch.bytes += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8;
    if ((batch.rows.length + 1) * batch.columns.length > VALUES_MAX || batch.bytes > BYTES_MAX) await flush();
  });
  await flush();
  if (engine === 'postgres') await continueSequences(database);
}

async function insert(database: Database, { table, columns, rows }: Batch): Promise<void> {
  if (rows.length === 0) return;
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`));
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(database);
}

/** PostgreSQL has no NUL in texts, SQLite does; what a customer sent keeps its place by the sign for what cannot be shown. */
function withoutNul(value: BackupValue): BackupValue {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}

/** Numbers go on after the largest that was restored. */
async function continueSequences(database: Database): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns where table_schema = current_schema() and column_default like 'nextval(%'`.execute(database);
  for (const { table, column } of rows) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), greatest(1, (select max(${sql.ref(column)}) from ${sql.table(table)})), (select max(${sql.ref(column)}) is not null from ${sql.table(table)}))`.execute(database);
  }
}
