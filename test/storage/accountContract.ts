import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { audit, listAudit } from '../../src/storage/audit.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { findLink, insertLink, useLink } from '../../src/storage/link.ts';
import { findPersonByLogin, insertPerson, lockAdmins, markSeen, setDisabled, type Person } from '../../src/storage/person.ts';
import { confirmSecret, countWrongCode, findSecondFactor, removeSecondFactor, setPendingSecret, setRecoveryCodes, takeRecoveryCode, takeStep } from '../../src/storage/secondFactor.ts';
import { deleteSession, deleteSessionsOf, findSession, insertSession, listSessions } from '../../src/storage/session.ts';
import { listSettings, replaceSetting } from '../../src/storage/setting.ts';
import { deleteTeam, insertTeam, listMemberships, listTeams, membershipsOf, setMemberships } from '../../src/storage/team.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** What is kept of people, how they sign in, what they may do and did; the same on every engine. */
export function accountContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`accounts on ${engine}`, () => {
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
    beforeEach(async () => {
      await storage.transaction(async (database) => {
        for (const table of ['session', 'recovery_code', 'person_team', 'person', 'link', 'setting'] as const) await database.deleteFrom(table).execute();
      });
    });

    const aPerson = (id: string, role: Person['role'] = 'agent'): Person => ({ id, login: id, name: id, workerNumber: id, role, disabled: false, seenAt_ms: null });
    const insert = (person: Person) => storage.transaction((database) => insertPerson(database, person, 'argon', 1));

    it('lets a one-time link be used once, however many try at the same time', async () => {
      await storage.transaction((database) => insertLink(database, { tokenHash: 'h', role: 'admin', now_ms: 0, expiresAt_ms: 100 }));
      expect(await findLink(storage.read, 'h', 100)).toBeUndefined();
      const used = await Promise.all(Array.from({ length: 8 }, () => storage.transaction((database) => useLink(database, 'h', 50))));
      expect(used.filter((link) => link !== undefined)).toEqual([{ role: 'admin', teams: [], personId: null }]);
      expect(await findLink(storage.read, 'h', 50)).toBeUndefined();
    });

    it('knows people, their sessions and their presence', async () => {
      const person = { id: 'p1', login: 'lin', name: '小林', workerNumber: '1001', role: 'agent' as const, disabled: false, seenAt_ms: null };
      await storage.transaction(async (database) => {
        await insertPerson(database, person, 'argon', 1);
        await insertSession(database, { tokenHash: 's', personId: 'p1', now_ms: 1, expiresAt_ms: 100, id: 'session-1', address: '10.0.0.1', device: 'Firefox' });
        await markSeen(database, 'p1', 50);
      });
      expect(await findPersonByLogin(storage.read, 'lin')).toEqual({ person: { ...person, seenAt_ms: 50 }, passwordHash: 'argon' });
      expect(await findSession(storage.read, 's', 99)).toEqual({ personId: 'p1', seenAt_ms: 1 });
      expect(await findSession(storage.read, 's', 100)).toBeUndefined();
      await storage.transaction((database) => deleteSession(database, 's'));
      expect(await findSession(storage.read, 's', 2)).toBeUndefined();
    });

    it('keeps a line of who did what, finds it again, and refuses to change or to forget it', async () => {
      const who = `p-${Date.now()}-${Math.random()}`;
      await storage.transaction(async (database) => {
        await audit(database, { at_ms: 10, by: who, action: 'session.signed_in', from: '10.0.0.1' });
        await audit(database, { at_ms: 20, by: who, action: 'private.revealed', on: 'SC20261122', details: { field: 'contact' } });
      });
      const lines = await listAudit(storage.read, { by: who }, 10);
      expect(lines.map(({ action, on, from, details }) => [action, on, from, details])).toEqual([['private.revealed', 'SC20261122', null, { field: 'contact' }], ['session.signed_in', null, '10.0.0.1', {}]]);
      expect(await listAudit(storage.read, { by: who, action: 'session.signed_in' }, 10)).toHaveLength(1);
      expect(await listAudit(storage.read, { by: who, since_ms: 11, until_ms: 21 }, 10)).toHaveLength(1);
      expect(await listAudit(storage.read, { by: who, before: lines[0]?.seq }, 10)).toEqual([lines[1]]);
      await expect(storage.transaction((database) => database.updateTable('audit').set({ actor: 'nobody' }).execute())).rejects.toThrow(/only grows/);
      await expect(storage.transaction((database) => database.deleteFrom('audit').execute())).rejects.toThrow(/only grows/);
    });

    it('takes the change of a setting only from who has read the last one', async () => {
      const write = (value: string, rev: number) => storage.transaction((database) => replaceSetting(database, 'desk.capacity', value, rev));
      expect(await write('{"conversations":3}', 0)).toBe(true);
      expect(await write('{"conversations":9}', 0)).toBe(false);
      const both = await Promise.all([write('{"conversations":4}', 1), write('{"conversations":5}', 1)]);
      expect(both.filter(Boolean)).toHaveLength(1);
      expect(await listSettings(storage.read, ['desk.capacity', 'desk.hours'])).toMatchObject([{ name: 'desk.capacity', rev: 2 }]);
    });

    it('has the teams of the dialogs from the start, and others with everybody in them until they are removed', async () => {
      expect((await listTeams(storage.read)).map(({ id }) => id).sort()).toEqual(['account', 'drive', 'shop', 'telecom']);
      await insert(aPerson('p1'));
      await storage.transaction(async (database) => {
        await insertTeam(database, { id: 't1', name: '售后' }, 5);
        await setMemberships(database, 'p1', [{ team: 't1', level: 2 }, { team: 'drive', level: 3 }]);
      });
      expect(await membershipsOf(storage.read, 'p1')).toEqual([{ team: 'drive', level: 3 }, { team: 't1', level: 2 }]);
      expect(await storage.transaction((database) => deleteTeam(database, 't1'))).toBe(true);
      expect(await listMemberships(storage.read)).toEqual(new Map([['p1', [{ team: 'drive', level: 3 }]]]));
      expect(await storage.transaction((database) => deleteTeam(database, 't1'))).toBe(false);
    });

    it('takes each code and each recovery code of a second factor once, however often it is tried at the same time', async () => {
      await insert(aPerson('p1'));
      await storage.transaction(async (database) => {
        await setPendingSecret(database, 'p1', 'SECRET');
        expect(await confirmSecret(database, 'p1', 'ANOTHER', 7)).toBe(false);
        expect(await confirmSecret(database, 'p1', 'SECRET', 7)).toBe(true);
        await setRecoveryCodes(database, 'p1', ['a', 'b']);
        expect([await countWrongCode(database, 'p1'), await countWrongCode(database, 'p1')]).toEqual([1, 2]);
      });
      const once = async (work: (database: Parameters<typeof takeStep>[0]) => Promise<boolean>) => (await Promise.all(Array.from({ length: 6 }, () => storage.transaction(work)))).filter(Boolean).length;
      expect(await once((database) => takeStep(database, 'p1', 7))).toBe(0);
      expect(await once((database) => takeStep(database, 'p1', 9))).toBe(1);
      expect(await once((database) => takeStep(database, 'p1', 8))).toBe(0);
      expect(await once((database) => takeRecoveryCode(database, 'p1', 'a', 50))).toBe(1);
      expect(await findSecondFactor(storage.read, 'p1')).toEqual({ secret: 'SECRET', pending: null, step: 9, wrongCodes: 0, lockedUntil_ms: null });
      await storage.transaction((database) => removeSecondFactor(database, 'p1'));
      expect(await findSecondFactor(storage.read, 'p1')).toMatchObject({ secret: null, step: null });
      expect(await once((database) => takeRecoveryCode(database, 'p1', 'b', 50))).toBe(0);
    });

    it('lets of two admins who disable each other at once one see the other', async () => {
      await insert(aPerson('a', 'admin'));
      await insert(aPerson('b', 'admin'));
      const disable = (id: string) =>
        storage.transaction(async (database) => {
          if ((await lockAdmins(database)).every((admin) => admin === id)) return false;
          await setDisabled(database, id, 5);
          return true;
        });
      expect((await Promise.all([disable('a'), disable('b')])).filter(Boolean)).toHaveLength(1);
    });

    it('ends all sessions of a person, or all but one, and nobody else’s', async () => {
      await insert(aPerson('p1'));
      await insert(aPerson('p2'));
      await storage.transaction(async (database) => {
        for (const [tokenHash, personId] of [['a', 'p1'], ['b', 'p1'], ['c', 'p1'], ['d', 'p2']] as const) await insertSession(database, { tokenHash, personId, now_ms: 1, expiresAt_ms: 100, id: tokenHash, address: '', device: '' });
      });
      expect(await storage.transaction((database) => deleteSessionsOf(database, 'p1', 'b'))).toBe(2);
      expect((await listSessions(storage.read, 'p1', 50)).map(({ id }) => id)).toEqual(['b']);
      expect(await storage.transaction((database) => deleteSessionsOf(database, 'p1'))).toBe(1);
      expect((await listSessions(storage.read, 'p2', 50)).map(({ id }) => id)).toEqual(['d']);
    });
  });
}
