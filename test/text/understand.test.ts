import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CAUTIONS } from '../../src/contract/content/caution.ts';
import { LIMITS } from '../../src/base/limits.ts';
import { meaningSchema, type Meaning } from '../../src/contract/meaning.ts';
import { loadUnderstanding, trainModel } from '../../src/text/model.ts';
import { mask } from '../../src/text/privacy.ts';
import { anyText } from './anyText.ts';
import { INTENTS, LEXICONS } from './content.ts';

const content = { intents: INTENTS, lexicons: LEXICONS };
let model: Uint8Array;
let understand: (text: string) => Meaning;
const stages: string[] = [];

beforeAll(async () => {
  model = await trainModel(content, { onProgress: (done, total, stage) => stages.push(`${stage} ${done <= total}`) });
  ({ understand } = loadUnderstanding(content, model));
}, 60_000);

describe('understand', () => {
  test.each([
    ['我的快递到哪里了', 'shipping_status'], ['怎么开发票', 'invoice'], ['麻烦叫个人来', 'human_agent'], ['今天天气怎么样', 'out_of_scope'],
  ])('%s is %s', (text, intent) => {
    expect(understand(text)).toMatchObject({ text, intent, decidedBy: 'classifier' });
  });

  test.each(['', ' ', '？', '。。。', '😂😂', '\u200b', '\ud800', '！！！'])('%j is harmless', (text) => {
    expect(understand(text)).toMatchObject({ intent: 'out_of_scope', decidedBy: 'outside', emotion: 'calm', entities: [], private: [] });
  });

  test('what nobody has seen is outside', () => expect(understand('κόσμε ħ')).toMatchObject({ intent: 'out_of_scope', decidedBy: 'outside' }));

  test('rules decide, forbid and weigh', () => {
    expect(understand('转人工！')).toMatchObject({ intent: 'human_agent', decidedBy: 'rule', reason: expect.stringContaining('整句要转人工') });
    expect(understand('不用转人工').intent).not.toBe('human_agent');
    expect(understand('不用转人工').alternatives.map(({ intent }) => intent)).not.toContain('human_agent');
    expect(understand('真人').intent).toBe('human_agent');
  });

  test('one classifier may rank alone, with a confidence and a reason of its own', () => {
    const [both, natural, softmax] = (['both', 'natural', 'softmax'] as const).map((choice) => loadUnderstanding(content, model, choice).understand('查一下我的包裹'));
    expect(new Set([both, natural, softmax].map((meaning) => meaning!.intent))).toEqual(new Set(['shipping_status']));
    expect(natural!.confidence).not.toBe(softmax!.confidence);
    expect(both!.reason).toContain('两种算法一致');
    for (const alone of [natural, softmax]) expect(alone!.reason).not.toContain('两种算法');
    expect(loadUnderstanding(content, model, 'natural').understand('今天天气怎么样').intent).toBe('out_of_scope');
  });

  test('an emotion and its reason, next to the intent', () => {
    expect(understand('你们这群骗子，我的快递到底在哪')).toMatchObject({ intent: 'shipping_status', emotion: 'angry', reason: expect.stringContaining('骗子') });
  });

  test('private data is found, and never in the reason', () => {
    const meaning = understand('开发票，密码是快递骗子abc12345，再看看密码是abc12345');
    expect(meaning.private.length).toBeGreaterThan(0);
    expect(meaning.reason).not.toContain('abc12345');
  });

  test('too long is refused, the longest is not', () => {
    expect(() => understand('a'.repeat(LIMITS.understandLength + 1))).toThrow(expect.objectContaining({ code: 'text.too_long' }));
    expect(understand('快递到哪了'.repeat(LIMITS.understandLength / 5)).intent).toBe('shipping_status');
  });

  test.each(['1', ' 1', 'a@', 'a.', '密码', '，', '\u0301', '😂', '￥1', '一', '身份证', '年', '1-', '(', 'www.', '檔', '\u0000', '\udc00'])(
    'a hundred thousand times %j', (piece) => {
      const text = piece.repeat(Math.floor(LIMITS.understandLength / piece.length));
      expect(meaningSchema.safeParse(understand(text)).success).toBe(true);
    });

  test('any string has a meaning, with spans on the text as it was sent', () => {
    fc.assert(fc.property(anyText(), (text) => {
      const meaning = meaningSchema.parse(understand(text));
      expect(meaning.text).toBe(text);
      for (const { start, end, text: piece } of meaning.entities) expect(text.slice(start, end)).toBe(piece);
      for (const { start, end } of meaning.private) expect(0 <= start && start < end && end <= text.length).toBe(true);
      expect(mask(text, meaning.private)).toHaveLength(text.length);
      for (const { confidence } of meaning.alternatives) expect(confidence).toBeLessThanOrEqual(1);
    }), { numRuns: 300 });
  });

  test('the answer does not depend on what was asked before', () => {
    const first = understand('快递到哪了');
    understand('怎么开发票');
    expect(understand('快递到哪了')).toEqual(first);
  });
});

describe('a model', () => {
  test('is the same for the same content', async () => expect(Buffer.from(await trainModel(content)).equals(Buffer.from(model))).toBe(true), 60_000);

  test('of careful content takes less for its own than one of bold content, and never more', async () => {
    const texts = ['包裹', '发票能寄吗', '我的东西', '帮我查', '开一张', '什么时候', '物流发票', '真人', '今天天气', '寄错了', '抬头', '人呢'];
    const outside = await Promise.all(
      CAUTIONS.map(async (caution) => {
        const careful = { ...content, caution };
        const { understand: read } = loadUnderstanding(careful, await trainModel(careful));
        return texts.filter((text) => read(text).intent === 'out_of_scope');
      }),
    );
    expect(outside[1]).toEqual(expect.arrayContaining(outside[0]!));
    expect(outside[2]).toEqual(expect.arrayContaining(outside[1]!));
    expect(outside[2]!.length).toBeGreaterThan(outside[0]!.length);
  }, 60_000);

  test('tells how far training is', () => {
    expect(new Set(stages)).toEqual(new Set(['reading true', 'intents true', 'emotions true']));
  });

  test('that is truncated, altered, foreign or of other intents is refused', () => {
    const damaged = expect.objectContaining({ code: 'release.damaged' });
    for (const bytes of [model.slice(0, -1), model.slice(0, 100), new Uint8Array(), new TextEncoder().encode('{"a":1}')]) {
      expect(() => loadUnderstanding(content, bytes)).toThrow(damaged);
    }
    for (let at = 5; at < model.length; at += Math.ceil(model.length / 40)) {
      const flipped = model.slice();
      flipped[at]! ^= 0x10;
      expect(() => loadUnderstanding(content, flipped)).toThrow(damaged);
    }
    expect(() => loadUnderstanding({ ...content, intents: INTENTS.slice(1) }, model)).toThrow(damaged);
  });

  test('can be trained on one intent, and on intents without examples', async () => {
    const alone = [{ ...INTENTS[0]!, examples: INTENTS[0]!.examples.slice(0, 1) }, { ...INTENTS[1]!, examples: [] }];
    const trained = await trainModel({ intents: alone, lexicons: LEXICONS });
    expect(meaningSchema.safeParse(loadUnderstanding({ intents: alone, lexicons: LEXICONS }, trained).understand('我的快递到哪了')).success).toBe(true);
  }, 60_000);
});
