import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { lexiconsSchema } from '../../src/contract/content/lexicons.ts';
import type { Meaning } from '../../src/contract/meaning.ts';
import { loadUnderstanding, trainModel } from '../../src/text/model.ts';
import { normalise } from '../../src/text/normalise.ts';
import { createSignals } from '../../src/text/signals.ts';
import { INTENTS, LEXICONS } from './content.ts';

const file = fileURLToPath(new URL('../../data/lexicons/emotion.json', import.meta.url));
const lexicon = lexiconsSchema.shape.emotion.parse(JSON.parse(readFileSync(file, 'utf8')));
const signalsOf = createSignals(lexicon);
const becauseOf = (text: string): readonly string[] => signalsOf(normalise(text).text).because;

describe('the default lexicon of feelings', () => {
  test.each([
    '不好意思刚开会去了，订单 8804512', '哦好，那我等着', '怎么操作', '大概一星期', '界面很人性化', 'USB接口有吗', '订单号8812315008', '猪肉脯保质期多久', '我吃饭去了',
    '软件死机', '人脸识别过不了', '谢谢，不客气', '怎么打发票', '良心价', '滚筒洗衣机有货没', '截图发给你了', '是空气炸锅',
  ])('sees nothing strong in %s', (text) => expect(becauseOf(text)).toEqual([]));

  test.each(['你好意思吗', '你给我等着', '给你一星', '良心被狗吃了', '你们心真黑', '打12315投诉你们', 'sb客服', '别怪我不客气', '干什么吃的'])(
    'still sees it in %s', (text) => expect(becauseOf(text)).not.toEqual([]));

  test.each([
    ['我弟弟乱骂的，我没骂人', '说的是别人'], ['《流氓兔》有货吗', '作品名'], ['累成狗了，快递到哪了', '感叹'], ['我真服了自己，地址又写错', '说的是自己'],
    ['你们服务他妈的太好了', '赞叹'], ['我不是来吵架的', '否定'], ['叫“垃圾”两个字的文件打不开', '引用'], ['不着急，有空再看', '不着急'],
  ])('%s: %s', (text, because) => expect(becauseOf(text)).toContain(because));
});

describe('a strong word', () => {
  let understand: (text: string) => Meaning;
  beforeAll(async () => {
    const angry = { ...LEXICONS.emotion.angry, 骗子游戏: 0 };
    const notAtUs = [...LEXICONS.emotion.notAtUs, { pattern: '哈哈', because: '说笑' }];
    const content = { intents: INTENTS, lexicons: { ...LEXICONS, emotion: { ...LEXICONS.emotion, angry, notAtUs } } };
    ({ understand } = loadUnderstanding(content, await trainModel(content)));
  }, 60_000);

  test('inside an ordinary word of weight 0 is not strong', () => {
    expect(understand('骗子游戏的快递到哪了').emotion).toBe('calm');
    expect(understand('骗子，快递到底在哪').emotion).toBe('angry');
  });

  test('beside a threat is meant for us, whatever else is not', () => {
    expect(understand('哈哈，垃圾，再不发货我就投诉').emotion).toBe('angry');
  });
});
