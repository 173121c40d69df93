import { temporaryFolder } from '../support/folder.ts';
import { questionContract } from './questionContract.ts';

questionContract('SQLite', async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
});
