import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasWritten, insertConversation, listEarlier, listPending, listSilent, lockConversation, saveConversation, findConversation } from '../../src/storage/conversation.ts';
import { listConversations } from '../../src/storage/conversationList.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { findByClientId, hasCustomerMessage, insertMessages, lastTexts, listMessages } from '../../src/storage/message.ts';
import { claimOutbox, deleteOutbox, insertOutbox, listOutboxDue, postponeOutbox } from '../../src/storage/outbox.ts';
import { findRating, writeRating } from '../../src/storage/rating.ts';
import { activateRelease, activeReleaseNumber, findRelease, insertRelease, listReleases } from '../../src/storage/release.ts';
import { findFile, insertFile } from '../../src/storage/file.ts';
import { CUSTOMER, markRead, readBy } from '../../src/storage/readMark.ts';
import { findLines, forgetLine, indexLines } from '../../src/storage/search.ts';
import { claimDuty, findTicket, insertEntry, insertTicket, lastProgress, listDuties, listEntries, listTicketsOf, lockTicket, saveTicket } from '../../src/storage/ticket.ts';
import { aConversation, aMessage } from '../support/conversation.ts';
import { aReleaseContent } from '../support/content.ts';
import { aTicket } from '../support/ticket.ts';
import { accountContract } from './accountContract.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** What every engine has to do. The same tests run on SQLite and on PostgreSQL. */
export function storageContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`storage on ${engine}`, () => {
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
        for (const table of ['search_backlog', 'search_line', 'conversation_tag', 'tag', 'canned', 'read_mark', 'file', 'participant', 'presence', 'person_team', 'ticket_entry', 'ticket', 'rating', 'outbox', 'message', 'conversation', 'session', 'person', 'link', 'setting', 'release'] as const) await database.deleteFrom(table).execute();
      });
    });

    it('keeps nothing of a transaction that fails, and everything of the others that were committed with it', async () => {
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'c'].map((id) =>
          storage.transaction(async (database) => {
            await insertConversation(database, aConversation({ id }));
            if (id === 'b') throw new Error('b fails');
          }),
        ),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const rows = await listConversations(storage.read, { state: 'bot' }, 10);
      expect(rows.map(({ id }) => id).sort()).toEqual(['a', 'c']);
    });

    it('finds lines by phrases and beginnings, newest first, page by page, and no more once they are taken out', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'a', teamId: 'shop', openedAt_ms: 1_000 }));
        await insertConversation(database, aConversation({ id: 'b', openedAt_ms: 2_000 }));
        await indexLines(database, storage.engine, [
          { conversationId: 'a', seq: 1, words: ['退款', '款流', '流程', '程', '20261101'] },
          { conversationId: 'b', seq: 1, words: ['退款', '款', '流程', '程'] },
          { conversationId: 'a', seq: 2, words: ['退款', '款'] },
        ]);
        await indexLines(database, storage.engine, [{ conversationId: 'a', seq: 2, words: ['退款', '款'] }]);
      });
      const find = async (words: string[], begins: boolean, filter = {}, before: number | null = null, rowsMax = 10) =>
        (await findLines(storage.read, storage.engine, [{ words, begins }], filter, before, rowsMax)).map(({ id, conversationId, seq }) => ({ id, at: `${conversationId}${seq}` }));
      const at = (found: { at: string }[]) => found.map((hit) => hit.at);
      expect(at(await find(['退款'], false))).toEqual(['a2', 'b1', 'a1']);
      expect(at(await find(['退款', '款流', '流程'], false))).toEqual(['a1']);
      expect(at(await find(['2026'], true))).toEqual(['a1']);
      expect(at(await find(['流'], true))).toEqual(['b1', 'a1']);
      expect(at(await find(['退款'], false, { team: 'shop' }))).toEqual(['a2', 'a1']);
      expect(at(await find(['退款'], false, { from_ms: 2_000 }))).toEqual(['b1']);
      const [newest] = await find(['退款'], false, {}, null, 1);
      expect(at(await find(['退款'], false, {}, newest?.id ?? null, 1))).toEqual(['b1']);
      await storage.transaction((database) => forgetLine(database, storage.engine, 'a', 2));
      expect(at(await find(['退款'], false))).toEqual(['b1', 'a1']);
    });

    it('keeps read marks that never go back, files byte by byte, and earlier conversations by chain and by customer', async () => {
      const known = { externalId: 'u-1', name: '王女士', kind: 'returning' as const, driveLevel: null };
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'a', updatedAt_ms: 1_000 }));
        await insertConversation(database, aConversation({ id: 'b', updatedAt_ms: 2_000, previousId: 'a', customer: known }));
        await insertConversation(database, aConversation({ id: 'c', updatedAt_ms: 3_000, customer: known }));
        expect(await markRead(database, 'a', CUSTOMER, 5, 1_000)).toBe(true);
        expect(await markRead(database, 'a', CUSTOMER, 3, 2_000)).toBe(false);
        await insertFile(database, { key: 'k', conversationId: 'a', type: 'image/png', content: new Uint8Array([0, 255, 10]) }, 1_000);
      });
      expect(await readBy(storage.read, 'a', [CUSTOMER, 'p1'])).toBe(5);
      expect(await readBy(storage.read, 'a', ['p1'])).toBe(0);
      expect([...((await findFile(storage.read, 'a', 'k'))?.content ?? [])]).toEqual([0, 255, 10]);
      expect(await findFile(storage.read, 'b', 'k')).toBeUndefined();
      const b = await findConversation(storage.read, 'b');
      expect((await listEarlier(storage.read, b as NonNullable<typeof b>, 10)).map(({ id }) => id)).toEqual(['c', 'a']);
    });

    it('goes on after a statement that the database refuses', async () => {
      await storage.transaction((database) => insertConversation(database, aConversation()));
      const doubled = storage.transaction((database) => insertConversation(database, aConversation()));
      await expect(doubled).rejects.toThrow();
      await storage.transaction((database) => insertConversation(database, aConversation({ id: 'c2' })));
      expect(await findConversation(storage.read, 'c2')).toBeDefined();
    });

    it('shows readers nothing before it is committed', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation());
        expect(await findConversation(storage.read, 'c1')).toBeUndefined();
      });
      expect(await findConversation(storage.read, 'c1')).toBeDefined();
    });

    it('gives a conversation to one transaction at a time, so that numbers have no gaps and no doubles', async () => {
      await storage.transaction((database) => insertConversation(database, aConversation()));
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          storage.transaction(async (database) => {
            const conversation = await lockConversation(database, 'c1');
            if (conversation === undefined) throw new Error('gone');
            conversation.seq += 1;
            await insertMessages(database, [aMessage({ seq: conversation.seq, clientId: `k${index}`, digest: 'd' })]);
            await saveConversation(database, conversation);
          }),
        ),
      );
      const messages = await listMessages(storage.read, 'c1', 0, 100);
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    });

    it('stores a message of one sender and client id once', async () => {
      await storage.transaction((database) => insertConversation(database, aConversation()));
      await storage.transaction((database) => insertMessages(database, [aMessage({ clientId: 'k', digest: 'd' })]));
      await expect(storage.transaction((database) => insertMessages(database, [aMessage({ seq: 2, clientId: 'k', digest: 'd' })]))).rejects.toThrow();
      await storage.transaction((database) => insertMessages(database, [aMessage({ seq: 2, sender: 'agent', clientId: 'k', digest: 'd' })]));
      expect((await findByClientId(storage.read, 'c1', 'customer', 'k'))?.seq).toBe(1);
    });

    it('gives back what was stored', async () => {
      const conversation = aConversation({
        state: 'queued',
        handOver: { reason: 'angry', problem: '包裹没到', intent: 'shipping_status', emotion: 'angry', skill: 'shop', tried: ['查过物流'], slots: { order_number: '1' } },
        pending: { id: 'p', orderNumber: '1', askedAt_ms: 5 },
        silenceDue_ms: 1_700_000_000_999,
        closeReason: 'silent',
        previousId: 'c0',
        queuedAt_ms: 1_700_000_000_123,
      });
      await storage.transaction((database) => insertConversation(database, conversation));
      expect(await findConversation(storage.read, 'c1')).toEqual(conversation);
      const message = aMessage({ text: '引号"\'；\u{1f600}\\', options: [{ label: '好', text: '好的' }], explanation: { template: 't', variant: 1, reason: 'r', release: 1 } });
      await storage.transaction((database) => insertMessages(database, [message]));
      expect(await listMessages(storage.read, 'c1', 0, 10)).toEqual([message]);
    });

    it('finds look-ups that were left pending', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'old', pending: { id: 'a', orderNumber: '1', askedAt_ms: 100 } }));
        await insertConversation(database, aConversation({ id: 'new', pending: { id: 'b', orderNumber: '2', askedAt_ms: 900 } }));
      });
      expect((await listPending(storage.read, 500)).map(({ id }) => id)).toEqual(['old']);
    });

    it('lists whose silence is due page by page, longest first', async () => {
      await storage.transaction(async (database) => {
        for (const [id, silenceDue_ms] of [['c', 20], ['b', 10], ['a', 20], ['later', 31], ['never', null]] as const) await insertConversation(database, aConversation({ id, silenceDue_ms }));
      });
      const first = await listSilent(storage.read, 30, null, 2);
      expect(first).toEqual([{ id: 'b', silenceDue_ms: 10 }, { id: 'a', silenceDue_ms: 20 }]);
      expect(await listSilent(storage.read, 30, first[1] ?? null, 2)).toEqual([{ id: 'c', silenceDue_ms: 20 }]);
    });

    it('knows whether a customer of the site has written', async () => {
      const customer = { externalId: 'u-1', name: null, kind: 'new' as const, driveLevel: null };
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ customer }));
        await insertMessages(database, [aMessage({ sender: 'bot' })]);
      });
      expect([await hasWritten(storage.read, 'u-1'), await hasCustomerMessage(storage.read, 'c1')]).toEqual([false, false]);
      await storage.transaction((database) => insertMessages(database, [aMessage({ seq: 2 })]));
      expect([await hasWritten(storage.read, 'u-1'), await hasCustomerMessage(storage.read, 'c1'), await hasWritten(storage.read, 'u-2')]).toEqual([true, true, false]);
    });

    it('gives tickets back as they were stored, each change under the next revision', async () => {
      const ticket = aTicket({ details: [{ label: '订单号', value: '1' }], urgent: true, externalId: 'u-1', duty_ms: 1_700_000_000_123 });
      await storage.transaction((database) => insertTicket(database, ticket));
      expect(await findTicket(storage.read, ticket.number)).toEqual(ticket);
      await expect(storage.transaction((database) => insertTicket(database, ticket))).rejects.toThrow();
      await storage.transaction(async (database) => {
        const locked = await lockTicket(database, ticket.number);
        if (locked) await saveTicket(database, { ...locked, state: 'done', result: '已道歉' });
      });
      expect(await findTicket(storage.read, ticket.number)).toEqual({ ...ticket, state: 'done', result: '已道歉', rev: 2 });
    });

    it('finds the tickets of a conversation, of those it goes on from, and of the same customer', async () => {
      await storage.transaction(async (database) => {
        for (const [id, previousId] of [['c1', null], ['c2', 'c1'], ['c3', 'c2'], ['other', null]] as const) await insertConversation(database, aConversation({ id, previousId }));
        const tickets = [['TS00000001', 'c1', null], ['TS00000002', 'c3', null], ['TS00000003', 'other', 'u-1'], ['TS00000004', 'other', null]] as const;
        for (const [index, [number, conversationId, externalId]] of tickets.entries()) await insertTicket(database, aTicket({ number, conversationId, externalId, opened_ms: index }));
      });
      const numbers = async (externalId: string | null, rowsMax = 10) => (await listTicketsOf(storage.read, { conversationId: 'c3', externalId }, rowsMax)).map(({ number }) => number);
      expect(await numbers(null)).toEqual(['TS00000001', 'TS00000002']);
      expect(await numbers('u-1')).toEqual(['TS00000001', 'TS00000002', 'TS00000003']);
      expect(await numbers('u-1', 2)).toEqual(['TS00000002', 'TS00000003']);
    });

    it('gives a duty to one of many, and only while it is still to be done', async () => {
      await storage.transaction(async (database) => {
        await insertTicket(database, aTicket({ duty_ms: 50 }));
        await insertTicket(database, aTicket({ number: 'TS00000002', duty_ms: 60, state: 'done' }));
      });
      expect((await listDuties(storage.read, 60, null, 10)).map(({ number }) => number)).toEqual(['TS00000001', 'TS00000002']);
      expect(await listDuties(storage.read, 49, null, 10)).toEqual([]);
      const claims = await Promise.all(Array.from({ length: 6 }, () => storage.transaction((database) => claimDuty(database, 'TS00000001', 50, 70))));
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
      expect(await storage.transaction((database) => claimDuty(database, 'TS00000002', 60, null))).toBeUndefined();
    });

    it('numbers what happens to a ticket, and finds what its customer was told last', async () => {
      const entry = { ticketNumber: 'TS00000001', by: 'p1', kind: 'progress' as const, visible: true };
      await storage.transaction(async (database) => {
        await insertTicket(database, aTicket());
        await insertEntry(database, { ...entry, at_ms: 1, text: '一' });
        await insertEntry(database, { ...entry, at_ms: 2, text: '二' });
        await insertEntry(database, { ...entry, at_ms: 3, text: '三', visible: false });
      });
      expect((await listEntries(storage.read, 'TS00000001')).map(({ seq, text }) => [seq, text])).toEqual([[1, '一'], [2, '二'], [3, '三']]);
      expect((await lastProgress(storage.read, ['TS00000001', 'TS00000009'])).get('TS00000001')).toMatchObject({ seq: 2, text: '二' });
      expect(await lastProgress(storage.read, [])).toEqual(new Map());
    });

    it('keeps one rating of a conversation, with the time of the first', async () => {
      await storage.transaction((database) => insertConversation(database, aConversation()));
      await storage.transaction((database) => writeRating(database, { conversationId: 'c1', score: 2, reasons: ['slow'], comment: '慢', recommend: 3, at_ms: 1, changed_ms: 1 }));
      await storage.transaction((database) => writeRating(database, { conversationId: 'c1', score: 5, reasons: [], comment: null, recommend: 0, at_ms: 9, changed_ms: 9 }));
      expect(await findRating(storage.read, 'c1')).toEqual({ conversationId: 'c1', score: 5, reasons: [], comment: null, recommend: 0, at_ms: 1, changed_ms: 9 });
    });

    it('gives a notification to one of many until it is delivered or given up', async () => {
      await storage.transaction((database) => insertOutbox(database, { id: 'n', kind: 'k', body: { text: '好' }, now_ms: 10 }));
      expect(await listOutboxDue(storage.read, null, 10, null, 5)).toEqual([{ id: 'n', due_ms: 10 }]);
      const claims = await Promise.all(Array.from({ length: 6 }, () => storage.transaction((database) => claimOutbox(database, 'n', 10, 99))));
      expect(claims.filter((claim) => claim !== undefined)).toEqual([{ id: 'n', kind: 'k', body: { text: '好' }, tries: 1, webhookId: null, subject: null }]);
      await storage.transaction((database) => postponeOutbox(database, 'n', null, 'outbound.failed'));
      expect(await listOutboxDue(storage.read, null, 1_000, null, 5)).toEqual([]);
      await storage.transaction((database) => deleteOutbox(database, 'n'));
      expect(await storage.read.selectFrom('outbox').selectAll().execute()).toEqual([]);
    });

    it('finds the last written line of each conversation', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'c1' }));
        await insertMessages(database, [aMessage({ seq: 1, text: '一' }), aMessage({ seq: 2, text: '二', sender: 'bot' }), aMessage({ seq: 3, kind: 'notice', sender: 'system', text: '通知' })]);
      });
      expect((await lastTexts(storage.read, ['c1', 'none'])).get('c1')).toEqual({ sender: 'bot', text: '二', at_ms: 1_000, agentId: null });
      expect(await lastTexts(storage.read, [])).toEqual(new Map());
    });

    it('numbers releases, keeps one for each hash, and serves the active one', async () => {
      const release = (hash: string) => ({ hash, content: aReleaseContent(), model: new Uint8Array([1, 2, 3]), createdAt_ms: 7 });
      const numbers: number[] = [];
      for (const hash of ['a', 'b', 'a']) numbers.push(await storage.transaction((database) => insertRelease(database, release(hash))));
      expect(numbers).toEqual([1, 2, 1]);
      expect(await activeReleaseNumber(storage.read)).toBeNull();
      await storage.transaction((database) => activateRelease(database, 2));
      await storage.transaction((database) => activateRelease(database, 1));
      expect((await listReleases(storage.read)).map(({ number, active }) => [number, active])).toEqual([[2, false], [1, true]]);
      expect(await findRelease(storage.read, 1)).toEqual({ number: 1, ...release('a') });
      await expect(storage.transaction((database) => activateRelease(database, 9))).rejects.toMatchObject({ code: 'release.not_found' });
    });

    it('refuses a model that is not the one that was stored', async () => {
      await storage.transaction((database) => insertRelease(database, { hash: 'a', content: aReleaseContent(), model: new Uint8Array([1, 2, 3]), createdAt_ms: 7 }));
      await storage.transaction((database) => database.updateTable('release').set({ model: Buffer.from([1, 2, 4]) }).execute());
      await expect(findRelease(storage.read, 1)).rejects.toMatchObject({ code: 'release.damaged' });
    });

    it('opens an existing database again with everything in it', async () => {
      await storage.transaction((database) => insertConversation(database, aConversation()));
      await storage.close();
      storage = await openStorage(prepared.location);
      expect(await findConversation(storage.read, 'c1')).toBeDefined();
    });

    it('refuses a database of a newer program', async () => {
      await storage.transaction((database) => database.insertInto('kysely_migration' as never).values({ name: '999-later', timestamp: 'x' } as never).execute());
      await expect(openStorage(prepared.location)).rejects.toThrow(/999-later/);
      await storage.transaction((database) => database.deleteFrom('kysely_migration' as never).where('name' as never, '=', '999-later' as never).execute());
    });
  });

  accountContract(engine, prepare);
}
