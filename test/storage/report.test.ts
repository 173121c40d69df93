import { temporaryFolder } from '../support/folder.ts';
import { reportContract } from './reportContract.ts';

reportContract('SQLite', async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
});
