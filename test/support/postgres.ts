import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where tests may create databases; an account that needs no password on this machine by default. */
const SERVER = process.env['JIEDA_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A database of its own for a test, and its removal. */
export async function temporaryDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `jieda_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => onServer(`drop database ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
