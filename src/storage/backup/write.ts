import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { toIso } from '../../base/clock.ts';
import type { Config } from '../../base/config.ts';
import type { Engine } from '../driver.ts';
import type { Database } from '../schema.ts';
import { connectOnly } from './connection.ts';
import { listContentFiles, readContentFile } from './contentFolder.ts';
import { BACKUP_VERSION, fileLine, lineWriter, toStored, type BackupEnd } from './format.ts';
import { appliedMigrations, countRows, listBackedUp } from './tables.ts';

/** `stage` is the name of a table, or `files`. */
export type BackupProgress = (done: number, total: number, stage: string) => void;
type Place = Pick<Config, 'databaseUrl' | 'dataPath' | 'contentPath'>;

/** Rows that PostgreSQL hands out at a time; of tables that hold files and models few are in memory together. */
const ROWS = 200;
const ROWS_WITH_BYTES = 4;

/**
 * Writes everything of a place into one file, as it was at one moment, while servers go on: the database in one snapshot, then the content files.
 * The file appears under its name only when it is whole, readable for its owner alone.
 * @returns what it holds, and its size.
 */
export async function writeBackup(place: Place, path: string, now_ms: number, onProgress: BackupProgress = () => {}, signal?: AbortSignal): Promise<BackupEnd & { bytes: number }> {
  const temporary = `${path}.part`;
  let end: BackupEnd | undefined;
  const connection = connectOnly(place);
  try {
    await connection.snapshot(async (database) => {
      const lines = linesOf(database, connection.engine, place, now_ms, onProgress, (last) => (end = last));
      await pipeline(Readable.from(lines), createGzip(), createWriteStream(temporary, { mode: 0o600, flush: true }), ...(signal ? [{ signal }] : []));
    });
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return { ...end!, bytes: (await stat(path)).size };
  } finally {
    await connection.close();
    await rm(temporary, { force: true });
  }
}

async function* linesOf(database: Database, engine: Engine, { contentPath }: Place, now_ms: number, onProgress: BackupProgress, ended: (end: BackupEnd) => void): AsyncGenerator<string> {
  const { line, sha256 } = lineWriter();
  yield line({ jieda: 'backup', version: BACKUP_VERSION, engine, migrations: await appliedMigrations(database, engine), at: toIso(now_ms) });
  const tables = await listBackedUp(database, engine);
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const total = await countRows(database, table);
    rows[table] = 0;
    onProgress(0, total, table);
    for await (const row of rowsOf(database, engine, table)) {
      if (rows[table] === 0) yield line({ table, columns: Object.keys(row) });
      yield line(Object.values(row).map(toStored));
      rows[table] += 1;
      if (rows[table] % ROWS === 0) onProgress(rows[table], total, table);
    }
    if (rows[table] === 0) yield line({ table, columns: [] });
    onProgress(total, total, table);
  }
  const files = await listContentFiles(contentPath);
  for (const [index, file] of files.entries()) {
    yield line(fileLine({ file, content: await readContentFile(contentPath, file) }));
    onProgress(index + 1, files.length, 'files');
  }
  const end: BackupEnd = { end: true, rows, files: files.length, sha256: sha256() };
  ended(end);
  yield `${JSON.stringify(end)}\n`;
}

async function* rowsOf(database: Database, engine: Engine, table: string): AsyncGenerator<Record<string, unknown>> {
  if (engine === 'sqlite') {
    yield* database.selectFrom(table as 'setting').selectAll().stream() as unknown as AsyncIterable<Record<string, unknown>>;
    return;
  }
  const { rows } = await sql<{ bytes: boolean }>`select exists (select 1 from information_schema.columns where table_schema = current_schema() and table_name = ${table} and data_type = 'bytea') as bytes`.execute(database);
  const count = rows[0]!.bytes ? ROWS_WITH_BYTES : ROWS;
  await sql`declare backup_rows no scroll cursor for select * from ${sql.table(table)}`.execute(database);
  for (;;) {
    const page = await sql<Record<string, unknown>>`fetch ${sql.raw(String(count))} from backup_rows`.execute(database);
    yield* page.rows;
    if (page.rows.length < count) break;
  }
  await sql`close backup_rows`.execute(database);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
