import { sql } from 'kysely';
import type { Engine } from '../driver.ts';
import type { Database } from '../schema.ts';

/** What can be made again of the other tables, and what the migrator keeps for itself. */
const LEFT_OUT = /^(search_line|search_backlog|kysely_migration|kysely_migration_lock)$/;

/** The tables of a database, those that others refer to first. */
export async function listTables(database: Database, engine: Engine): Promise<string[]> {
  const [names, references] = engine === 'sqlite' ? await ofSqlite(database) : await ofPostgres(database);
  return inOrder(names, references);
}

/** Those that a backup holds. */
export async function listBackedUp(database: Database, engine: Engine): Promise<string[]> {
  return (await listTables(database, engine)).filter((name) => !LEFT_OUT.test(name));
}

type Reference = { child: string; parent: string };

async function ofSqlite(database: Database): Promise<[string[], Reference[]]> {
  const { rows } = await sql<{ name: string; sql: string }>`select name, sql from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`.execute(database);
  // A full-text index is a table with tables behind it, whose names begin like its own.
  const virtual = rows.filter((row) => /^create virtual/i.test(row.sql)).map(({ name }) => name);
  const names = rows.map(({ name }) => name).filter((name) => !virtual.some((index) => name === index || name.startsWith(`${index}_`)));
  const references = await sql<Reference>`select m.name as child, f."table" as parent from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'`.execute(database);
  return [names, references.rows];
}

async function ofPostgres(database: Database): Promise<[string[], Reference[]]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(database);
  const references = await sql<Reference>`
    select c.relname as child, p.relname as parent from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace`.execute(database);
  return [rows.map(({ name }) => name), references.rows];
}

function inOrder(names: readonly string[], references: readonly Reference[]): string[] {
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name) || !names.includes(name)) return;
    for (const { child, parent } of references) if (child === name && parent !== name) visit(parent);
    ordered.push(name);
  };
  for (const name of names) visit(name);
  return ordered;
}

/** The names of the migrations that were applied; none in a database that was never opened. */
export async function appliedMigrations(database: Database, engine: Engine): Promise<string[]> {
  if (!(await listTables(database, engine)).includes('kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map(({ name }) => name);
}

export async function countRows(database: Database, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(database);
  return Number(rows[0]!.count);
}
