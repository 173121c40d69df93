import { temporaryFolder } from '../support/folder.ts';
import { storageContract } from './contract.ts';

storageContract('SQLite', async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
});
