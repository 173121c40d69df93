import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alikePairs, lettersOf, mostAlike, mostAlikeGently } from '../../../src/studio/doctor/likeness.ts';

test('marks, width and script do not count', () => {
  expect(lettersOf('ＶＩＰ98，怎麼買？！🙂')).toBe('vip98怎么买');
  expect(alikePairs(['转人工！', '轉人工', '？？？', '…'], 1)).toEqual([{ one: 0, other: 1, likeness: 1 }]);
});

/** Few letters, so that many texts are alike. */
const texts = fc.array(fc.string({ unit: fc.constantFrom('退', '货', '款', '吗', '，'), maxLength: 8 }), { maxLength: 25 });

function everyPair(all: readonly string[], least: number): string[] {
  const grams = all.map((text) => {
    const letters = [...lettersOf(text)];
    return new Set(letters.length === 1 ? letters : letters.slice(1).map((letter, index) => letters[index]! + letter));
  });
  return grams.flatMap((one, i) => grams.flatMap((other, j) => {
    const common = [...one].filter((gram) => other.has(gram)).length;
    return i < j && common > 0 && common / (one.size + other.size - common) >= least ? [`${i} ${j}`] : [];
  }));
}

test('finds all pairs that comparing every text with every other one finds', () => {
  fc.assert(fc.property(texts, fc.constantFrom(0.3, 0.5, 0.8, 0.9, 1), (all, least) => {
    expect(alikePairs(all, least).map(({ one, other }) => `${one} ${other}`)).toEqual(everyPair(all, least));
  }), { numRuns: 300 });
});

test('finds the most alike of thousands with pauses for whoever waits', async () => {
  const known = Array.from({ length: 5_000 }, (_, index) => `第${index}件商品什么时候能到`);
  const sought = ['第4321件商品什么时候能到呀', '月亮'];
  let turns = 0;
  let waiting = true;
  const take = (): void => {
    turns += 1;
    if (waiting) setImmediate(take);
  };
  setImmediate(take);
  const found = await mostAlikeGently(sought, known, 0.8);
  waiting = false;
  expect(found).toEqual(mostAlike(sought, known, 0.8));
  expect(turns).toBeGreaterThan(20);
});
