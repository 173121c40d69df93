import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalise, spanOnOriginal } from '../../src/text/normalise.ts';
import { anyText } from './anyText.ts';

const plain = (text: string): string => normalise(text).text;

describe('normalise', () => {
  test.each([
    ['ＡＢＣ１２３！？', 'abc123!?'],
    ['檔案上傳失敗，網路超慢', '文件上传失败,网络超慢'],
    ['登\u200b录\u202e不\ufeff了', '登录不了'],
    ['  我  的\t快递\n', '我 的 快递'],
    ['急急急急急急！！！！！！！', '急急急!!!'],
    ['订单20261111111111', '订单20261111111111'],
    ['cafe\u0301', 'café'],
    ['①㎏', '1kg'],
    ['a\ud800b', 'a\ufffdb'],
    ['\ue001', '\ufffd'],
    ['☎️😂😂😂😂😂', '☎😂😂😂'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => expect(plain(text)).toBe(expected));

  test('simplified text keeps words that are Taiwanese elsewhere', () => expect(plain('程式和质量')).toBe('程式和质量'));

  test('a span goes back to the original characters, whatever was removed or expanded', () => {
    const text = '檔案 1\u200b2３Ｍ！！！！！！完';
    const normalised = normalise(text);
    const sliceOf = (part: string): string => {
      const start = normalised.text.indexOf(part);
      const span = spanOnOriginal(normalised, start, start + part.length);
      return text.slice(span.start, span.end);
    };
    expect(sliceOf('文件')).toBe('檔案');
    expect(sliceOf('123m')).toBe('1\u200b2３Ｍ');
    expect(sliceOf('!!!')).toBe('！！！！！！');
  });

  test('any string: same answer again, spans in order and inside the text', () => {
    fc.assert(fc.property(anyText(), (text) => {
      const { text: result, starts, ends } = normalise(text);
      expect(starts).toHaveLength(result.length);
      expect(ends).toHaveLength(result.length);
      for (let at = 0; at < result.length; at++) {
        expect(starts[at]!).toBeLessThan(ends[at]!);
        expect(ends[at]!).toBeLessThanOrEqual(text.length);
        if (at > 0) expect(starts[at]!).toBeGreaterThanOrEqual(starts[at - 1]!);
      }
      expect(() => encodeURIComponent(result)).not.toThrow();
    }));
  });

  test('a hundred thousand marks on one letter', () => expect(plain('a' + '\u0301'.repeat(99_999)).length).toBeLessThan(10));
});
