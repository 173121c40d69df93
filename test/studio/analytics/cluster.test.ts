import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clusterTexts } from '../../../src/studio/analytics/cluster.ts';

/** Characters one by one and in pairs, as numbers. */
const numberOf = (characters: string): number => [...characters].reduce((sum, character) => sum * 70_000 + character.charCodeAt(0), 0);
const featured = (text: string, weight = 1) => ({ features: [1, 2].flatMap((length) => [...text].slice(length - 1).map((_, at) => numberOf(text.slice(at, at + length)))), weight });
const groups = async (texts: string[]) =>
  (await clusterTexts(texts.map((text) => featured(text)))).map(({ members }) => members.map((member) => texts[member]!).sort()).sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));

const TRADE_IN = ['可以以旧换新吗', '你们支持以旧换新吗', '以旧换新怎么参加', '有没有以旧换新的活动'];
const GIFT = ['能帮我包装成礼物吗', '可以礼品包装成礼物吗', '想要包装成礼物送人'];

describe('texts that are alike', () => {
  it('come together, and those that are not stay apart', async () => {
    expect(await groups([...TRADE_IN, ...GIFT, '今天会下雨么'])).toEqual([[...TRADE_IN].sort(), [...GIFT].sort(), ['今天会下雨么']]);
  });

  it('makes the same of the same, whatever else is the matter', async () => {
    const texts = [...GIFT, ...TRADE_IN];
    expect(await groups(texts)).toEqual(await groups(texts));
  });

  it('puts each text into at most one group and loses none that has features', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom(...'退换货快递发票礼物'), { minLength: 2, maxLength: 8 }).map((characters) => characters.join('')), { maxLength: 25 }), async (texts) => {
        const clusters = await clusterTexts(texts.map((text, index) => featured(text, 1 + (index % 3))));
        const members = clusters.flatMap(({ members: own }) => own);
        expect(new Set(members).size).toBe(members.length);
        expect(members.every((member) => member >= 0 && member < texts.length)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives way to customers all the time, however many lines there are', async () => {
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await new Promise((resume) => setImmediate(resume));
        turns += 1;
      }
    })();
    // No two of them are alike, so that each begins a cluster, which is compared with all others.
    await clusterTexts(Array.from({ length: 600 }, (_, number) => ({ features: [number, number + 10_000, number + 20_000, 7], weight: 1 })));
    isOver = true;
    await others;
    expect(turns).toBeGreaterThan(150);
  });
});
