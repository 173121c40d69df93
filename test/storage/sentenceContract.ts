import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Guess } from '../../src/contract/studio/review.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { keyOf } from '../../src/studio/sentence/pieces.ts';
import { takeIn, type Said } from '../../src/studio/sentence/intake.ts';
import { lockSentencesByKey } from '../../src/storage/sentence.ts';
import { claimGroup, listClaimed, listGroups, releaseGroups } from '../../src/storage/sentenceGroup.ts';
import { insertPerson } from '../../src/storage/person.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

const GUESS: Guess = { release: 1, intent: 'invoice', confidence: 0.5, alternatives: [{ intent: 'warranty', confidence: 0.4 }], emotion: 'calm', reason: 'test' };

export function said(text: string, changes: Partial<Said> = {}): Said {
  return { kind: 'import', key: keyOf(text), text, reasons: ['imported'], guess: GUESS, file: 'log.csv', times: 1, at_ms: 1_000, ...changes };
}

/** Tables of the review queue, emptied; what they hang on stays. */
export const SENTENCE_TABLES = ['sentence_label', 'sentence_place', 'sentence', 'sentence_band', 'sentence_group', 'sentence_intake', 'planned_intent', 'doubt', 'conversation_origin'] as const;

/** How sentences are kept, grouped and counted; the same on every engine. */
export function sentenceContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`sentences on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;
    let made = 0;
    const ids = { id: () => `s-${String((made += 1)).padStart(6, '0')}`, secret: () => 'secret' };
    const take = (...all: Said[]) => storage.transaction((database) => takeIn(database, ids, all));
    const groups = () => storage.read.selectFrom('sentence_group').select(['text', 'open', 'frequency', 'last_seen']).orderBy('value', 'desc').execute();

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
        for (const table of SENTENCE_TABLES) await database.deleteFrom(table).execute();
        await database.deleteFrom('person').where('id', 'like', 'q-%').execute();
      });
    });

    it('are kept once, however they are written and however often they come', async () => {
      expect(await take(said('能开发票吗'), said('能开發票嗎？'), said('保修多久'))).toBe(2);
      expect(await take(said('能开发票吗', { at_ms: 5_000, reasons: ['imported', 'unsure'], file: 'later.csv' }))).toBe(0);
      const [sentence] = await storage.transaction((database) => lockSentencesByKey(database, 'import', [keyOf('能开发票吗')]));
      expect(sentence).toMatchObject({ count: 3, firstSeen_ms: 1_000, lastSeen_ms: 5_000, reasons: ['imported', 'unsure'], file: 'later.csv', guess: GUESS });
      expect(await take(said('能开发票吗', { kind: 'conversation', reasons: ['outside'] }))).toBe(1);
    });

    it('stand in one group where they are alike, also over batches, and apart where they are not', async () => {
      await take(said('快递怎么还没有到'), said('保修期是多久'));
      await take(said('我的快递怎么还没到呢'), said('请问保修期多久啊', { times: 4 }));
      expect(await groups()).toEqual([
        expect.objectContaining({ text: '保修期是多久', open: 2, frequency: 5 }),
        expect.objectContaining({ text: '快递怎么还没有到', open: 2, frequency: 2 }),
      ]);
    });

    it('find in a large batch the groups of an earlier one, and one another', async () => {
      const texts = Array.from({ length: 600 }, (_, number) => `${'甲乙丙丁戊己庚辛壬癸'.charAt(number % 10)}店第${'零一二三四五六七八九'.charAt(Math.floor(number / 10) % 10)}${'东西南北中上'.charAt(Math.floor(number / 100))}区的货架坏了`);
      expect(await take(...texts.slice(0, 300).map((text) => said(text)))).toBe(300);
      expect(await take(...texts.slice(200).map((text) => said(text)))).toBe(300);
      const all = await storage.read.selectFrom('sentence').select(['key', 'count', 'group_id']).execute();
      expect(all).toHaveLength(600);
      expect(all.filter(({ count }) => count === 2)).toHaveLength(100);
      // All of them are told apart by two signs.
      expect((await groups()).reduce((sum, { open }) => sum + open, 0)).toBe(600);
      expect((await groups()).length).toBeLessThan(60);
    });

    it('of one group are worth more when many say them, when the bot was in doubt, and when it was not long ago', async () => {
      const sure: Guess = { ...GUESS, confidence: 0.97, alternatives: [{ intent: 'warranty', confidence: 0.01 }] };
      await take(
        said('发票抬头写错怎么改'),
        said('电子账单在哪里下载', { guess: sure }),
        said('能不能换个颜色发货', { times: 50 }),
        said('安装要另外收费吗', { at_ms: 1_000 + 90 * 86_400_000 }),
      );
      expect((await groups()).map(({ text }) => text)).toEqual(['能不能换个颜色发货', '安装要另外收费吗', '发票抬头写错怎么改', '电子账单在哪里下载']);
    });

    it('go to one of many people who want them at once, until that one gives them back or has gone', async () => {
      await take(...'甲乙丙丁戊己庚辛'.split('').map((name, index) => said(`${name}${'东西南北上下左右'[index]}号${'金木水火土日月星'[index]}机怎么用`)));
      const people = ['q-lin', 'q-mei', 'q-wang'];
      await storage.transaction(async (database) => {
        for (const [index, id] of people.entries()) await insertPerson(database, { id, login: id, name: id, workerNumber: `9${index}`, role: 'admin', disabled: false, seenAt_ms: null }, 'unused', 1);
      });
      const all = (await storage.read.selectFrom('sentence_group').select('id').execute()).map(({ id }) => id);
      const claim = (id: string, person: string, now_ms: number) => storage.transaction((database) => claimGroup(database, id, person, now_ms + 1_000, now_ms));
      const won = await Promise.all(all.flatMap((id) => people.map(async (person) => ((await claim(id, person, 0)) ? [`${id}`] : []))));
      expect(won.flat().sort()).toEqual([...all].sort());
      const holder = new Map((await listClaimed(storage.read, 500)).map(({ id, claimedBy }) => [id, claimedBy as string]));
      const [first] = all as [string];
      const stranger = people.find((person) => person !== holder.get(first)) as string;
      const open = async (personId: string, now_ms: number) => (await listGroups(storage.read, { filter: { state: 'open' }, personId, without: [], ownLabel: true, now_ms }, 50)).map(({ id }) => id);
      expect(await open(stranger, 500)).not.toContain(first);
      expect(await claim(first, stranger, 500)).toBe(false);
      await storage.transaction((database) => releaseGroups(database, [first], stranger));
      expect(await claim(first, stranger, 500)).toBe(false);
      expect(await open(stranger, 1_000)).toContain(first);
      expect(await claim(first, stranger, 1_000)).toBe(true);
      await storage.transaction((database) => releaseGroups(database, [first], stranger));
      expect(await open(people[0] as string, 1_001)).toContain(first);
    });

    it('that several bring at once are there once, and none is lost', async () => {
      const batches = Array.from({ length: 8 }, (_, batch) => Array.from({ length: 12 }, (_none, index) => said(`第${'一二三四五六七八九十甲乙'[index]}件货${'东南西北'[index % 4]}边${index % 3 === 0 ? '少' : '坏'}了怎么办`, { at_ms: batch })));
      await Promise.all(batches.map((batch) => take(...batch)));
      const rows = await storage.read.selectFrom('sentence').select(['key', 'count']).execute();
      expect(rows).toHaveLength(12);
      expect(rows.map(({ count }) => count)).toEqual(rows.map(() => 8));
      const sums = await groups();
      expect(sums.reduce((sum, { open }) => sum + open, 0)).toBe(12);
    });
  });
}
