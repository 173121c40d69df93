import { backupContract } from '../storage/backupContract.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryDatabase } from '../support/postgres.ts';

const sqlite = async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
};
const postgres = async () => {
  const { url, remove } = await temporaryDatabase();
  return { location: { databaseUrl: url, dataPath: '' }, remove };
};

backupContract('from PostgreSQL to PostgreSQL', postgres, postgres);
backupContract('from SQLite to PostgreSQL', sqlite, postgres);
backupContract('from PostgreSQL to SQLite', postgres, sqlite);
