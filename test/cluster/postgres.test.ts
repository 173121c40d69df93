import { storageContract } from '../storage/contract.ts';
import { temporaryDatabase } from '../support/postgres.ts';

storageContract('PostgreSQL', async () => {
  const { url, remove } = await temporaryDatabase();
  return { location: { databaseUrl: url, dataPath: '' }, remove };
});
