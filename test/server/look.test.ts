import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../src/base/limits.ts';
import { PLAIN_LOOK, type Look } from '../../src/contract/look.ts';
import { jpeg, png, webp } from '../support/pictures.ts';
import { testServer, type TestServer } from '../support/server.ts';

const LOOK = '/api/v1/visitor/look';
const SETTING = '/api/v1/desk/settings/widget.look';
const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';

describe('the look of the widget', () => {
  let server: TestServer;
  let admin: string;
  let rev = 0;
  beforeAll(async () => {
    server = await testServer({ origins: [SHOP] });
    admin = await server.signIn('admin');
  });
  afterAll(() => server.close());

  const put = async (changes: Partial<Look>, of = rev) => {
    const answer = await server.call('PUT', SETTING, { session: admin, body: { rev: of, value: { ...PLAIN_LOOK, ...changes } } });
    if (answer.status === 200) rev = answer.body.setting.rev;
    return answer;
  };
  const upload = async (content: Buffer, session = admin) => {
    const response = await fetch(`${server.address}/api/v1/desk/look/pictures`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', cookie: session }, body: content });
    return { status: response.status, body: (await response.json()) as { key: string; error?: { code: string; details?: object } } };
  };

  it('is plain until somebody sets it, then what they set with the colours that follow, for everybody', async () => {
    expect((await server.call('GET', LOOK)).body).toEqual({ look: PLAIN_LOOK });
    expect((await put({ light: '#c2410c', title: { zh: '小鹿', en: 'Deer' }, side: 'left', edge: { side: 12, bottom: 80 } })).status).toBe(200);
    expect((await server.call('GET', LOOK)).body.look).toEqual({
      ...PLAIN_LOOK,
      title: { zh: '小鹿', en: 'Deer' },
      side: 'left',
      edge: { side: 12, bottom: 80 },
      light: { brand: '#c2410c', 'brand-hover': expect.any(String), 'brand-text': expect.any(String), 'brand-soft': expect.any(String), 'on-brand': '#ffffff' },
      dark: expect.objectContaining({ 'on-brand': '#000000' }),
    });
  });

  it('the second of two editors is told what it is now; what is saved leaves a line of the audit log', async () => {
    const before = rev;
    expect((await put({ title: { zh: '甲', en: null } })).status).toBe(200);
    const { status, body } = await put({ title: { zh: '乙', en: null } }, before);
    expect([status, body.error.code, body.error.details]).toEqual([409, 'setting.conflict', { rev, value: { ...PLAIN_LOOK, title: { zh: '甲', en: null } } }]);
    const { lines } = (await server.call('GET', '/api/v1/desk/audit?action=setting.changed', { session: admin })).body;
    expect(lines[0]).toMatchObject({ subject: 'widget.look', details: { rev } });
  });

  it.each([
    ['light', '#ffd400'],
    ['light', '#ffffff'],
    ['dark', '#1c1f24'],
  ] as const)('in %s refuses %s, which cannot be seen, and names the nearest shade that can', async (field, colour) => {
    const { status, body } = await put({ [field]: colour });
    expect([status, body.error.code]).toEqual([422, 'look.contrast']);
    expect(body.error.details).toMatchObject({ field, needed: 3, nearest: expect.stringMatching(/^#[0-9a-f]{6}$/) });
    expect(Math.min(body.error.details.text, body.error.details.background)).toBeLessThan(3);
    expect((await put({ [field]: body.error.details.nearest })).status).toBe(200);
  });

  it('takes what is weak but can be seen', async () => {
    expect((await put({ light: '#e5484d' })).status).toBe(200);
  });

  it('may be kept for a moment, and is not sent again where it has not changed', async () => {
    const { headers } = await server.call('GET', LOOK);
    expect(headers.get('cache-control')).toBe(`public, max-age=${LIMITS.lookAge_s}`);
    expect(LIMITS.lookAge_s).toBeLessThanOrEqual(60);
    const etag = headers.get('etag') as string;
    const again = await fetch(server.address + LOOK, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await put({ title: { zh: '又一个', en: null } });
    expect((await fetch(server.address + LOOK, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status).toBe(200);
  });

  it('may be read by listed sites, each for itself, and by no other', async () => {
    const { status, headers } = await server.call('GET', LOOK, { headers: { origin: SHOP } });
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([200, SHOP, null]);
    for (const answer of [headers, (await server.call('GET', LOOK)).headers]) {
      expect(answer.get('vary')?.toLowerCase()).toContain('origin');
      expect(answer.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
    expect(await server.call('GET', LOOK, { headers: { origin: OTHER } })).toMatchObject({ status: 403, body: { error: { code: 'request.foreign_origin' } } });
  });

  it('every other answer of the server is kept by nobody and loaded by no other site', async () => {
    for (const path of ['/api/v1/desk/session', '/api/v1/visitor/conversations/x', '/api/v1/demo/customers']) {
      const { headers } = await server.call('GET', path);
      expect([path, headers.get('cache-control') ?? 'no-store', headers.get('cross-origin-resource-policy')]).toEqual([path, 'no-store', 'same-origin']);
    }
  });

  it.each([['png', png(600, 300)], ['jpeg', jpeg()], ['webp', webp()]] as const)('shows a picture (%s) that was stored, under a name that never means another one', async (type, content) => {
    const { status, body } = await upload(content);
    expect([status, body.key]).toEqual([201, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect((await upload(content)).body.key).toBe(body.key);
    expect((await put({ avatar: body.key })).status).toBe(200);
    expect((await server.call('GET', LOOK)).body.look.avatar).toBe(body.key);
    const response = await fetch(`${server.address}${LOOK}/pictures/${body.key}`, { headers: { origin: SHOP } });
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    const of = (name: string) => response.headers.get(name);
    expect([of('content-type'), of('cache-control'), of('cross-origin-resource-policy'), of('x-content-type-options'), of('access-control-allow-origin')]).toEqual([`image/${type}`, 'public, max-age=31536000, immutable', 'cross-origin', 'nosniff', SHOP]);
    const { lines } = (await server.call('GET', '/api/v1/desk/audit?action=look.picture_added', { session: admin })).body;
    expect(lines[0]).toMatchObject({ subject: 'widget.look', details: { key: body.key, type: `image/${type}`, bytes: content.length } });
  });

  it('names no picture that is not there, and keeps the one in use whatever else is stored', async () => {
    expect((await put({ avatar: 'a'.repeat(64) })).body.error.code).toBe('look.picture_missing');
    expect((await server.call('GET', `${LOOK}/pictures/${'a'.repeat(64)}`)).body.error.code).toBe('file.not_found');
    const used = (await upload(png(3, 3))).body.key;
    await put({ avatar: used });
    const first = (await upload(png(4, 4))).body.key;
    for (let edge = 0; edge < LIMITS.lookPictures; edge++) {
      server.clock.now += 1_000;
      await upload(png(5 + edge, 5));
    }
    expect((await server.call('GET', `${LOOK}/pictures/${used}`)).status).toBe(200);
    expect((await server.call('GET', `${LOOK}/pictures/${first}`)).status).toBe(404);
    expect((await put({ avatar: first })).body.error.code).toBe('look.picture_missing');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 400, 'file.empty'],
    ['more bytes than allowed', Buffer.alloc(LIMITS.lookPictureBytes + 1), 413, 'file.too_large'],
    ['more pixels than allowed', png(LIMITS.lookPictureEdge + 1, 1), 422, 'look.picture_large'],
    ['another kind of picture', Buffer.from('GIF89a'), 415, 'look.picture_type'],
  ])('refuses %s as a picture', async (_what, content, status, code) => {
    const answer = await upload(content);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it('is set by admins only', async () => {
    for (const role of ['agent', 'supervisor'] as const) {
      const session = await server.signIn(role);
      expect((await upload(png(), session)).status).toBe(403);
      expect((await server.call('PUT', SETTING, { session, body: { rev, value: PLAIN_LOOK } })).status).toBe(403);
    }
  });

  it('is previewed on a page that may be framed by our own pages, says nothing to the server, and is the only one that may be framed', async () => {
    const policyOf = async (path: string) => (await fetch(server.address + path)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/preview/')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'.*frame-ancestors 'self'$/);
    expect(await policyOf('/preview/')).not.toMatch(/connect-src|unsafe/);
    for (const path of ['/', '/admin/', '/desk/', '/widget.js', '/api/docs', LOOK]) expect([path, await policyOf(path)]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
  });
});
