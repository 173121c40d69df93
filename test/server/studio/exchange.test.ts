import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import type { Job } from '../../../src/contract/studio/jobs.ts';
import { studioServer, type StudioServer } from './support.ts';

const IMPORTS = '/api/v1/studio/imports';

describe('import and export in the studio', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown, session = server.admin) => server.call(method, path, { session, ...(body !== undefined && { body }) });
  const upload = (content: string, { kind = 'intents', file = 'old.csv', session = server.admin } = {}) =>
    server.call('POST', `${IMPORTS}?${new URLSearchParams({ kind, file }).toString()}`, { session, raw: content, headers: { 'content-type': 'application/octet-stream' } });
  const ended = async (id: string): Promise<Job> => {
    for (;;) {
      const { job } = (await call('GET', `/api/v1/studio/jobs/${id}`)).body;
      if (job.state !== 'running') return job;
    }
  };
  const read = async (content: string, options = {}): Promise<string> => {
    const { status, body } = await upload(content, options);
    expect(status).toBe(202);
    return ((await ended(body.job)).result as { import: string }).import;
  };

  it('look at a file, are told what to decide, look again, and do it', async () => {
    const id = await read('意图,例句\nwarranty,翻新机能不能延长保修两年\n奇怪的事,为什么天是蓝色的呀\n');
    const first = (await call('GET', `${IMPORTS}/${id}`)).body;
    expect(first.report).toMatchObject({ format: 'csv', lines: 2, taken: 1, verdicts: { new: 1, undecided: 1 } });
    expect((await call('GET', `${IMPORTS}/${id}/lines`)).body.lines.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['undecided', 'new']);
    expect((await ended((await call('POST', `${IMPORTS}/${id}/apply`)).body.job)).error).toMatchObject({ code: 'import.choice_missing' });

    const choices = { ...first.choices, intents: [['奇怪的事', { as: 'create', id: 'strange', name: '奇怪的事' }]] };
    await ended((await call('PUT', `${IMPORTS}/${id}`, { intents: choices })).body.job);
    expect((await call('GET', `${IMPORTS}/${id}`)).body.report).toMatchObject({ taken: 2 });
    const job = await ended((await call('POST', `${IMPORTS}/${id}/apply`)).body.job);
    expect(job.result).toMatchObject({ intents: { taken: 2, documents: [{ id: 'warranty', created: false }, { id: 'strange', created: true }] } });
    expect((await call('GET', '/api/v1/studio/intents/strange')).body.document).toMatchObject({ rev: 1, examples: [{ text: '为什么天是蓝色的呀', emotion: 'calm' }] });
    expect((await call('GET', '/api/v1/studio/history/intent/strange')).body.versions).toHaveLength(1);
    expect((await call('GET', `${IMPORTS}/${id}`)).body.error.code).toBe('import.gone');
  });

  it('put what customers said in an old log into the review queue', async () => {
    const id = await read('发送方,内容\n客户,我的快递到哪了呢\n客服,您好\n客户,我的密码是 abc12345\n', { kind: 'log', file: 'chats.csv' });
    expect((await call('GET', `${IMPORTS}/${id}`)).body.log).toMatchObject({ rows: 3, sentences: 2, customers: ['客户'] });
    const job = await ended((await call('POST', `${IMPORTS}/${id}/apply`)).body.job);
    expect(job.result).toEqual({ sentences: { added: 2, repeated: 0, left: 0 } });
    const stored = await server.runtime.storage.read.selectFrom('sentence').select('text').execute();
    expect(stored.map(({ text }) => text).sort()).toEqual(['我的密码是 ********', '我的快递到哪了呢'].sort());
  });

  it('say why a file is refused, and take none that is too large', async () => {
    const { body } = await upload('{"hello": 1}');
    expect(await ended(body.job)).toMatchObject({ state: 'failed', error: { code: 'import.unknown_format' } });
    const large = await upload('x'.repeat(LIMITS.importBytes + 1));
    expect([large.status, large.body.error.code]).toEqual([413, 'file.too_large']);
    expect((await upload('')).status).toBe(400);
  });

  it('are of whoever began them, and for admins only', async () => {
    const id = await read('意图,例句\nwarranty,翻新手机保修几年\n');
    const other = await server.signIn('admin');
    for (const [method, path, sent] of [['GET', '', undefined], ['GET', '/lines', undefined], ['PUT', '', {}], ['POST', '/apply', {}], ['DELETE', '', undefined]] as const) {
      expect((await call(method, `${IMPORTS}/${id}${path}`, sent, other)).body.error.code).toBe('import.gone');
    }
    expect((await upload('x', { session: await server.signIn('supervisor') })).status).toBe(403);
    expect((await call('DELETE', `${IMPORTS}/${id}`)).status).toBe(204);
    expect((await call('GET', `${IMPORTS}/${id}`)).status).toBe(404);
  });

  it('export the draft as a file that is never shown in the page, named after the day of the desk', async () => {
    server.clock.now = Date.parse('2026-11-24T16:30:00Z');
    const session = await server.signIn('admin');
    const { status, body, headers } = await call('GET', '/api/v1/studio/export?what=content&format=json', undefined, session);
    expect([status, body.format, headers.get('content-disposition')]).toEqual([200, 'jieda-content', 'attachment; filename=jieda-content-2026-11-25.json']);
    expect((await call('GET', '/api/v1/studio/export?format=exe', undefined, session)).status).toBe(400);
  });
});
