import { describe, expect, it } from '@jest/globals';
import { searchTerms, searchWords, snippet } from '../../src/text/searchWords.ts';

describe('the words by which a text is found', () => {
  it('are pairs of Chinese characters, with the last one of a row by itself', () => {
    expect(searchWords('退款流程，到账')).toEqual(['退款', '款流', '流程', '程', '到账', '账']);
  });

  it('do not tell apart traditional and simplified script, width and case', () => {
    expect(searchWords('ＶＩＰ 會員 iPhone')).toEqual(searchWords('vip 会员 IPHONE'));
  });

  it('name a long number also by its last four digits', () => {
    expect(searchWords('订单 202611010009')).toEqual(['订单', '单', '202611010009', '0009']);
  });
});

describe('what is looked for', () => {
  it('is a phrase of pairs for a row of characters, and a beginning for letters, digits and a single character', () => {
    expect(searchTerms('退款流程 ts12 我', 12)).toEqual([
      { words: ['退款', '款流', '流程'], begins: false },
      { words: ['ts'], begins: true },
      { words: ['12'], begins: true },
      { words: ['我'], begins: true },
    ]);
  });

  it('is nothing for signs alone', () => {
    expect(searchTerms('"* )', 12)).toEqual([]);
  });
});

describe('a snippet', () => {
  it('marks what was found in the text as it was written, and shortens a long one around it', () => {
    const text = '您好，'.repeat(40) + '我想問退款流程' + '。'.repeat(100);
    const pieces = snippet(text, '退款', 40);
    expect(pieces.filter(({ hit }) => hit).map((piece) => piece.text)).toEqual(['退款']);
    expect(pieces.map((piece) => piece.text).join('')).toContain('我想問退款流程');
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThanOrEqual(42);
    expect(snippet('繁體會員', '会员', 40)).toEqual([{ text: '繁體', hit: false }, { text: '會員', hit: true }]);
  });
});
