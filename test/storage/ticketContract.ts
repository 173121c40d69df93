import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { findByClient, findTicket, insertTicket, listMerged, openConversationOf, type StoredTicket } from '../../src/storage/ticket.ts';
import { countTickets, listCalls, listTickets, positionOf, type TicketFilter } from '../../src/storage/ticketList.ts';
import type { TicketList } from '../../src/contract/desk/tickets.ts';
import { aConversation } from '../support/conversation.ts';
import { aTicket } from '../support/ticket.ts';

/** What the desk relies on about lists of tickets. The same tests run on SQLite and on PostgreSQL. */
export function ticketContract(engine: string, prepare: () => Promise<{ location: { databaseUrl: string | undefined; dataPath: string }; remove(): Promise<void> | void }>): void {
  describe(`tickets of the desk on ${engine}`, () => {
    let storage: Storage;
    let prepared: Awaited<ReturnType<typeof prepare>>;
    beforeAll(async () => {
      prepared = await prepare();
      storage = await openStorage(prepared.location);
      await storage.transaction((database) =>
        database.insertInto('person').values(['p1', 'p2'].map((id) => ({ id, login: id, name: id, worker_number: id, role: 'agent' as const, password_hash: '', created_at: 0, disabled_at: null, seen_at: null }))).execute(),
      );
    });
    afterEach(() => storage.transaction(async (database) => {
      for (const table of ['ticket_entry', 'ticket', 'conversation'] as const) await database.deleteFrom(table).execute();
    }));
    afterAll(async () => {
      await storage.close();
      await prepared.remove();
    });

    const NOW = 10_000;
    const reader = { personId: 'p1', now_ms: NOW };
    /** Tickets numbered by the last digit. */
    const keep = (...tickets: Partial<StoredTicket>[]) =>
      storage.transaction(async (database) => {
        for (const [index, changes] of tickets.entries()) await insertTicket(database, aTicket({ number: `TS0000000${index + 1}`, due_ms: 20_000, remind_ms: 15_000, ...changes }));
      });
    const list = async (name: TicketList, filter: TicketFilter = {}) => (await listTickets(storage.read, name, reader, filter, null, 50)).map(({ number }) => number.slice(-1)).join('');

    it('sorts tickets into lists by whose they are and how much time is left, and counts them', async () => {
      await keep(
        { assigneeId: 'p1', due_ms: 30_000 },
        { assigneeId: 'p2', remind_ms: 9_000 },
        { due_ms: 9_000, remind_ms: 8_000 },
        { assigneeId: 'p1', state: 'done', due_ms: 1_000 },
        { assigneeId: 'p1', mergedInto: 'TS00000001' },
        { assigneeId: 'p1', due_ms: null, remind_ms: null, approvalState: 'asked', state: 'working' },
        { assigneeId: 'p2', answerDue_ms: 12_000 },
      );
      expect({ mine: await list('mine'), unassigned: await list('unassigned'), soon: await list('soon'), overdue: await list('overdue'), decision: await list('decision') }).toEqual({
        mine: '16', unassigned: '3', soon: '2', overdue: '3', decision: '76',
      });
      expect([...(await list('all'))].sort().join('')).toBe('1234567');
      expect(await countTickets(storage.read, reader)).toEqual({ mine: 2, unassigned: 1, soon: 1, overdue: 1, decision: 2, all: 7 });
    });

    it('narrows a list by kind, state, team, time and words, literally', async () => {
      await keep(
        { kind: 'follow_up', content: '退款100%到账' },
        { teamId: 'shop', customerName: '王女士', state: 'working' },
        { teamId: 'drive', due_ms: null, remind_ms: null, content: '上传Video失败' },
        { due_ms: 9_000, remind_ms: 8_000 },
        { remind_ms: 9_000 },
      );
      expect(await list('all', { kind: 'follow_up' })).toBe('1');
      expect(await list('all', { state: 'working' })).toBe('2');
      expect(await list('all', { teamId: 'drive' })).toBe('3');
      expect([...(await list('all', { teamId: null }))].sort().join('')).toBe('145');
      expect(await list('all', { due: 'none' })).toBe('3');
      expect(await list('all', { due: 'overdue' })).toBe('4');
      expect(await list('all', { due: 'soon' })).toBe('5');
      expect(await list('all', { due: 'today', today_ms: 15_000 })).toBe('4');
      expect(await list('all', { text: 'video' })).toBe('3');
      expect(await list('all', { text: '王女' })).toBe('2');
      expect(await list('all', { text: 's00000005' })).toBe('5');
      expect(await list('all', { text: '100%' })).toBe('1');
      expect(await list('all', { text: '0_%' })).toBe('');
    });

    it('hands a list out in pages without gap or repetition, whatever has the same time', async () => {
      await keep({ due_ms: 5 }, { due_ms: 7 }, { due_ms: 5 }, { due_ms: null }, { due_ms: null }, { updated_ms: 9 });
      for (const name of ['unassigned', 'all'] as const) {
        let seen = '';
        let after = null;
        for (let page = 0; page < 5; page += 1) {
          const rows: StoredTicket[] = await listTickets(storage.read, name, reader, {}, after, 2);
          seen += rows.map(({ number }) => number.slice(-1)).join('');
          const last = rows.at(-1);
          if (last === undefined) break;
          after = positionOf(name, last);
        }
        expect([name, seen]).toEqual([name, name === 'all' ? '543216' : '132645']);
      }
    });

    it('calls whose it is, or the team of what is nobody’s, and supervisors for what waits for them', async () => {
      await keep(
        { assigneeId: 'p1', due_ms: 9_000 },
        { assigneeId: 'p1', asked_ms: 9_000 },
        { assigneeId: 'p1' },
        { assigneeId: 'p2', due_ms: 9_000 },
        { teamId: 'shop', due_ms: 9_000 },
        { teamId: 'drive', due_ms: 9_000 },
        { assigneeId: 'p2', approvalState: 'asked' },
      );
      const calls = async (teams: string[], decides = false) => (await listCalls(storage.read, { ...reader, teams, decides }, 50)).map(({ number }) => number.slice(-1)).sort().join('');
      expect(await calls(['shop'])).toBe('125');
      expect(await calls([])).toBe('1256');
      expect(await calls(['account'], true)).toBe('127');
    });

    it('finds duplicates, what was recorded under an id, and refuses the same id twice', async () => {
      await keep({ recordedBy: 'p1', clientId: 'a' }, { mergedInto: 'TS00000001', recordedBy: 'p2', clientId: 'a' });
      expect((await listMerged(storage.read, 'TS00000001')).map(({ number }) => number)).toEqual(['TS00000002']);
      expect((await findByClient(storage.read, 'p2', 'a'))?.number).toBe('TS00000002');
      await expect(storage.transaction((database) => insertTicket(database, aTicket({ number: 'TS00000003', recordedBy: 'p1', clientId: 'a' })))).rejects.toThrow();
      expect(await findTicket(storage.read, 'TS00000003')).toBeUndefined();
    });

    it('finds where a customer can be told: the newest open conversation that goes on from the ticket’s, or of the same customer', async () => {
      const customer = { externalId: 'u-1', name: null, kind: 'new', driveLevel: null } as const;
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'c1', state: 'closed' }));
        await insertConversation(database, aConversation({ id: 'c2', state: 'closed', previousId: 'c1', openedAt_ms: 2 }));
        await insertConversation(database, aConversation({ id: 'c3', previousId: 'c2', openedAt_ms: 3 }));
        await insertConversation(database, aConversation({ id: 'c4', openedAt_ms: 4 }));
        await insertConversation(database, aConversation({ id: 'c5', openedAt_ms: 5, customer }));
      });
      expect(await openConversationOf(storage.read, { conversationId: 'c1', externalId: null })).toBe('c3');
      expect(await openConversationOf(storage.read, { conversationId: 'c1', externalId: 'u-1' })).toBe('c5');
      expect(await openConversationOf(storage.read, { conversationId: null, externalId: 'u-1' })).toBe('c5');
      expect(await openConversationOf(storage.read, { conversationId: null, externalId: null })).toBeUndefined();
      expect(await openConversationOf(storage.read, { conversationId: 'none', externalId: null })).toBeUndefined();
    });
  });
}
