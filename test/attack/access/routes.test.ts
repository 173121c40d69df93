import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../../src/server/app.ts';
import type { Route } from '../../../src/server/route.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { newVisitor, VISITOR } from '../support.ts';

/**
 * Everything that anybody may call without proof of who they are. Each row is a decision: a new route is closed to strangers until it stands
 * here. Who else may call what is tried in test/server/policy.test.ts for every route.
 */
const OPEN_TO_ALL = [
  'post /api/v1/visitor/conversations',
  'get /api/v1/visitor/look',
  'get /api/v1/visitor/look/pictures/:key',
  'get /api/v1/demo/customers',
  'post /api/v1/desk/session',
  'delete /api/v1/desk/session',
  'get /api/v1/desk/links',
  'post /api/v1/desk/persons',
  'post /api/v1/desk/password',
];

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const address = ({ path }: Route, id: string) => path.replace(':id', id).replaceAll(/:\w+/g, 'x');

describe('every route', () => {
  it.each(ROUTES.map((route) => [nameOf(route), route] as const))('%s belongs to those whom its path promises', (name, { path, access }) => {
    if (OPEN_TO_ALL.includes(name)) expect(access).toBe('public');
    else if (path.startsWith('/api/v1/visitor/')) expect(access).toBe('visitor');
    else if (path.startsWith('/api/v1/studio/')) expect(access).toBe('admin');
    else if (path === '/api/v1/understand') expect(access).toBe('key');
    else {
      expect(path).toMatch(/^\/api\/v1\/desk\//);
      expect(['agent', 'supervisor', 'admin']).toContain(access);
    }
  });

  it('is in the list of open ones only while it exists', () => {
    expect(OPEN_TO_ALL.filter((name) => !ROUTES.map(nameOf).includes(name))).toEqual([]);
  });
});

describe('a customer with the token of another conversation', () => {
  let server: TestServer;
  // Anew for every test: wrong tokens are counted.
  beforeEach(async () => {
    server = await testServer();
  });
  afterEach(() => server.close());

  const told = ({ status, body, headers }: Awaited<ReturnType<TestServer['call']>>) => [status, body, [...headers.keys()].sort().filter((name) => name !== 'date'), headers.get('content-length')];

  it.each(ROUTES.filter(({ access }) => access === 'visitor').map((route) => [nameOf(route), route] as const))('%s: is told the same as of one that does not exist', async (_name, route) => {
    const mine = await newVisitor(server);
    const theirs = await newVisitor(server);
    const method = route.method.toUpperCase();
    const body = method === 'GET' ? {} : { body: {} };
    const missing = await server.call(method, address(route, 'x'.repeat(theirs.conversationId.length)), { token: mine.token, ...body });
    expect(missing).toMatchObject({ status: 404, body: { error: { code: 'conversation.not_found' } } });
    for (const token of [mine.token, '', 'x', theirs.conversationId, `${theirs.token}x`, theirs.token.slice(1), theirs.token.toUpperCase(), 'null', 'undefined', 'true', '0']) {
      const foreign = await server.call(method, address(route, theirs.conversationId), { headers: { authorization: `Bearer ${token}` }, ...body });
      expect([token, told(foreign)]).toEqual([token, told(missing)]);
    }
  });

  it('cannot choose among several proofs: only the one in the header counts', async () => {
    const mine = await newVisitor(server);
    const theirs = await newVisitor(server);
    const path = `${VISITOR}/${theirs.conversationId}/messages`;
    const tries = [
      server.call('GET', `${path}?token=${theirs.token}`, { token: mine.token }),
      server.call('GET', path, { headers: { authorization: `Basic ${theirs.token}` } }),
      server.call('GET', path, { headers: { authorization: `Bearer ${mine.token}, Bearer ${theirs.token}` } }),
      server.call('GET', path, { headers: { cookie: `token=${theirs.token}; jieda_session=${theirs.token}` } }),
      server.call('GET', path, { headers: { 'x-conversation-token': theirs.token } }),
      server.call('GET', `${VISITOR}/${mine.conversationId}%2f..%2f${theirs.conversationId}/messages`, { token: mine.token }),
      server.call('GET', `${VISITOR}/${mine.conversationId}/../${theirs.conversationId}/messages`, { token: mine.token }),
    ];
    for (const { status } of await Promise.all(tries)) expect([400, 404]).toContain(status);
  });
});

describe('an agent', () => {
  let server: TestServer;
  let served: string;
  let colleague: string;
  let id: string;
  beforeAll(async () => {
    server = await testServer();
    [served, colleague] = [await server.signIn('agent'), await server.signIn('agent')] as [string, string];
    const visitor = await newVisitor(server);
    id = visitor.conversationId;
    await server.call('POST', `${VISITOR}/${id}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    await server.call('POST', `/api/v1/desk/conversations/${id}/accept`, { session: served, body: {} });
  });
  afterAll(() => server.close());

  it.each([
    ['messages', { clientId: 'x', text: '插话' }],
    ['give-back', {}],
    ['close', {}],
    ['accept', {}],
  ])('cannot do “%s” in a conversation that a colleague serves', async (verb, body) => {
    const { status } = await server.call('POST', `/api/v1/desk/conversations/${id}/${verb}`, { session: colleague, body });
    expect([403, 409]).toContain(status);
    const { conversation, messages } = (await server.call('GET', `/api/v1/desk/conversations/${id}`, { session: served })).body;
    expect(conversation.state).toBe('agent');
    expect(JSON.stringify(messages)).not.toContain('插话');
  });

  it('cannot end the session of a colleague, and is told what they would be of none', async () => {
    const { sessions } = (await server.call('GET', '/api/v1/desk/me/sessions', { session: served })).body;
    const foreign = await server.call('DELETE', `/api/v1/desk/me/sessions/${sessions[0].id}`, { session: colleague });
    const missing = await server.call('DELETE', '/api/v1/desk/me/sessions/none', { session: colleague });
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    expect((await server.call('GET', '/api/v1/desk/session', { session: served })).status).toBe(200);
  });
});
