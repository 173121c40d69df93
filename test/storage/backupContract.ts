import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Config } from '../../src/base/config.ts';
import { audit, listAudit } from '../../src/storage/audit.ts';
import { connectOnly } from '../../src/storage/backup/connection.ts';
import { restoreBackup } from '../../src/storage/backup/restore.ts';
import { writeBackup } from '../../src/storage/backup/write.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { findFile, insertFile } from '../../src/storage/file.ts';
import { insertMessages, listMessages } from '../../src/storage/message.ts';
import { findRelease, insertRelease } from '../../src/storage/release.ts';
import { hasBacklog } from '../../src/storage/search.ts';
import { temporaryFolder } from '../support/folder.ts';
import { aReleaseContent } from '../support/content.ts';
import { aConversation, aMessage } from '../support/conversation.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };
export type Prepare = () => Promise<{ location: Location; remove(): Promise<void> | void }>;
type Place = Pick<Config, 'databaseUrl' | 'dataPath' | 'contentPath'>;

const NOW = 1_764_000_000_000;
/** Lines that end elsewhere, quotes, a character of four bytes, and one that is no character. */
const ODD = '您好\u2028\u0085"\\\r\n𠮷\u0001';

/** What a backup from one engine into the other has to bring along. */
export function backupContract(name: string, from: Prepare, to: Prepare): void {
  describe(`a backup ${name}`, () => {
    const removals: (() => Promise<void> | void)[] = [];
    let file: string;
    let source: Place;
    let storage: Storage;

    const place = async (prepare: Prepare): Promise<Place> => {
      const { location, remove } = await prepare();
      const content = temporaryFolder();
      removals.push(remove, content.remove);
      return { ...location, contentPath: content.path };
    };
    beforeEach(async () => {
      const folder = temporaryFolder();
      removals.push(folder.remove);
      file = join(folder.path, 'backup.gz');
      source = await place(from);
      for (const [path, text] of [['intents/greeting.json', '{"id":"greeting"}\n'], ['dialogs/conversations/one.txt', ODD], ['data/lexicons/words.json', '[]']] as const) {
        await mkdir(join(source.contentPath, path, '..'), { recursive: true });
        await writeFile(join(source.contentPath, path), text);
      }
      await mkdir(join(source.contentPath, 'data/local'), { recursive: true });
      await writeFile(join(source.contentPath, 'data/local/secret'), 'run-time data');
      await writeFile(join(source.contentPath, 'data/picture.bin'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
      storage = await openStorage(source);
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'c1', seq: 2 }));
        await insertMessages(database, [aMessage({ conversationId: 'c1', seq: 1, text: ODD }), aMessage({ conversationId: 'c1', seq: 2, text: '二' })]);
        await insertFile(database, { key: 'f1', conversationId: 'c1', type: 'image/png', content: Buffer.from([0, 1, 255]) }, 5);
        await insertRelease(database, { hash: 'abc', content: aReleaseContent(), model: new Uint8Array([9, 8, 7]), createdAt_ms: 7 });
        for (const by of ['a', 'b', 'c']) await audit(database, { at_ms: 1, by, action: 'content.changed' });
      });
    });
    afterEach(async () => {
      await storage.close();
      for (const remove of removals.splice(0)) await remove();
    });

    it('brings every table and content file along, and goes on counting where it was', async () => {
      const target = await place(to);
      const written = await writeBackup(source, file, NOW);
      expect(written).toMatchObject({ files: 4, rows: { conversation: 1, message: 2, audit: 3, person: 0 } });
      expect(await restoreBackup(target, file, { force: false, now_ms: NOW })).toMatchObject({ rows: written.rows, files: 4 });
      const restored = await openStorage(target);
      const { read } = restored;
      expect((await listMessages(read, 'c1', 0, 9)).map(({ text }) => text)).toEqual([ODD, '二']);
      expect([...(await findFile(read, 'c1', 'f1'))!.content]).toEqual([0, 1, 255]);
      expect([...(await findRelease(read, 1)).model]).toEqual([9, 8, 7]);
      expect(await hasBacklog(read)).toBe(true);
      await restored.transaction((database) => audit(database, { at_ms: 2, by: 'd', action: 'content.changed' }));
      expect((await listAudit(read, {}, 9)).map(({ by, seq }) => [by, seq])).toEqual([['d', 4], ['c', 3], ['b', 2], ['a', 1]]);
      await restored.close();
      expect((await readdir(target.contentPath, { recursive: true })).filter((path) => path.includes('.')).sort()).toEqual(['data/lexicons/words.json', 'data/picture.bin', 'dialogs/conversations/one.txt', 'intents/greeting.json']);
      expect([...(await readFile(join(target.contentPath, 'data/picture.bin')))]).toEqual([0xff, 0xfe, 0x00, 0x80]);
      expect(await readFile(join(target.contentPath, 'dialogs/conversations/one.txt'), 'utf8')).toBe(ODD);
    });

    it('is the same after it was restored and written again', async () => {
      const target = await place(to);
      const first = await writeBackup(source, file, NOW);
      await restoreBackup(target, file, { force: false, now_ms: NOW });
      const again = await writeBackup(target, `${file}2`, NOW);
      expect([again.rows, again.files]).toEqual([first.rows, first.files]);
      const body = async (path: string) => gunzipSync(await readFile(path)).toString('utf8').split('\n').slice(1, -2).filter((line) => line.startsWith('[') || line.startsWith('{"file"')).sort();
      expect(await body(`${file}2`)).toEqual(await body(file));
    });

    it('replaces what is there only by force', async () => {
      const target = await place(to);
      await writeBackup(source, file, NOW);
      const other = await openStorage(target);
      await other.transaction((database) => insertConversation(database, aConversation({ id: 'theirs' })));
      await other.close();
      await expect(restoreBackup(target, file, { force: false, now_ms: NOW })).rejects.toMatchObject({ code: 'backup.not_empty', details: { what: 'database', table: 'conversation' } });
      await restoreBackup(target, file, { force: true, now_ms: NOW });
      await mkdir(join(target.contentPath, 'intents'), { recursive: true });
      await writeFile(join(target.contentPath, 'intents/greeting.json'), 'mine');
      await expect(restoreBackup(target, file, { force: false, now_ms: NOW })).rejects.toMatchObject({ code: 'backup.not_empty', details: { what: 'content', files: ['intents/greeting.json'] } });
      const connection = connectOnly(target);
      const ids = await connection.snapshot((database) => database.selectFrom('conversation').select('id').execute());
      await connection.close();
      expect(ids).toEqual([{ id: 'c1' }]);
    });

    it('that is cut, changed, of a later version or of none is refused before anything changes', async () => {
      await writeBackup(source, file, NOW);
      const good = await readFile(file);
      const plain = gunzipSync(good).toString('utf8');
      const lines = plain.trimEnd().split('\n');
      const flipped = Buffer.from(good);
      flipped[Math.floor(good.length / 2)]! ^= 0x10;
      const bad: [string, Buffer, string][] = [
        ['cut', good.subarray(0, good.length - 9), 'backup.damaged'],
        ['half', good.subarray(0, good.length / 2), 'backup.damaged'],
        ['flipped', flipped, 'backup.damaged'],
        ['changed', gzipSync(plain.replace('二', '三')), 'backup.damaged'],
        ['a row less', gzipSync(lines.filter((line) => !line.includes('二')).join('\n')), 'backup.damaged'],
        ['no end', gzipSync(lines.slice(0, -1).join('\n')), 'backup.damaged'],
        ['more', gzipSync(`${plain}["x"]\n`), 'backup.damaged'],
        ['later format', gzipSync(plain.replace('"version":1', '"version":2')), 'backup.newer'],
        ['later schema', gzipSync(plain.replace('"migrations":[', '"migrations":["999-later",')), 'backup.newer'],
        ['nothing', Buffer.alloc(0), 'backup.damaged'],
        ['something else', gzipSync('{"hello":1}\n'), 'backup.damaged'],
      ];
      const target = await place(to);
      for (const [what, bytes, code] of bad) {
        await writeFile(file, bytes);
        await expect(restoreBackup(target, file, { force: true, now_ms: NOW }).then(() => what)).rejects.toMatchObject({ code });
      }
      expect(await readdir(target.contentPath)).toEqual([]);
    });

    it('shows one moment, whatever is written meanwhile', async () => {
      const target = await place(to);
      let writing = true;
      const writer = (async () => {
        for (let seq = 3; writing; seq += 1) {
          const at = seq;
          // As customers do, who write when the process next listens.
          await setImmediate();
          await storage.transaction(async (database) => {
            await insertMessages(database, [aMessage({ conversationId: 'c1', seq: at, clientId: `c${at}` })]);
            await database.updateTable('conversation').set({ seq: at }).execute();
          });
        }
      })();
      const rounds = async () => {
        for (let round = 0; round < 4; round += 1) {
        await writeBackup(source, file, NOW);
        await restoreBackup(target, file, { force: true, now_ms: NOW + round });
        const connection = connectOnly(target);
        const [row] = await connection.snapshot((database) => database.selectFrom('conversation').select('seq').execute());
        const { length } = await connection.snapshot((database) => database.selectFrom('message').select('seq').execute());
        await connection.close();
        expect(row!.seq).toBe(length);
       }
      };
      try {
        await rounds();
      } finally {
        writing = false;
        await writer;
      }
    });
  });
}
