import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { ConversationsResult } from '../../../src/contract/studio/conversations.ts';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';

describe('the conversation tests of the studio', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
    await cp(join(PROJECT_PATH, 'data/demo'), join(server.contentPath, 'data/demo'), { recursive: true });
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, STUDIO + path, { session: server.admin, ...(body !== undefined && { body }) });
  const run = async (what: { file?: string; line?: number }): Promise<ConversationsResult> => {
    const started = await call('POST', '/conversation-tests/run', what);
    expect(started.status).toBe(200);
    for (;;) {
      const { job } = (await call('GET', `/jobs/${started.body.job}`)).body;
      if (job.state === 'done') return job.result;
      expect(job).toMatchObject({ state: 'running' });
    }
  };

  it('are listed file by file with what stands in each', async () => {
    const { files } = (await call('GET', '/conversations')).body;
    const shipping = files.find(({ id }: { id: string }) => id === 'shipping');
    expect(shipping.scripts.length).toBeGreaterThan(1);
    expect(files.every(({ problems }: { problems: unknown[] }) => problems.length === 0)).toBe(true);
  });

  it('are written, refused on an old revision with what stands there, kept in versions, and removed', async () => {
    const text = '标题：打招呼\n客户：你好\n期望：意图 greeting\n';
    const created = await call('PUT', '/conversations/own', { rev: null, content: text });
    expect([created.status, created.body.document.content]).toEqual([200, text]);
    expect(await readFile(join(server.contentPath, 'dialogs/conversations/own.txt'), 'utf8')).toBe(text);
    const again = await call('PUT', '/conversations/own', { rev: null, content: '标题：别的' });
    expect([again.status, again.body.error.details.current]).toEqual([409, created.body.document]);
    const changed = await call('PUT', '/conversations/own', { rev: created.body.document.rev, content: `${text}期望：不转人工\n` });
    const stale = await call('POST', '/conversations/own/remove', { rev: created.body.document.rev });
    expect([stale.status, stale.body.error.details.current]).toEqual([409, changed.body.document]);
    expect((await call('POST', '/history/conversation/own/1/restore', {})).status).toBe(204);
    expect((await call('GET', '/conversations/own')).body.document).toEqual(created.body.document);
    expect((await call('POST', '/conversations/own/remove', { rev: created.body.document.rev })).status).toBe(204);
    expect((await call('GET', '/conversations/own')).status).toBe(404);
    expect((await call('PUT', '/conversations/..%2Fown', { rev: null, content: text })).status).toBe(400);
  });

  it('say of every line that cannot be read what is wrong with it', async () => {
    const content = '标题：a\n场景：星期八\n客户：你好\n期望：笑一笑\n（下雨）\n期望：不说话';
    const { body } = await call('POST', '/conversation-tests/check', { content });
    expect(body.problems.map(({ line, reason }: { line: number; reason: string }) => [line, reason.slice(0, 3)])).toEqual([[2, '看不懂'], [4, '看不懂'], [5, '看不懂']]);
    expect(body.scripts).toEqual([{ line: 1, title: 'a', scenes: 1, lines: 1 }]);
    expect((await call('POST', '/conversation-tests/check', { content: '标题：a' })).body.problems).toEqual([{ line: 1, reason: '“a”没有内容' }]);
  });

  it('are played with the dialogs of the draft as a job, and show where they first go otherwise and why', async () => {
    const content = '标题：查物流\n客户：我的快递到哪了\n期望：意图 shipping_status；问 order_number\n客户：202611010001\n期望：查单 202611010001；含“没有这句”\n\n标题：招呼\n客户：你好\n期望：意图 greeting\n';
    const { document } = (await call('PUT', '/conversations/own', { rev: null, content })).body;
    const all = await run({ file: 'own' });
    expect([all.passed, all.release, all.revs]).toEqual([false, 1, { own: document.rev }]);
    expect(all.results.map(({ title, failures }) => [title, failures])).toEqual([['查物流', 1], ['招呼', 0]]);
    expect(all.results[0]!.first).toMatchObject({ line: 4, text: '客户：202611010001', failures: [{ line: 5, expected: '含“没有这句”', got: '没有这些字' }] });
    expect(all.results[0]!.first!.because.length).toBeGreaterThan(0);
    expect((await run({ file: 'own', line: 7 })).results.map(({ title }) => title)).toEqual(['招呼']);
    expect((await call('POST', '/conversation-tests/run', { file: 'nowhere' })).status).toBe(404);
    await call('PUT', '/conversations/own', { rev: document.rev, content: '标题：a' });
    expect((await call('POST', '/conversation-tests/run', { file: 'own' })).body.error).toMatchObject({ code: 'evaluation.invalid', details: { file: 'own', line: 1 } });
  });

  it('hear the words that the draft says now', async () => {
    const { document } = (await call('GET', '/dialogs/desk')).body;
    const words = ['橙子小店欢迎您。', '橙子小店在这里等您。', '您来到橙子小店了。'];
    await call('PUT', '/dialogs/desk', { document: { ...document, replies: { ...document.replies, 'desk.opened': { ...document.replies['desk.opened'], text: words, cases: [] } } } });
    await call('PUT', '/conversations/greeting', { rev: null, content: '标题：开场\n（打开窗口）\n期望：含“橙子小店”\n' });
    expect(await run({ file: 'greeting' })).toMatchObject({ passed: true, results: [{ failures: 0, first: null }] });
  });
});
