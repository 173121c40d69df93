import { questionContract } from '../storage/questionContract.ts';
import { temporaryDatabase } from '../support/postgres.ts';

questionContract('PostgreSQL', async () => {
  const { url, remove } = await temporaryDatabase();
  return { location: { databaseUrl: url, dataPath: '' }, remove };
});
