import { reportContract } from '../storage/reportContract.ts';
import { temporaryDatabase } from '../support/postgres.ts';

reportContract('PostgreSQL', async () => {
  const { url, remove } = await temporaryDatabase();
  return { location: { databaseUrl: url, dataPath: '' }, remove };
});
