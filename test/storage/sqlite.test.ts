import LibsqlDatabase from 'libsql';
import type { SqliteDatabase } from 'kysely';
import { OwnSqliteDialect } from '../../src/storage/sqlite.ts';
import { temporaryFolder } from '../support/folder.ts';
import { storageContract } from './contract.ts';
import { erasureContract } from './erasureContract.ts';
import { forbiddenContract } from './forbiddenContract.ts';
import { listContract } from './listContract.ts';
import { lookContract } from './lookContract.ts';
import { migrationContract } from './migrations.ts';
import { routingContract } from './routingContract.ts';
import { sentenceContract } from './sentenceContract.ts';
import { ticketContract } from './ticketContract.ts';

const prepare = async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
};

storageContract('SQLite', prepare);
forbiddenContract('SQLite', prepare);
erasureContract('SQLite', prepare);
listContract('SQLite', prepare);
lookContract('SQLite', prepare);
routingContract('SQLite', prepare);
sentenceContract('SQLite', prepare);
ticketContract('SQLite', prepare);

migrationContract('sqlite', async () => {
  const folder = temporaryFolder();
  const dialect = () => new OwnSqliteDialect({ database: new LibsqlDatabase(`${folder.path}/jieda.db`) as unknown as SqliteDatabase });
  return { location: { databaseUrl: undefined, dataPath: folder.path }, dialect, remove: folder.remove };
});
