import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forbiddenEntrySchema } from '../../src/contract/content/forbidden.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { findForbidden, forbiddenRevision, listForbidden, replaceForbidden } from '../../src/storage/forbiddenEntry.ts';
import { countForbiddenUses, insertForbiddenUses, listForbiddenUses, type ForbiddenUse } from '../../src/storage/forbiddenUse.ts';
import { insertPerson } from '../../src/storage/person.ts';
import { aConversation } from '../support/conversation.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** What is kept of the 服务忌语; the same on every engine. */
export function forbiddenContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`what is not written to customers, on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;

    beforeAll(async () => {
      prepared = await prepare();
      storage = await openStorage(prepared.location);
    });
    afterAll(async () => {
      await storage.close();
      await prepared.remove();
    });

    it('takes a change on the revision that was read only, and its number grows with every one', async () => {
      const entry = forbiddenEntrySchema.parse({ id: 'own', kind: 'jargon', severity: 'hint', phrases: ['缓存'], because: '行话', instead: ['临时文件'] });
      const replace = (rev: number, off = false) => storage.transaction((database) => replaceForbidden(database, { id: 'own', entry: off ? null : entry, off, rev }));
      expect(await forbiddenRevision(storage.read)).toBe(0);
      expect((await Promise.all([replace(0), replace(0)])).sort()).toEqual([false, true]);
      expect(await findForbidden(storage.read, 'own')).toEqual({ id: 'own', entry, off: false, rev: 1 });
      expect(await replace(0)).toBe(false);
      expect(await replace(1, true)).toBe(true);
      expect(await listForbidden(storage.read)).toEqual([{ id: 'own', entry: null, off: true, rev: 2 }]);
      expect(await forbiddenRevision(storage.read)).toBe(2);
      expect(await findForbidden(storage.read, 'other')).toBeUndefined();
    });

    it('counts by person, day, kind and outcome, and shows the newest', async () => {
      const use = (id: string, changes: Partial<ForbiddenUse> = {}): ForbiddenUse => ({
        id, at_ms: Number(id), day: '2026-11-24', personId: 'lin', conversationId: 'c1', seq: 1, entry: 'own', kind: 'promise', severity: 'reason', outcome: 'sent', found: '保证', excerpt: '我保证', reason: '已确认', ...changes,
      });
      const uses = [use('1'), use('2'), use('3', { day: '2026-11-25' }), use('4', { kind: 'blame' }), use('5', { outcome: 'replaced', found: null, excerpt: null, reason: null })];
      await storage.transaction(async (database) => {
        await insertPerson(database, { id: 'lin', login: 'lin', name: '小林', workerNumber: '1001', role: 'agent', disabled: false, seenAt_ms: null }, 'hash', 1);
        await insertConversation(database, aConversation());
        await insertForbiddenUses(database, []);
        await insertForbiddenUses(database, uses);
      });
      const days = { from: '2026-11-24', to: '2026-11-25' };
      const counts = await countForbiddenUses(storage.read, days);
      expect(counts).toHaveLength(4);
      expect(counts).toContainEqual({ personId: 'lin', day: '2026-11-24', kind: 'promise', outcome: 'sent', count: 2 });
      expect(await listForbiddenUses(storage.read, days, 3)).toEqual([uses[3], uses[2], uses[1]]);
      expect(await countForbiddenUses(storage.read, { from: '2026-11-25', to: '2026-11-25' })).toHaveLength(1);
      expect(await listForbiddenUses(storage.read, { ...days, kind: 'blame', personId: 'lin' }, 9)).toEqual([uses[3]]);
      expect(await countForbiddenUses(storage.read, { ...days, personId: 'wang' })).toEqual([]);
    });
  });
}
