import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestLine } from '../../../src/contract/content/testset.ts';
import type { TestLineResult, TestsetDocument } from '../../../src/contract/studio/testset.ts';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';

describe('the fixed test set', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, STUDIO + path, { session: server.admin, ...(body !== undefined && { body }) });
  const read = async (): Promise<TestsetDocument> => (await call('GET', '/testset')).body.document;
  const check = async (lines: TestLine[]): Promise<TestLineResult[]> => (await call('POST', '/testset/check', { lines })).body.lines;

  it('that we ship covers every intent, and has no line that stands, or nearly stands, among the examples', async () => {
    const { content } = await read();
    const { intents } = (await call('GET', '/intents')).body as { intents: { id: string }[] };
    const covered = new Map<string, number>();
    for (const { intent } of content) covered.set(intent, (covered.get(intent) ?? 0) + 1);
    expect(intents.filter(({ id }) => (covered.get(id) ?? 0) < 5)).toEqual([]);
    const results = await check(content);
    expect(content.filter((_line, index) => results[index]!.leak || results[index]!.repeated || results[index]!.unknown)).toEqual([]);
  });

  it('is saved as lines of a file, refused on an old revision with what it is now, and keeps its versions', async () => {
    const before = await read();
    const line: TestLine = { text: '冰箱門關不緊，漏氣', intent: 'product_fault', emotion: 'upset' };
    const saved = await call('PUT', '/testset', { document: { ...before, content: [line, { text: '随便一句', intent: 'out_of_scope' }] } });
    expect([saved.status, saved.body.document.content.length]).toEqual([200, 2]);
    expect(await readFile(join(server.contentPath, 'data/testset.tsv'), 'utf8')).toBe('冰箱門關不緊，漏氣\tproduct_fault\tupset\n随便一句\tout_of_scope\n');
    const second = await call('PUT', '/testset', { document: before });
    expect([second.status, second.body.error.details.current]).toEqual([409, saved.body.document]);
    expect((await call('POST', '/history/testset/testset/1/restore', {})).status).toBe(204);
    expect(await read()).toEqual(before);
  });

  it('says of lines which are learnt by heart, repeated, or of no intent, and how the model that serves understands them', async () => {
    const [example] = (await call('GET', '/intents/warranty')).body.document.examples as { text: string }[];
    const results = await check([
      { text: `${example!.text} `, intent: 'warranty' }, { text: '快递走到哪里了', intent: 'shipping_status', emotion: 'calm' },
      { text: '快递走到哪里了', intent: 'no_such_intent' },
    ]);
    expect(results.map(({ leak, repeated, unknown }) => [leak?.likeness ?? null, repeated, unknown])).toEqual([[1, false, false], [null, false, false], [null, true, true]]);
    expect(results[1]).toMatchObject({ intent: 'shipping_status', confidence: 0.9, emotion: 'calm' });
  });

  it('takes no line that would be two in the file', async () => {
    const before = await read();
    for (const text of ['一句\t两句', '一句\n两句', ' ']) {
      expect((await call('PUT', '/testset', { document: { ...before, content: [{ text, intent: 'thanks' }] } })).status).toBe(400);
    }
  });
});
