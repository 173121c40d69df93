import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openLog } from '../../src/base/log.ts';
import { openSettings } from '../../src/conversation/settings.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { replaceSetting } from '../../src/storage/setting.ts';
import { temporaryFolder } from '../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let storage: Storage;
beforeEach(async () => {
  folder = temporaryFolder();
  storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
});
afterEach(async () => {
  await storage.close();
  folder.remove();
});

const write = (value: unknown, rev: number) => storage.transaction((database) => replaceSetting(database, 'desk.capacity', JSON.stringify(value), rev));

it('what nobody has set holds its first value, and a change counts from the next look', async () => {
  const settings = await openSettings(storage, openLog('silent'));
  expect(settings.get('desk.capacity')).toEqual({ conversations: 5 });
  await write({ conversations: 9 }, 0);
  expect(settings.get('desk.capacity')).toEqual({ conversations: 5 });
  await settings.refresh();
  expect(settings.get('desk.capacity')).toEqual({ conversations: 9 });
});

it('what does not have its form counts as never set, and is reported', async () => {
  await write({ conversations: 'many' }, 0);
  const reported: unknown[] = [];
  const log = openLog('silent');
  log.error = ((details: unknown) => reported.push(details)) as typeof log.error;
  const settings = await openSettings(storage, log);
  expect(settings.get('desk.capacity')).toEqual({ conversations: 5 });
  expect(reported).toMatchObject([{ setting: 'desk.capacity', rev: 1 }]);
});
