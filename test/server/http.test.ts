import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../src/server/app.ts';
import { testServer, type TestServer } from '../support/server.ts';

const VISITOR = '/api/v1/visitor/conversations';

describe('the visitor’s interface', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  const open = async () => (await server.call('POST', VISITOR, { body: {} })).body as { conversationId: string; token: string };
  const say = (id: string, token: string, text: unknown, clientId: unknown = crypto.randomUUID()) => server.call('POST', `${VISITOR}/${id}/messages`, { token, body: { clientId, text } });

  it('answers a message with its number once the replies are there', async () => {
    const { conversationId, token } = await open();
    const { status, body } = await say(conversationId, token, '怎么退货');
    expect(status).toBe(200);
    const { messages } = (await server.call('GET', `${VISITOR}/${conversationId}/messages?after=${body.seq - 1}`, { token })).body;
    expect(messages.map((message: { from: string }) => message.from)).toEqual(['customer', ...messages.slice(1).map(() => 'bot')]);
    expect(messages.length).toBeGreaterThan(1);
  });

  it('shows exactly the fields that a customer may see', async () => {
    const { conversationId, token } = await open();
    await say(conversationId, token, '转人工', 'mine');
    const { messages } = (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body;
    const allowed = ['seq', 'from', 'kind', 'text', 'options', 'card', 'agent', 'clientId', 'at'];
    for (const message of messages) expect(Object.keys(message).filter((key) => !allowed.includes(key))).toEqual([]);
    expect(await server.call('GET', `${VISITOR}/${conversationId}`, { token })).toMatchObject({ status: 200, body: { state: 'queued', queue: { position: 1 } } });
  });

  it('opens a conversation to nobody but its customer, with the same answer as for none', async () => {
    const mine = await open();
    const theirs = await open();
    const unknown = await server.call('GET', `${VISITOR}/unknown/messages`, { token: mine.token });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'conversation.not_found' } } });
    for (const [method, path] of [['GET', ''], ['GET', '/messages'], ['POST', '/messages']] as const) {
      const foreign = await server.call(method, `${VISITOR}/${theirs.conversationId}${path}`, { token: mine.token, ...(method === 'POST' && { body: { clientId: 'x', text: '你好' } }) });
      expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);
    }
    expect((await server.call('GET', `${VISITOR}/${theirs.conversationId}`)).status).toBe(404);
  });

  it.each([
    ['an empty text', { clientId: 'a', text: '' }],
    ['blanks', { clientId: 'a', text: ' \n\t' }],
    ['a number as text', { clientId: 'a', text: 7 }],
    ['an object as text', { clientId: 'a', text: { $gt: '' } }],
    ['no client id', { text: '你好' }],
    ['an array as client id', { clientId: ['a'], text: '你好' }],
    ['a field too many', { clientId: 'a', text: '你好', from: 'agent' }],
    ['a prototype', JSON.parse('{"clientId":"a","text":"你好","__proto__":{"role":"admin"}}') as object],
    ['3,000 characters', { clientId: 'a', text: '长'.repeat(3_000) }],
  ])('refuses %s with a code', async (_name, body) => {
    const { conversationId, token } = await open();
    const { status, body: answer } = await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, raw: JSON.stringify(body) });
    expect(status).toBe(400);
    expect(answer.error.code).toMatch(/^(request\.invalid|message\.empty)$/);
    expect(answer.error.message).toMatch(/\p{Script=Han}/u);
  });

  it.each(['😀😀😀', "'; DROP TABLE message; --", '<img src=x onerror=alert(1)>', '{{figure:return_days}} {{constructor}}', '\u0000\u0007\u202e反', '\ud800', '1'.repeat(2_000)])(
    'answers %j harmlessly and keeps it as it was sent',
    async (text) => {
      const { conversationId, token } = await open();
      const { status, body } = await say(conversationId, token, text);
      expect(status).toBe(200);
      const { messages } = (await server.call('GET', `${VISITOR}/${conversationId}/messages?after=${body.seq - 1}`, { token })).body;
      expect(messages.length).toBeGreaterThan(1);
      for (const reply of messages.slice(1)) expect(reply.text).not.toMatch(/\{\{|onerror|DROP/);
    },
  );

  it('refuses bodies that are too large, no JSON, or of another kind', async () => {
    const { conversationId, token } = await open();
    const path = `${VISITOR}/${conversationId}/messages`;
    expect(await server.call('POST', path, { token, raw: JSON.stringify({ clientId: 'a', text: 'x'.repeat(100_000) }) })).toMatchObject({ status: 413, body: { error: { code: 'request.too_large' } } });
    expect(await server.call('POST', path, { token, raw: '{"clientId":' })).toMatchObject({ status: 400, body: { error: { code: 'request.not_json' } } });
    expect(await server.call('POST', path, { token, raw: '\u0000\u0001\u0002' })).toMatchObject({ status: 400 });
    expect(await server.call('POST', path, { token })).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    expect(await server.call('GET', `${path}?after=-1`, { token })).toMatchObject({ status: 400 });
    expect(await server.call('GET', `${path}?after=0&state=closed`, { token })).toMatchObject({ status: 400 });
    expect(await server.call('PUT', path, { token })).toMatchObject({ status: 404 });
  });

  it('slows a visitor down who writes too fast', async () => {
    const { conversationId, token } = await open();
    const statuses: number[] = [];
    for (let index = 0; index < 22; index += 1) statuses.push((await say(conversationId, token, '你好')).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
  });

  it('lets pages of other sites do nothing, and pages of listed sites only what visitors do', async () => {
    const foreign = await server.call('POST', VISITOR, { body: {}, headers: { origin: 'https://evil.example' } });
    expect(foreign).toMatchObject({ status: 403, body: { error: { code: 'request.foreign_origin' } } });
    expect((await server.call('POST', VISITOR, { body: {}, headers: { origin: server.address } })).status).toBe(201);
  });

  it('describes itself', async () => {
    const { body } = await server.call('GET', '/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual([...new Set(ROUTES.map(({ path }) => path.replaceAll(/:(\w+)/g, '{$1}')))]);
    expect((await server.call('GET', '/api/docs')).body).toContain('/api/v1/visitor/conversations');
    expect((await server.call('GET', '/health')).body).toEqual({ status: 'alive' });
    expect((await server.call('GET', '/ready')).body).toEqual({ status: 'ready', release: 1 });
    expect((await server.call('GET', '/metrics')).body).toContain('jieda_turn_seconds_count');
  });

  it('sends every page with a policy that runs only our own scripts', async () => {
    const policy = (await server.call('GET', '/health')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('accounts over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    await server.signIn('admin');
    const { status, headers } = await server.call('POST', '/api/v1/desk/session', { body: { login: 'person1', password: 'long-enough-1' } });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(/HttpOnly/);
    expect(headers.get('set-cookie')).toMatch(/SameSite=Strict/);
  });

  it('answers in the language that the desk asks for', async () => {
    const wrong = (language: string) => server.call('POST', '/api/v1/desk/session', { body: { login: 'x', password: 'y' }, headers: { 'accept-language': language } });
    expect((await wrong('en')).body.error).toEqual({ code: 'session.wrong', message: 'Wrong sign-in name or password.' });
    expect((await wrong('zh-CN')).body.error.message).toBe('登录名或密码不正确。');
  });

  it('refuses endless passwords before hashing, and many attempts after a few', async () => {
    expect((await server.call('POST', '/api/v1/desk/session', { body: { login: 'person1', password: 'x'.repeat(5_000) } })).status).toBe(400);
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await server.call('POST', '/api/v1/desk/session', { body: { login: 'person1', password: 'wrong' } })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
