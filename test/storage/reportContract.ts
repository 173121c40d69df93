import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { writeRating } from '../../src/storage/rating.ts';
import { countDoneTickets, countReasons, intentsIn, sumsBy, sumsOf } from '../../src/storage/report.ts';
import { insertStateChange, listStateChanges } from '../../src/storage/stateChange.ts';
import { insertTally, listUntallied, markReturns, type Tally } from '../../src/storage/tally.ts';
import { insertTicket } from '../../src/storage/ticket.ts';
import { countMoods, countWaiting, listRepliesDue, listTicketsDue } from '../../src/storage/wall.ts';
import { aConversation } from '../support/conversation.ts';
import { aTicket } from '../support/ticket.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

const DAY_MS = 86_400_000;
const NEVER = Number.MAX_SAFE_INTEGER;

export function aTally(changes: Partial<Tally> = {}): Tally {
  return {
    conversationId: 'c1', day: '2026-11-24', customerKey: 'site:1', emotion: 'calm', intent: 'shipping_status', teamId: null, agentId: null, reason: null, closeReason: 'silent',
    openedAt_ms: 1_000, closedAt_ms: 2_000, written: true, handedOver: false, served: false, replies: 0, lateReplies: 0, reply_ms: 0, handling_ms: 0, longestSilence_ms: 0,
    wait_ms: null, firstReply_ms: null, firstKept: null, ...changes,
  };
}

/** What reports add up, reckoned by hand; the same on every engine. */
export function reportContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`sums of reports on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;

    const tallied = (...tallies: Tally[]) =>
      storage.transaction(async (database) => {
        for (const tally of tallies) {
          await insertConversation(database, aConversation({ id: tally.conversationId, state: 'closed', closedAt_ms: tally.closedAt_ms }));
          expect(await insertTally(database, tally)).toBe(true);
          await markReturns(database, tally, 7 * DAY_MS);
        }
      });
    const rated = (conversationId: string, score: number, recommend: number | null = null) =>
      storage.transaction((database) => writeRating(database, { conversationId, score, reasons: [], comment: null, recommend, at_ms: 1, changed_ms: 1 }));
    const DAYS = { from: '2026-11-24', to: '2026-11-25' };

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
        for (const table of ['review_reason', 'review', 'tally', 'state_change', 'rating', 'ticket_entry', 'ticket', 'conversation'] as const) await database.deleteFrom(table).execute();
      });
    });

    it('add up what was reckoned of each conversation', async () => {
      const served = { handedOver: true, served: true, teamId: 'shop', agentId: 'lin', reason: 'asked' } as const;
      await tallied(
        aTally({ conversationId: 'a', customerKey: 'a' }),
        aTally({ conversationId: 'b', customerKey: 'b', ...served, wait_ms: 30_000, firstReply_ms: 45_000, firstKept: true, replies: 2, lateReplies: 1, reply_ms: 60_000, handling_ms: 100_000 }),
        aTally({ conversationId: 'c', customerKey: 'c', ...served, reason: 'angry', wait_ms: 10_000, firstReply_ms: 15_000, firstKept: false, replies: 1, reply_ms: 3_000, handling_ms: 50_000, day: '2026-11-25' }),
        // Handed over, and gone before anybody came; without an intent.
        aTally({ conversationId: 'd', customerKey: 'd', handedOver: true, reason: 'asked', intent: null, firstKept: false, day: '2026-11-25' }),
        aTally({ conversationId: 'silent', customerKey: 'e', written: false }),
        aTally({ conversationId: 'other-day', customerKey: 'f', day: '2026-11-26' }),
      );
      await rated('a', 5, 10);
      await rated('b', 3, 6);
      await rated('c', 4, 9);
      await rated('d', 4);
      expect(await sumsOf(storage.read, DAYS, NEVER)).toEqual({
        conversations: 4, handedOver: 3, served: 2, resolvable: 3, resolved: 3, recent: 0, waits: 2, wait_ms: 40_000, firstReplies: 2, firstReply_ms: 60_000,
        replies: 3, reply_ms: 63_000, lateReplies: 1, handling_ms: 150_000, firstOwed: 3, firstKept: 1, ratings: 4, satisfied: 3, scores: 16, recommends: 3, promoters: 2, detractors: 1,
      });
      const byDay = await sumsBy(storage.read, 'day', DAYS, NEVER);
      expect(byDay.map(({ key, sums }) => [key, sums.conversations, sums.handedOver]).sort()).toEqual([['2026-11-24', 2, 1], ['2026-11-25', 2, 2]]);
      const byAgent = await sumsBy(storage.read, 'agent', DAYS, NEVER);
      expect(byAgent.map(({ key, sums }) => [key, sums.conversations, sums.handling_ms]).sort()).toEqual([['', 2, 0], ['lin', 2, 150_000]]);
      expect(await countReasons(storage.read, DAYS)).toEqual([{ reason: 'asked', conversations: 2 }, { reason: 'angry', conversations: 1 }]);
      expect(await intentsIn(storage.read, DAYS)).toEqual(['shipping_status']);
      expect((await sumsOf(storage.read, { ...DAYS, intent: '' }, NEVER)).conversations).toBe(1);
      expect((await sumsOf(storage.read, { ...DAYS, agent: 'lin', team: 'shop' }, NEVER)).conversations).toBe(2);
      expect((await sumsOf(storage.read, { ...DAYS, agent: 'wang' }, NEVER)).conversations).toBe(0);
    });

    it('count a matter as settled unless the same customer comes back with it within seven days', async () => {
      const at = (id: string, opened_d: number, more: Partial<Tally> = {}) =>
        aTally({ conversationId: id, openedAt_ms: opened_d * DAY_MS, closedAt_ms: opened_d * DAY_MS + 60_000, ...more });
      // In the order in which they are tallied, which need not be that in which they began.
      await tallied(
        at('day-3', 3), at('day-0', 0), at('day-9', 9), at('day-30', 30),
        at('another-customer', 4, { customerKey: 'site:2' }), at('another-matter', 5, { intent: 'return_policy' }), at('nothing-said', 31, { written: false }),
      );
      const returned = await storage.read.selectFrom('tally').select(['conversation_id', 'returned_at']).where('returned_at', 'is not', null).orderBy('opened_at').execute();
      // From day 0 to 3 and from 3 to 9 (six days) they came back; from 9 to 30 not in time.
      expect(returned.map(({ conversation_id, returned_at }) => [conversation_id, returned_at])).toEqual([['day-0', 3 * DAY_MS], ['day-3', 9 * DAY_MS]]);
      const { resolvable, resolved, recent } = await sumsOf(storage.read, DAYS, 20 * DAY_MS);
      expect({ resolvable, resolved, recent }).toEqual({ resolvable: 6, resolved: 4, recent: 1 });
    });

    it('find what has ended and was not counted, each once', async () => {
      await storage.transaction(async (database) => {
        for (const [id, state, closedAt_ms] of [['open', 'bot', null], ['a', 'closed', 5_000], ['b', 'closed', 5_000], ['c', 'closed', 9_000]] as const) {
          await insertConversation(database, aConversation({ id, state, closedAt_ms }));
        }
      });
      const first = await listUntallied(storage.read, null, 1_000, 2);
      expect(first.map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await listUntallied(storage.read, first.at(-1) ?? null, 1_000, 2)).map(({ id }) => id)).toEqual(['c']);
      await storage.transaction(async (database) => {
        expect(await insertTally(database, aTally({ conversationId: 'a', closedAt_ms: 5_000 }))).toBe(true);
        expect(await insertTally(database, aTally({ conversationId: 'a', closedAt_ms: 5_000 }))).toBe(false);
      });
      expect((await listUntallied(storage.read, null, 1_000, 10)).map(({ id }) => id)).toEqual(['b', 'c']);
    });

    it('keep what happened to a conversation in its order', async () => {
      const change = { conversationId: 'c1', at_ms: 7, from: 'bot', to: 'queued', agentId: null, teamId: 'shop', reason: 'asked', intent: null } as const;
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation());
        await insertStateChange(database, { ...change, seq: 9, from: 'queued', to: 'agent', agentId: 'lin' });
        await insertStateChange(database, { ...change, seq: 4 });
      });
      expect((await listStateChanges(storage.read, 'c1')).map(({ seq, to, agentId }) => [seq, to, agentId])).toEqual([[4, 'queued', null], [9, 'agent', 'lin']]);
    });

    it('count tickets that were done in time', async () => {
      await storage.transaction(async (database) => {
        for (const [index, done_ms, due_ms, state] of [[1, 500, 600, 'done'], [2, 700, 600, 'done'], [3, 700, null, 'done'], [4, 2_000, 600, 'done'], [5, null, 600, 'open']] as const) {
          await insertTicket(database, aTicket({ number: `TS0000000${index}`, done_ms, due_ms, state, conversationId: null }));
        }
      });
      expect(await countDoneTickets(storage.read, 500, 2_000)).toEqual({ done: 2, inTime: 1 });
      expect((await listTicketsDue(storage.read, 600, 5)).tickets.map(({ number }) => number)).toEqual(['TS00000005']);
    });

    it('tell the wall who waits and whose limit is near', async () => {
      await storage.transaction(async (database) => {
        const conversations = [
          aConversation({ id: 'a', state: 'queued', queuedAt_ms: 50, teamId: 'shop', replyDue_ms: 900 }),
          aConversation({ id: 'b', state: 'queued', queuedAt_ms: 40, teamId: 'shop', replyDue_ms: 800 }),
          aConversation({ id: 'c', state: 'agent', agentId: 'lin', replyDue_ms: 1_100 }),
          aConversation({ id: 'd', state: 'agent', agentId: 'lin', replyDue_ms: null }),
          aConversation({ id: 'e', state: 'closed', closedAt_ms: 1, replyDue_ms: 100 }),
        ];
        for (const conversation of conversations) await insertConversation(database, conversation);
      });
      expect(await countWaiting(storage.read)).toEqual([{ team: 'shop', waiting: 2, since_ms: 40 }]);
      const { replies, total } = await listRepliesDue(storage.read, 1_000, 1);
      expect([replies.map(({ id }) => id), total]).toEqual([['b'], 2]);
      const moods = await countMoods(storage.read);
      expect(moods.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    });
  });
}
