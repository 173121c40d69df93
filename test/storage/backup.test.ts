import { expect, test } from '@jest/globals';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectSqlite } from '../../src/storage/backup/connection.ts';
import { restoreBackup } from '../../src/storage/backup/restore.ts';
import { writeBackup } from '../../src/storage/backup/write.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { openStorage } from '../../src/storage/driver.ts';
import { temporaryFolder } from '../support/folder.ts';
import { aConversation } from '../support/conversation.ts';
import { backupContract } from './backupContract.ts';

const sqlite = async () => {
  const folder = temporaryFolder();
  return { location: { databaseUrl: undefined, dataPath: folder.path }, remove: folder.remove };
};

backupContract('from SQLite to SQLite', sqlite, sqlite);

test('what a killed server had committed stands in the one file that is kept beside a restored database', async () => {
  const folder = temporaryFolder();
  const [running, killed, contentPath] = ['running', 'killed', 'content'].map((name) => join(folder.path, name)) as [string, string, string];
  for (const path of [killed, contentPath]) mkdirSync(path);
  const storage = await openStorage({ databaseUrl: undefined, dataPath: running });
  const file = join(folder.path, 'backup.gz');
  await writeBackup({ databaseUrl: undefined, dataPath: running, contentPath }, file, 1);
  await storage.transaction((database) => insertConversation(database, aConversation({ id: 'the-last' })));
  for (const suffix of ['', '-wal']) copyFileSync(join(running, `jieda.db${suffix}`), join(killed, `jieda.db${suffix}`));
  const { kept } = await restoreBackup({ databaseUrl: undefined, dataPath: killed, contentPath }, file, { force: true, now_ms: 2 });
  const alone = join(folder.path, 'alone.db');
  copyFileSync(kept!, alone);
  const connection = connectSqlite(alone);
  expect(await connection.snapshot((database) => database.selectFrom('conversation').select('id').execute())).toEqual([{ id: 'the-last' }]);
  await connection.close();
  expect(existsSync(join(killed, 'jieda.db-wal'))).toBe(false);
  writeFileSync(join(killed, 'jieda.db'), 'no database at all, which is why it is restored');
  const again = await restoreBackup({ databaseUrl: undefined, dataPath: killed, contentPath }, file, { force: true, now_ms: 3 });
  expect(readFileSync(again.kept!, 'utf8')).toContain('no database at all');
  await storage.close();
  folder.remove();
});
