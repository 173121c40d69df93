import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Meaning } from '../../src/contract/meaning.ts';
import { createCorrection } from '../../src/text/homophones.ts';
import { loadUnderstanding, trainModel } from '../../src/text/model.ts';
import { anyText } from './anyText.ts';
import { INTENTS, LEXICONS } from './content.ts';

const WORDS = ['快递', '订单', '客户端', '什么时候', '扫地机器人'];
const correct = createCorrection(WORDS, () => false);

describe('a mistyped word', () => {
  test.each([
    ['我的块递呢', '我的快递呢'], ['快第到哪了', '快递到哪了'], ['客户断打不开', '客户端打不开'], ['神么时候到', '什么时候到'], ['定单和块递', '订单和快递'],
    ['扫地机气人坏了', '扫地机器人坏了'],
  ])('%s is %s', (written, meant) => expect(correct(written).text).toBe(meant));

  test('is named with the word that it is taken for', () => {
    expect(correct('问下块递和定单').mistyped).toEqual([{ written: '块递', meant: '快递' }, { written: '定单', meant: '订单' }]);
  });

  test.each(['我的快递呢', '快慢', '块第到哪了', '快 第', '块，递', '', '递'])('%j has none', (text) => {
    expect(correct(text)).toEqual({ text, mistyped: [] });
  });

  test('is none where people write it so: its characters are known together', () => {
    const isKnown = (first: number, second: number): boolean => String.fromCharCode(first, second) === '定单';
    expect(createCorrection(WORDS, isKnown)('定单和块递').text).toBe('定单和快递');
  });

  test('takes nothing from a word of ours that it touches', () => {
    expect(createCorrection(['快递', '递到'], () => false)('快递道').text).toBe('快递道');
  });

  test('leaves every other character, and the length, as they are', () => {
    const text = fc.oneof(anyText(), fc.array(fc.constantFrom(...'快块筷递第弟订定单丹客户断端什么时候，a1')).map((characters) => characters.join('')));
    fc.assert(fc.property(text, (written) => {
      const { text: corrected, mistyped } = correct(written);
      expect(corrected).toHaveLength(written.length);
      expect([...corrected].filter((character, at) => character !== [...written][at])).toHaveLength(mistyped.length);
    }));
  });
});

describe('understanding', () => {
  let understand: (text: string) => Meaning;
  beforeAll(async () => {
    const content = { intents: INTENTS, lexicons: LEXICONS };
    ({ understand } = loadUnderstanding(content, await trainModel(content)));
  }, 60_000);

  test('takes a mistyped word for what was meant, says so, and keeps the text', () => {
    const meaning = understand('抱裹到哪了');
    expect(meaning).toMatchObject({ text: '抱裹到哪了', simplified: '包裹到哪了', intent: 'shipping_status', reason: expect.stringContaining('“抱裹”当作“包裹”') });
    expect(understand('包裹到哪了').reason).not.toContain('当作');
  });

  test('finds a mistyped name, where it stands in the text', () => {
    const [product] = understand('保瘟杯到哪了').entities;
    expect(product).toMatchObject({ value: '保温杯', text: '保瘟杯', start: 0, end: 3 });
  });
});
