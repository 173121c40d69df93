import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Config } from '../../base/config.ts';
import { JiedaError } from '../../base/errors.ts';
import { claimFolder } from '../claim.ts';
import type { Engine } from '../driver.ts';
import { migrationsFor } from '../migrations/index.ts';
import type { Database } from '../schema.ts';
import { connectPostgres, connectSqlite, createSqlite, databaseFile, foldSqlite, type Connection } from './connection.ts';
import { checkContentPath, differingFiles, replaceContent } from './contentFolder.ts';
import { readBackup, type BackupEnd, type BackupHeader } from './format.ts';
import { loadRows } from './load.ts';
import { countRows, listBackedUp, listTables } from './tables.ts';
import type { BackupProgress } from './write.ts';

type Place = Pick<Config, 'databaseUrl' | 'dataPath' | 'contentPath'>;
export type Restored = { rows: Record<string, number>; files: number; kept: string | null };

/**
 * Puts a backup into a place, whichever engine it is of. It is read to its end first, so that nothing has changed when it is refused; the database
 * is then filled in one transaction (SQLite: in a file of its own that takes the old one's place), and counted before that is committed.
 * Afterwards the schema is up to date, and what is searched in is indexed again when a server runs.
 * @param force replaces what is there: of SQLite the old database is kept beside the new one (`kept`), of PostgreSQL it is dropped.
 * @throws JiedaError `backup.damaged`, `backup.newer`, `backup.not_empty` with `what`, `storage.in_use`.
 */
export async function restoreBackup(place: Place, path: string, { force, now_ms }: { force: boolean; now_ms: number }, onProgress: BackupProgress = () => {}): Promise<Restored> {
  const { header, end, files } = await examine(path, place.databaseUrl === undefined ? 'sqlite' : 'postgres', onProgress);
  if (!force) {
    const differing = await differingFiles(place.contentPath, files);
    if (differing.length > 0) throw new JiedaError('backup.not_empty', { what: 'content', path: place.contentPath, files: differing.slice(0, 10) });
  }
  const kept = place.databaseUrl === undefined
    ? await intoSqlite(place.dataPath, force, now_ms, (connection) => fill(connection, path, header, end, onProgress))
    : await intoPostgres(place.databaseUrl, force, (connection) => fill(connection, path, header, end, onProgress, force));
  await replaceContent(place.contentPath, files);
  return { rows: end.rows, files: end.files, kept };
}

/** Reads all of it once: it is whole, of a version that is known, and its content files are such. */
async function examine(path: string, engine: Engine, onProgress: BackupProgress): Promise<{ header: BackupHeader; end: BackupEnd; files: Map<string, Buffer> }> {
  const known = new Set(Object.keys(migrationsFor(engine)));
  const files = new Map<string, Buffer>();
  let header: BackupHeader | undefined;
  let lines = 0;
  const end = await readBackup(
    path,
    (first) => {
      const newer = first.migrations.filter((name) => !known.has(name));
      if (newer.length > 0) throw new JiedaError('backup.newer', { migrations: newer });
      header = first;
    },
    (line) => {
      lines += 1;
      if (lines % 1_000 === 0) onProgress(lines, lines + 1_000, 'reading');
      if (line.type !== 'file') return;
      checkContentPath(line.file.file);
      files.set(line.file.file, line.file.content);
    },
  );
  onProgress(lines, lines, 'reading');
  return { header: header!, end, files };
}

async function intoSqlite(dataPath: string, force: boolean, now_ms: number, fillIn: (connection: Connection) => Promise<void>): Promise<string | null> {
  await mkdir(dataPath, { recursive: true });
  const release = claimFolder(dataPath);
  const path = databaseFile(dataPath);
  const fresh = `${path}.restoring`;
  try {
    if (existsSync(path) && !force) await requireEmpty(connectSqlite(path));
    await removeDatabase(fresh);
    const connection = createSqlite(fresh);
    try {
      await fillIn(connection);
    } finally {
      await connection.close();
    }
    const kept = existsSync(path) && force ? `${path}.before-${now_ms}` : null;
    if (kept !== null) await foldIn(path);
    for (const suffix of ['', '-wal', '-shm']) {
      if (!existsSync(path + suffix)) continue;
      if (kept === null) await rm(path + suffix);
      else await rename(path + suffix, kept + suffix);
    }
    await rename(fresh, path);
    return kept;
  } finally {
    await removeDatabase(fresh);
    release();
  }
}

/**
 * Brings what a database has beside its file, after a server that was killed, into the file: nothing that was committed is parted from it, whatever
 * happens while it is moved. One that is too damaged for that is kept as it lies there.
 */
async function foldIn(path: string): Promise<void> {
  try {
    await foldSqlite(path);
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code))) throw error;
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
}

async function intoPostgres(url: string, force: boolean, fillIn: (connection: Connection) => Promise<void>): Promise<null> {
  if (!force) await requireEmpty(connectPostgres(url));
  const connection = connectPostgres(url);
  try {
    await fillIn(connection);
  } finally {
    await connection.close();
  }
  return null;
}

/** @throws JiedaError `backup.not_empty` with the first table that has a row. */
async function requireEmpty(connection: Connection): Promise<void> {
  try {
    await connection.snapshot(async (database) => {
      for (const table of await listBackedUp(database, connection.engine)) {
        if ((await countRows(database, table)) > 0) throw new JiedaError('backup.not_empty', { what: 'database', table });
      }
    });
  } finally {
    await connection.close();
  }
}

/** Makes the schema that the backup was written with, fills it, brings it up to date and counts. */
async function fill({ engine, transaction }: Connection, path: string, header: BackupHeader, end: BackupEnd, onProgress: BackupProgress, replace = engine === 'postgres'): Promise<void> {
  const migrations = Object.entries(migrationsFor(engine)).sort(([one], [other]) => (one < other ? -1 : 1));
  const applied = new Set(header.migrations);
  await transaction(async (database) => {
    if (replace || engine === 'postgres') await dropAll(database);
    await prepareMigrator(database);
    for (const [name, { up }] of migrations.filter(([one]) => applied.has(one))) await migrate(database, name, up);
    await loadRows(database, engine, path, end, onProgress);
    for (const [table, count] of Object.entries(end.rows)) {
      if ((await countRows(database, table)) !== count) throw new JiedaError('backup.damaged', { reason: 'count', table });
    }
    for (const [name, { up }] of migrations.filter(([one]) => !applied.has(one))) await migrate(database, name, up);
    // The index is filled from here by whoever runs next.
    await sql`delete from search_backlog`.execute(database);
    await sql`insert into search_backlog (conversation_id, seq, at) select conversation_id, seq, at from message where kind <> 'notice'`.execute(database);
  });
}

/** PostgreSQL: a database that was opened once has tables without rows; they go with the rest. */
async function dropAll(database: Database): Promise<void> {
  for (const table of (await listTables(database, 'postgres')).reverse()) await sql`drop table ${sql.table(table)} cascade`.execute(database);
  await sql`drop function if exists audit_only_grows()`.execute(database);
}

/** The migrator's own tables, as it makes them; it takes over at the next start. */
async function prepareMigrator({ schema }: Database): Promise<void> {
  await schema.createTable('kysely_migration').addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey()).addColumn('timestamp', 'varchar(255)', (column) => column.notNull()).execute();
  await schema.createTable('kysely_migration_lock').addColumn('id', 'varchar(255)', (column) => column.notNull().primaryKey()).addColumn('is_locked', 'integer', (column) => column.notNull().defaultTo(0)).execute();
}

async function migrate(database: Database, name: string, up: (database: Database) => Promise<void>): Promise<void> {
  await up(database);
  await sql`insert into kysely_migration (name, timestamp) values (${name}, ${name})`.execute(database);
}
