import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { intentDocumentSchema, type IntentDocument } from '../../src/contract/content/intent.ts';
import { lexiconsSchema } from '../../src/contract/content/lexicons.ts';
import { entitiesOf } from '../../src/text/entities.ts';
import { normalise } from '../../src/text/normalise.ts';
import { createReader } from '../../src/text/reading.ts';
import { createRules } from '../../src/text/rules.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const json = (path: string): unknown => JSON.parse(readFileSync(project + path, 'utf8'));
const files = readdirSync(project + 'intents').filter((name) => name.endsWith('.json'));
const intents: IntentDocument[] = files.map((name) => intentDocumentSchema.parse(json(`intents/${name}`)));
const lexicons = lexiconsSchema.parse({
  words: json('data/lexicons/words.json'), synonyms: json('data/lexicons/synonyms.json'),
  emotion: json('data/lexicons/emotion.json'), gazetteer: json('data/lexicons/gazetteer.json'),
});

describe('the default intents', () => {
  test('are the forty of the catalogue, each in the file of its name', () => {
    expect(intents.map(({ id }) => `${id}.json`)).toEqual(files);
    expect(intents).toHaveLength(40);
  });

  test('have enough examples of every emotion that fits', () => {
    for (const { examples } of intents) {
      expect(examples.length).toBeGreaterThanOrEqual(100);
      expect(examples.filter(({ emotion }) => emotion === 'angry').length).toBeGreaterThanOrEqual(15);
    }
  });

  test('give no text to two intents', () => {
    const owners = new Map<string, string>();
    for (const { id, examples } of intents) {
      for (const { text } of examples) {
        const plain = normalise(text).text;
        expect([plain, owners.get(plain) ?? id]).toEqual([plain, id]);
        owners.set(plain, id);
      }
    }
  });

  const ruleOn = createRules(intents);
  test.each([
    ['转人工', 'human_agent'], ['麻烦帮我转一下人工客服，谢谢', 'human_agent'], ['你好', 'greeting'], ['早上好！', 'greeting'], ['谢谢啦', 'thanks'],
    ['好的，再见', 'goodbye'], ['是的', 'affirm'], ['解决了', 'affirm'], ['不用了', 'deny'], ['还是不行', 'deny'],
  ])('a rule decides %s', (text, intent) => expect(ruleOn(normalise(text).text).decided?.intent).toBe(intent));

  test.each(['不用转人工', '先别给我转人工', '谢谢，我的快递呢', '你好我要退货', '不是这个订单', '转人工要等多久', '好的手机壳多少钱'])(
    'no rule decides %s', (text) => expect(ruleOn(normalise(text).text).decided).toBeNull());

  test('asking for no person forbids to hand over', () => {
    for (const text of ['不用转人工', '别给我转人工', '不需要人工']) expect(ruleOn(normalise(text).text).forbidden).toContain('human_agent');
  });
});

describe('the default lexicons', () => {
  const read = createReader(lexicons);
  test.each([
    ['我是VIP198用户', 'user_level', 'VIP198'], ['标准用户能传多大', 'user_level', '标准用户'], ['金尊有商务外链吗', 'user_level', '金尊'],
    ['滚筒洗衣机不转', 'product', '滚筒洗衣机'], ['想办畅享99', 'plan', 'p99'], ['加油包怎么退', 'plan', 's15'], ['谷歌浏览器打不开', 'browser', 'Chrome'],
    ['寄到乌鲁木齐几天', 'place', '新疆'],
  ])('%s names a %s', (text, type, value) => {
    const { normalised, extracted, named } = read(text);
    expect(entitiesOf(normalised, extracted.found, named)).toContainEqual(expect.objectContaining({ type, value }));
  });

  test.each([['再不发货我就打12315', '最后通牒'], ['垃圾公司', '辱骂'], ['气死我了我自己把密码忘了', '说的是自己']])(
    '%s shows %s', (text, because) => expect(read(text).signals.because).toContain(because));

  test('an ordinary word that holds a strong one shows nothing', () => expect(read('垃圾桶多少钱').signals.because).toEqual([]));
});
