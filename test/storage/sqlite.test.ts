import LibsqlDatabase from 'libsql';
import { SqliteDialect, type SqliteDatabase } from 'kysely';
import { temporaryFolder } from '../support/folder.ts';
import { storageContract } from './contract.ts';
import { migrationContract } from './migrations.ts';
import { ticketContract } from './ticketContract.ts';

const prepare = async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
};

storageContract('SQLite', prepare);
ticketContract('SQLite', prepare);

migrationContract('sqlite', async () => {
  const folder = temporaryFolder();
  const database = new LibsqlDatabase(`${folder.path}/jieda.db`) as unknown as SqliteDatabase;
  return { location: { databaseUrl: undefined, dataPath: folder.path }, dialect: new SqliteDialect({ database }), remove: folder.remove };
});
