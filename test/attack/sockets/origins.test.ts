import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../../src/server/app.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { admission, newVisitor, openSocket } from '../support.ts';

const LISTED = 'https://shop.example';

/** What a page that is not ours sends as its origin, and what programs send to look like one. */
const FOREIGN = [
  'https://evil.example',
  'null',
  'file://',
  'http://shop.example',
  'https://shop.example:444',
  'https://shop.example.evil.example',
  'https://evilshop.example',
  'https://shop.example@evil.example',
  'https://shop.example/',
  'https://sub.shop.example',
  'chrome-extension://abcdefghijklmnop',
  'data:text/html,x',
  '*',
  '',
];

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await testServer({ origins: [LISTED] });
  admin = await server.signIn('admin');
});
afterAll(() => server.close());

/** Origins that look like the server's own. */
const likeOwn = () => [server.address.replace('127.0.0.1', '127.0.0.1.evil.example'), `${server.address}.evil.example`, 'http://127.0.0.1:1', 'http://127.0.0.1'];

describe('sockets', () => {
  const refused = async (namespace: string, origin: string | null, transport: 'websocket' | 'polling') => {
    const auth = namespace === '/visitor' ? await newVisitor(server) : {};
    const socket = openSocket(server, namespace, { auth, cookie: admin, origin, transport });
    const refusal = await admission(socket);
    socket.disconnect();
    return refusal !== null;
  };

  it.each(['/visitor', '/desk'])('%s: are closed to foreign pages and to programs without an origin, by websocket and by polling', async (namespace) => {
    for (const transport of ['websocket', 'polling'] as const) {
      for (const origin of [...FOREIGN, ...likeOwn(), null]) expect([transport, origin, await refused(namespace, origin, transport)]).toEqual([transport, origin, true]);
    }
  });

  it.each([
    ['/visitor', LISTED, false],
    ['/desk', LISTED, true],
  ])('%s for a listed site %s: refused is %s', async (namespace, origin, isRefused) => {
    for (const transport of ['websocket', 'polling'] as const) expect(await refused(namespace, origin, transport)).toBe(isRefused);
    expect(await refused(namespace, server.address, 'websocket')).toBe(false);
  });

  it('have no other room, and none for who proves nothing', async () => {
    for (const namespace of ['/', '/admin', '/visitor/x', '/__proto__', '/constructor']) {
      const socket = openSocket(server, namespace, { auth: await newVisitor(server), cookie: admin });
      expect([namespace, await admission(socket)]).toEqual([namespace, expect.any(String)]);
      socket.disconnect();
    }
  });
});

describe('a page of another site that sends what a signed-in person’s browser would', () => {
  const tries = ROUTES.filter(({ method }) => method !== 'get').map((route) => [`${route.method} ${route.path}`, route] as const);

  it.each(tries)('%s: is refused before anything is looked at', async (_name, { method, path, access }) => {
    const call = (headers: Record<string, string>) => server.call(method.toUpperCase(), path.replaceAll(/:\w+/g, 'x'), { session: admin, raw: '{}', headers });
    for (const headers of [...FOREIGN.filter((origin) => origin !== '').map((origin) => ({ origin })), ...likeOwn().map((origin) => ({ origin })), { 'sec-fetch-site': 'cross-site' }]) {
      expect([headers, await call(headers as Record<string, string>)]).toEqual([headers, expect.objectContaining({ status: 403, body: { error: { code: 'request.foreign_origin', message: expect.any(String) } } })]);
    }
    // A site that embeds the widget may do what visitors do, and nothing else.
    if (!path.startsWith('/api/v1/visitor/')) expect([access, (await call({ origin: LISTED })).status]).toEqual([access, 403]);
  });

  it('gets no leave to read an answer, and none to send a session along', async () => {
    for (const origin of FOREIGN.filter((name) => name !== '')) {
      const { headers } = await server.call('GET', '/api/v1/desk/session', { session: admin, headers: { origin } });
      expect([origin, headers.get('access-control-allow-origin')]).toEqual([origin, null]);
    }
    const asked = await server.call('OPTIONS', '/api/v1/visitor/conversations', { headers: { origin: LISTED, 'access-control-request-method': 'POST' } });
    expect([asked.status, asked.headers.get('access-control-allow-origin'), asked.headers.get('access-control-allow-credentials')]).toEqual([204, LISTED, null]);
    expect((await server.call('OPTIONS', '/api/v1/desk/session', { headers: { origin: LISTED, 'access-control-request-method': 'POST' } })).status).toBe(403);
  });

  it('cannot send a form in place of JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status } = await server.call('POST', '/api/v1/desk/invitations', { session: admin, raw: '{"role":"admin"}', headers: { 'content-type': type } });
      expect([type, status]).toEqual([type, 400]);
    }
  });
});
