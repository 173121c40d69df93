import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bandsOf, keyOf, likeness, piecesOf } from '../../../src/studio/sentence/pieces.ts';

/** The same, told as slowly as it can be. */
function slowLikeness(one: string, other: string): number {
  const cut = (key: string): Set<string> => {
    const plain = key.replace(/\p{N}+/gu, '0');
    const signs = [...(plain.replace(/[的了吗呢啊吧呀哦嗯哈啦嘛么我你您请个]/g, '') || plain)];
    return new Set([...signs, ...signs.slice(1).map((sign, index) => signs[index]! + sign)]);
  };
  const [a, b] = [cut(one), cut(other)];
  const common = [...a].filter((piece) => b.has(piece)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}

const keys = fc.array(fc.constantFrom(...'快递到哪了怎么退货我的吗7𠮷a'), { minLength: 1, maxLength: 14 }).map((signs) => signs.join(''));

describe('how alike two sentences are', () => {
  it('is the share of their signs and pairs of signs that both have', () => {
    fc.assert(fc.property(keys, keys, (one, other) => expect(likeness(piecesOf(one), piecesOf(other))).toBe(slowLikeness(one, other))));
  });

  it('does not depend on marks, particles and what number is named', () => {
    const pieces = (text: string): readonly number[] => piecesOf(keyOf(text));
    expect(pieces('请你，我的订单 202611010001 什么时候到？')).toEqual(pieces('订单202611010002什么时候到呢'));
    expect(likeness(pieces('怎么退货'), pieces('怎么退货'))).toBe(1);
    expect(likeness(pieces('怎么退货'), pieces('发票抬头'))).toBe(0);
  });

  it('is looked for under numbers that stay as they are stored, whatever becomes of the program', () => {
    expect(bandsOf(piecesOf(keyOf('我的快递到哪了')))).toEqual([1719606801, 6512774914, 8985253089, 14659024491, 18694038052, 21849028014, 29186458191, 34095390901]);
    expect(bandsOf(piecesOf(keyOf('𠮷野家好吃吗')))).toEqual([1504467609, 4336422792, 9052406446, 13348204523, 17879955854, 25303322147, 27714271329, 30912498113]);
  });
});
