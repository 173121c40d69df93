import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { LIMITS } from '../../src/base/limits.ts';
import type { IntentDocument } from '../../src/contract/content/intent.ts';
import { meaningSchema, type Meaning } from '../../src/contract/meaning.ts';
import { parseEvaluation } from '../../src/studio/evaluate.ts';
import { maskMeaning } from '../../src/text/maskMeaning.ts';
import { loadUnderstanding, trainModel } from '../../src/text/model.ts';
import { TRAINING_MS, trainedDraft } from '../support/trained.ts';
import { anyText } from './anyText.ts';
import { INTENTS, LEXICONS } from './content.ts';
import { SEVERAL, STORIES } from './severalQuestions.ts';

/** As the small desk's other intents, but small talk. */
const GREETING: IntentDocument = {
  id: 'greeting', name: '问候', domain: 'common', description: '', rev: 1,
  rules: [{ pattern: '^(你好|您好|在吗|有人吗)[,。!?]*$', effect: 'decide', because: '整句问候' }],
  examples: ['你好', '您好', '在吗', '有人吗', '你好在吗', '客服在吗'].map((text) => ({ text, emotion: 'calm' })),
};

const intentsOf = ({ parts }: Meaning): string => (parts ?? []).map(({ intent }) => intent).join(' ');

describe('several questions in one message', () => {
  let understand: (text: string) => Meaning;
  beforeAll(async () => {
    const content = { intents: [...INTENTS, GREETING], lexicons: LEXICONS };
    ({ understand } = loadUnderstanding(content, await trainModel(content)));
  }, 60_000);

  const pieces = (text: string): string[] => (understand(text).parts ?? []).map((part) => part.text);

  test.each([
    ['我的快递到哪了？怎么开发票？', ['我的快递到哪了？', '怎么开发票？']],
    ['我的快递到哪了，顺便问一下怎么开发票', ['我的快递到哪了', '怎么开发票']],
    ['我的快递到哪了\n怎么开发票', ['我的快递到哪了', '怎么开发票']],
    ['1. 我的快递到哪了\n2. 怎么开发票', ['我的快递到哪了', '怎么开发票']],
    ['我的快递到哪了。另外，补开一张发票', ['我的快递到哪了。', '补开一张发票']],
    ['我的快递到哪了，对了怎么开发票，还有我要找真人客服', ['我的快递到哪了', '怎么开发票', '我要找真人客服']],
    ['我的快遞到哪了？？怎麼開發票！！', ['我的快遞到哪了？？', '怎麼開發票！！']],
  ])('%j is split', (text, expected) => expect(pieces(text)).toEqual(expected));

  test.each([
    '我的快递到哪了？', '我的快递到哪了，怎么查', '我的快递到哪了？包裹什么时候到？', '怎么开发票？今天天气怎么样？', '我的快递到哪了？不行的话怎么开发票',
    '我的快递到哪了http://a.cn/x?怎么开发票', '我的快递到哪了？ab', '我要电子发票，然后我的快递到哪了', '在吗？我的快递到哪了？', '怎么开发票？有人吗？', '。。。？？', '另外，怎么开发票',
  ])('%j is one', (text) => expect(understand(text)).not.toHaveProperty('parts'));

  test('each part says what it is about, with its entities where they stand in the message', () => {
    const meaning = understand('订单202611010001的快递到哪了？另外怎么开发票，花了99元');
    expect(meaning.parts).toMatchObject([
      { intent: 'shipping_status', entities: [{ type: 'order_number', value: '202611010001', start: 2, end: 14 }] },
      { intent: 'invoice', entities: [{ type: 'amount', value: 99 }], reason: expect.stringContaining('发票') },
    ]);
    expect(meaning.parts!.flatMap(({ entities }) => entities)).toEqual(meaning.entities);
  });

  test('what is said about a question stays with it', () => {
    expect(pieces('你好！我的快递到哪了？急用。另外怎么开发票？谢谢')).toEqual(['你好！我的快递到哪了？急用。', '怎么开发票？谢谢']);
  });

  test('what is asked again later is not told twice', () => {
    expect(pieces('我的快递到哪了？怎么开发票？另外我的快递到哪了？').filter((text) => text.includes('发票')).length).toBeLessThan(2);
    expect(intentsOf(understand('我的快递到哪了？怎么开发票？我要找真人客服，顺便怎么开发票'))).toBe('shipping_status invoice human_agent');
  });

  test('the same question about two orders is two, about one order one', () => {
    expect(pieces('我的快递202611010001到哪了？另外我的快递202611010002到哪了？')).toHaveLength(2);
    expect(pieces('我的快递202611010001到哪了？另外我的快递202611010001到哪了？')).toEqual([]);
    expect(pieces('我的快递TS12345678到哪了？另外我的快递TS12345679到哪了？')).toHaveLength(2);
  });

  test('a mark with another on it belongs to one part only', () => {
    const [first, second] = understand('我的快递到哪了？\u0e34怎么开发票？').parts ?? [];
    expect(first?.end ?? 0).toBeLessThanOrEqual(second?.start ?? 0);
  });

  test.each([
    ['我的快递到哪了？密码是 Zq8!vv0x，怎么开发票？另外我要找真人客服，身份证号：\n11010519491231002X', 3],
    // Only the whole shows what this number is.
    ['怎麼開發票482913\n是我的验证码，我的快递到哪了？', 2],
  ])('of private data nothing is left in the parts of a masked meaning: %j', (text, parts) => {
    const meaning = maskMeaning(understand(text));
    expect(meaning.parts).toHaveLength(parts);
    expect(JSON.stringify(meaning.parts)).toContain('******');
    expect(JSON.stringify(meaning.parts)).not.toMatch(/zq8|482913|11010519491231002/i);
  });

  test('more questions than anybody answers at once are not all told, and a table is none', () => {
    const asked = Array.from({ length: 9 }, (_, index) => `我的快递20261101000${index}到哪了？`);
    expect(pieces(asked.slice(0, 7).join('另外'))).toHaveLength(LIMITS.parts);
    expect(pieces(Array.from({ length: 30 }, () => '我的快递到哪了？怎么开发票？').join('\n'))).toEqual([]);
  });

  test('parts lie on the message as it was sent, in order, apart from one another, each a topic that differs from the others', () => {
    const told = fc.constantFrom('我的快递到哪了', '怎么开发票', '我要找真人客服', '包裹什麼時候到', '你好', '查一下物流202611010001', '身份证11010519491231002X', 'ＴＳ１２３４５６７８');
    const between = fc.constantFrom('？', '！！', '\n', '，另外', '。顺便问一下', ' 还有', '\u200b？', '……', '，');
    let split = 0;
    fc.assert(fc.property(fc.array(fc.tuple(fc.oneof({ weight: 4, arbitrary: told }, { weight: 1, arbitrary: anyText(4) }), between), { maxLength: 6 }), (told) => {
      const text = told.flat().join('');
      const { parts, entities } = meaningSchema.parse(understand(text));
      if (parts === undefined) return;
      split += 1;
      let before = 0;
      for (const part of parts) {
        expect(before <= part.start && part.start < part.end && part.end <= text.length).toBe(true);
        expect(part.text).toBe(text.slice(part.start, part.end));
        expect(part.entities).toEqual(entities.filter(({ start, end }) => part.start <= start && end <= part.end));
        expect(['out_of_scope', 'greeting']).not.toContain(part.intent);
        before = part.end;
      }
      const asked = parts.map(({ intent, entities: named }) => `${intent} ${named.map(({ value }) => value).join(' ')}`);
      expect(new Set(asked).size).toBe(parts.length);
    }), { numRuns: 500 });
    expect(split).toBeGreaterThan(50);
  });
});

describe('the default content', () => {
  let understand: (text: string) => Meaning;
  beforeAll(async () => {
    ({ understand } = (await trainedDraft()).understanding);
  }, TRAINING_MS);

  test('splits at least two of three messages that ask several things, and each right', () => {
    const wrong = SEVERAL.filter(([text, intents]) => intentsOf(understand(text)) !== intents).map(([text]) => text);
    expect(SEVERAL.length).toBeGreaterThan(60);
    expect(wrong.length > SEVERAL.length / 3 ? wrong : []).toEqual([]);
  });

  test('tears one story in a hundred at most', () => {
    const torn = STORIES.filter((text) => understand(text).parts !== undefined);
    expect(STORIES.length).toBeGreaterThan(100);
    expect(torn.length > STORIES.length / 100 ? torn : []).toEqual([]);
  });

  test('tears one line of the development set in two hundred at most', () => {
    const lines = parseEvaluation(readFileSync(join(PROJECT_PATH, 'test/evaluation/dev.tsv'), 'utf8'));
    const torn = lines.filter(({ text }) => understand(text).parts !== undefined).map(({ text }) => text);
    expect(torn.length > lines.length / 200 ? torn : []).toEqual([]);
  });
});
