import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContentDraft } from '../../../src/storage/content.ts';
import { hashOf } from '../../../src/studio/release.ts';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';

describe('how careful the bot is to be', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, STUDIO + path, { session: server.admin, ...(body !== undefined && { body }) });

  it('is said in the draft, each editor on what they saw, and can be as it was', async () => {
    const { body } = await call('GET', '/understanding');
    expect(body).toMatchObject({ edits: true, document: { caution: 'normal' } });
    const saved = await call('PUT', '/understanding', { document: { ...body.document, caution: 'careful' } });
    expect([saved.status, saved.body.document.caution]).toEqual([200, 'careful']);
    const second = await call('PUT', '/understanding', { document: { ...body.document, caution: 'bold' } });
    expect([second.status, second.body.error]).toEqual([409, expect.objectContaining({ code: 'content.conflict', details: { current: saved.body.document } })]);
    expect((await call('PUT', '/understanding', { document: { ...saved.body.document, caution: 'reckless' } })).status).toBe(400);

    const { body: history } = await call('GET', '/history/understanding/understanding');
    expect(history.versions).toHaveLength(2);
    expect((await call('POST', `/history/understanding/understanding/${history.versions.at(-1).number}/restore`, {})).status).toBeLessThan(300);
    expect((await call('GET', '/understanding')).body.document.caution).toBe('normal');
  });

  it('makes another release of the same words, which says so', async () => {
    const { body } = await call('GET', '/understanding');
    const draft = new ContentDraft(server.contentPath);
    const normal = await draft.readAll();
    expect(normal.caution).toBeUndefined();
    await call('PUT', '/understanding', { document: { ...body.document, caution: 'careful' } });
    const careful = await draft.readAll();
    expect([careful.caution, hashOf(careful) === hashOf(normal)]).toEqual(['careful', false]);
    expect((await call('GET', '/releases/draft')).body.documents).toContainEqual(expect.objectContaining({ kind: 'understanding' }));
  });
});
