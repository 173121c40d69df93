import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lexicons } from '../../../src/contract/content/lexicons.ts';
import type { CheckedLexicon, LexiconName } from '../../../src/contract/studio/lexicons.ts';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';

/** Each lexicon with one entry more. */
const MORE: { [Name in LexiconName]: (content: Lexicons[Name]) => Lexicons[Name] } = {
  words: (content) => [...content, { word: '云台相机' }],
  synonyms: (content) => [...content, ['云台', '稳定器']],
  emotion: (content) => ({ ...content, upset: { ...content.upset, 闹心死: 3 } }),
  gazetteer: (content) => ({ ...content, colour: { 藏青: ['藏蓝'] } }),
};

describe('the lexicons of the studio', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, STUDIO + path, { session: server.admin, ...(body !== undefined && { body }) });
  const read = async <Name extends LexiconName>(name: Name): Promise<{ rev: string; content: Lexicons[Name] }> => (await call('GET', `/lexicons/${name}`)).body.document;
  const check = async (name: LexiconName, content: unknown): Promise<CheckedLexicon> => (await call('POST', `/lexicons/${name}/check`, { content })).body;
  const write = async (id: string, texts: string[]): Promise<void> => {
    const { document } = (await call('GET', `/intents/${id}`)).body;
    await call('PUT', `/intents/${id}`, { document: { ...document, examples: texts.map((text) => ({ text, emotion: 'calm' })) } });
  };

  it.each(['words', 'synonyms', 'emotion', 'gazetteer'] as const)('%s: are saved into their file, refused on an old revision with what it is now, and become what they were', async (name) => {
    const before = await read(name);
    const changed = MORE[name](before.content as never);
    const saved = await call('PUT', `/lexicons/${name}`, { document: { rev: before.rev, content: changed } });
    expect([saved.status, saved.body.document.content]).toEqual([200, changed]);
    expect(JSON.parse(await readFile(join(server.contentPath, `data/lexicons/${name}.json`), 'utf8'))).toEqual(changed);
    const second = await call('PUT', `/lexicons/${name}`, { document: before });
    expect([second.status, second.body.error.code, second.body.error.details.current]).toEqual([409, 'content.conflict', saved.body.document]);
    const { versions } = (await call('GET', `/history/lexicon/${name}`)).body;
    expect(versions).toHaveLength(2);
    expect((await call('POST', `/history/lexicon/${name}/1/restore`, {})).status).toBe(204);
    expect(await read(name)).toEqual(before);
  });

  it('say which words stand twice, and what falls together that is said of different things', async () => {
    await write('invoice', ['红麒麟怎么开']);
    await write('warranty', ['蓝麒麟怎么开']);
    const { content } = await read('synonyms');
    const { problems, changed } = await check('synonyms', [...content, ['红麒麟', '蓝麒麟', '红麒麟'], ['绿麒麟', '蓝麒麟']]);
    expect(problems).toContainEqual({ kind: 'repeated', place: '红麒麟', texts: [] });
    expect(problems).toContainEqual({ kind: 'inTwo', place: '蓝麒麟', other: '红麒麟', texts: [] });
    expect(problems).toContainEqual({ kind: 'folds', place: '红麒麟', texts: ['红麒麟怎么开（invoice）', '蓝麒麟怎么开（warranty）'] });
    expect(changed).toBeGreaterThan(1);
    expect(await check('synonyms', content)).toMatchObject({ changed: 0, problems: [] });
  });

  it('show how a sentence is read with what is not saved yet', async () => {
    const attempt = async (name: LexiconName, content: unknown, text: string) => (await call('POST', `/lexicons/${name}/try`, { content, text })).body;
    const text = '云台相机稳定器坏了';
    const [words, synonyms, gazetteer] = [(await read('words')).content, (await read('synonyms')).content, (await read('gazetteer')).content];
    const before = await attempt('words', words, text);
    expect([before.words.includes('云台相机'), (await attempt('words', MORE.words(words), text)).words.includes('云台相机')]).toEqual([false, true]);
    expect([before.synonyms, (await attempt('synonyms', MORE.synonyms(synonyms), text)).synonyms]).toEqual([[], [{ word: '稳定器', as: '云台' }]]);
    expect((await attempt('gazetteer', MORE.gazetteer(gazetteer), '要藏蓝的')).names).toEqual([{ type: 'colour', value: '藏青', start: 1, end: 3 }]);
    expect((await call('POST', '/lexicons/words/try', { content: { nothing: 1 }, text })).status).toBe(400);
    expect(await read('words')).toMatchObject({ content: words });
  });

  it('say which words the segmenter keeps whole anyway, and which it cuts whatever is written', async () => {
    await write('thanks', ['南京市长江大桥很漂亮', '直飞云端相册好用']);
    const { content } = await read('words');
    const { problems, changed, uses } = await check('words', [...content, { word: '电梯' }, { word: '云端相册' }, { word: '市长' }]);
    expect(problems.filter(({ kind }) => kind !== 'repeated')).toEqual([{ kind: 'useless', place: '电梯', texts: [] }, { kind: 'splits', place: '市长', texts: [expect.stringContaining('长江大桥')] }]);
    expect([changed, uses['云端相册']]).toEqual([1, 1]);
  });

  it('say which words of feelings are said calmly, and which patterns are none', async () => {
    await write('greeting', ['橘友在吗', '橘友你好', '橘友早', '橘友晚上好', '橘友有空吗']);
    const { content } = await read('emotion');
    const checked = await check('emotion', { ...content, angry: { ...content.angry, 橘友: 4 } });
    expect(checked.problems).toContainEqual({ kind: 'feels', place: '橘友', other: 'calm', texts: expect.arrayContaining(['橘友在吗']) });
    expect([checked.changed, checked.uses['橘友']]).toEqual([5, 5]);
    const broken = { ...content, patterns: [...content.patterns, { pattern: '(?=坏)', emotion: 'angry', weight: 3, because: '试' }] };
    expect((await check('emotion', broken)).problems).toContainEqual({ kind: 'pattern', place: '(?=坏)', texts: [] });
    expect((await call('PUT', '/lexicons/emotion', { document: { ...(await read('emotion')), content: broken } })).status).toBe(422);
  });

  it('learn a name of a thing from a sentence, and find it in texts from then on', async () => {
    const text = '我那个橘猫台灯坏了，单号 202611010001，花了 89 元';
    const found = async () => (await call('POST', '/entities', { texts: [text] })).body.entities[0] as { type: string; value: unknown; start: number; end: number }[];
    const shown = async () => (await found()).map(({ type, value, start, end }) => [type, value, text.slice(start, end)]);
    expect(await shown()).toEqual([['product', '护眼台灯', '台灯'], ['order_number', '202611010001', '202611010001'], ['amount', 89, '89 元']]);
    expect((await call('POST', '/names', { type: 'product', value: '橘猫台灯', name: '橘猫台灯' })).status).toBe(204);
    expect((await call('POST', '/names', { type: 'product', value: '橘猫台灯', name: '橘猫灯' })).status).toBe(204);
    expect((await read('gazetteer')).content['product']!['橘猫台灯']).toEqual(['橘猫灯']);
    expect((await shown())[0]).toEqual(['product', '橘猫台灯', '橘猫台灯']);
    const taken = await call('POST', '/names', { type: 'product', value: '别的灯', name: '橘猫灯' });
    expect([taken.status, taken.body.error.details]).toEqual([409, { type: 'product', value: '橘猫台灯' }]);
    for (const name of ['__proto__', 'constructor']) expect((await call('POST', '/names', { type: 'product', value: name, name: '某物' })).status).toBe(400);
  });

  it('are no other lexicon than the one they are saved as', async () => {
    const { rev } = await read('words');
    expect((await call('PUT', '/lexicons/words', { document: { rev, content: [['一', '二']] } })).status).toBe(400);
    expect((await call('GET', '/lexicons/figures')).status).toBe(400);
  });
});
