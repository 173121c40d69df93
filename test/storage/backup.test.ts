import { temporaryFolder } from '../support/folder.ts';
import { backupContract } from './backupContract.ts';

const sqlite = async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
};

backupContract('from SQLite to SQLite', sqlite, sqlite);
