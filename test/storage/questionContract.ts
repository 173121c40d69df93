import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertConversation } from '../../src/storage/conversation.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { insertMessages } from '../../src/storage/message.ts';
import { addQuestions, askedByHour, askedByIntent, countGaps, coursesByIntent, listAsked, listCourse, listGaps, listUncounted, type Gap } from '../../src/storage/question.ts';
import { writeRating } from '../../src/storage/rating.ts';
import { insertTally, markReturns } from '../../src/storage/tally.ts';
import { aConversation, aMessage } from '../support/conversation.ts';
import { aTally } from './reportContract.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };
const DAYS = { from: '2026-11-24', to: '2026-11-25' };

/** What every engine has to do for the analysis of what customers ask. */
export function questionContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`what customers ask on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;
    const gap = (seq: number, changes: Partial<Gap> = {}): Gap => ({ conversationId: 'c1', seq, kind: 'outside', day: '2026-11-24', at_ms: seq, nearest: 'invoice', confidence: 0.25, ...changes });
    const counts = [{ day: '2026-11-24', hour: 9, intent: 'invoice', asked: 2 }, { day: '2026-11-24', hour: 10, intent: 'warranty', asked: 1 }];

    beforeAll(async () => {
      prepared = await prepare();
      storage = await openStorage(prepared.location);
      await storage.transaction(async (database) => {
        for (const [index, id] of ['c1', 'c2', 'c3'].entries()) {
          await insertConversation(database, aConversation({ id, state: 'closed', closedAt_ms: 2_000 + index }));
          await insertTally(database, aTally({ conversationId: id, intent: id === 'c3' ? null : 'invoice', openedAt_ms: 1_000 + index * 5_000, closedAt_ms: 2_000 + index * 5_000, handedOver: id === 'c1' }));
        }
        await markReturns(database, aTally({ conversationId: 'c2', intent: 'invoice', openedAt_ms: 6_000, closedAt_ms: 7_000 }), 60_000);
        await writeRating(database, { conversationId: 'c1', score: 2, reasons: [], comment: null, recommend: null, at_ms: 1, changed_ms: 1 });
        await insertMessages(database, [1, 2, 3].map((seq) => aMessage({ conversationId: 'c1', seq, sender: 'customer', text: `第${seq}句`, clientId: `k${seq}` })));
      });
    });
    afterAll(async () => {
      await storage.close();
      await prepared.remove();
    });

    it('adds up each conversation once, also when two nodes count it', async () => {
      expect((await listUncounted(storage.read, null, 9)).map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
      const add = (id: string) => storage.transaction((database) => addQuestions(database, id, counts, id === 'c1' ? [gap(1), gap(2, { nearest: null, confidence: 0 }), gap(3, { kind: 'clarified', day: '2026-11-26' })] : []));
      expect([await add('c1'), await add('c1'), await add('c2')]).toEqual([true, false, true]);
      const [left, ...none] = await listUncounted(storage.read, null, 9);
      expect([left?.id, none]).toEqual(['c3', []]);
      expect(await listUncounted(storage.read, left ?? null, 9)).toEqual([]);
      expect([...(await askedByIntent(storage.read, DAYS))].sort()).toEqual([['invoice', 4], ['warranty', 2]]);
      expect((await askedByHour(storage.read, DAYS)).sort((a, b) => a.hour - b.hour)).toEqual([{ day: '2026-11-24', hour: 9, asked: 4 }, { day: '2026-11-24', hour: 10, asked: 2 }]);
      expect(await askedByIntent(storage.read, { from: '2026-11-25', to: '2026-11-25' })).toEqual(new Map());
    });

    it('gives the lines that were not handled well, newest first, by what they came nearest to', async () => {
      expect((await countGaps(storage.read, DAYS)).map(({ nearest, kind, lines }) => [nearest, kind, lines]).sort()).toEqual([[null, 'outside', 1], ['invoice', 'outside', 1]]);
      expect((await listGaps(storage.read, { ...DAYS, kinds: ['outside', 'clarified'] }, 9)).map(({ seq, text }) => [seq, text])).toEqual([[2, '第2句'], [1, '第1句']]);
      expect((await listGaps(storage.read, { ...DAYS, kinds: ['outside'], nearest: null }, 9)).map(({ seq }) => seq)).toEqual([2]);
      expect(await listGaps(storage.read, { ...DAYS, kinds: ['outside'], nearest: 'invoice' }, 9)).toEqual([{ ...gap(1), text: '第1句' }]);
      expect(await listGaps(storage.read, { ...DAYS, kinds: ['outside'] }, 1)).toHaveLength(1);
    });

    it('says what came of the conversations about an intent, and which they were', async () => {
      expect(await coursesByIntent(storage.read, DAYS, 2)).toEqual([{ intent: 'invoice', conversations: 2, handedOver: 1, returned: 1, rated: 1, lowRated: 1 }]);
      expect((await coursesByIntent(storage.read, DAYS, 1))[0]?.lowRated).toBe(0);
      const which = (name: 'handed_over' | 'low_rated' | 'returned') => listCourse(storage.read, { ...DAYS, intent: 'invoice', which: name, lowRating: 2 }, 9);
      expect([await which('handed_over'), await which('low_rated'), await which('returned')]).toEqual([['c1'], ['c1'], ['c1']]);
      expect(await listAsked(storage.read, [])).toEqual([]);
    });
  });
}
