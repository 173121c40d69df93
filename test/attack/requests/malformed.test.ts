import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLog } from '../../../src/base/log.ts';
import { ROUTES } from '../../../src/server/app.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { newVisitor, rawRequest, servesNewcomers, VISITOR } from '../support.ts';

describe('requests that nobody sends by mistake', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await testServer();
    admin = await server.signIn('admin');
  });
  afterAll(() => server.close());

  const ECHO = 'echo<script>7f3a';

  it.each(['{', '{"a":1', '[1,2', `{"${ECHO}":`, 'undefined', 'NaN', "{'a':1}", '{"a":1}{"b":2}', `"${ECHO}`, '\ufeff{', '{"a":"\u0001"}', 'nul'])('%j as a body is no JSON, and is not repeated', async (raw) => {
    const { status, body } = await server.call('POST', VISITOR, { raw });
    expect([status, body.error.code]).toEqual([400, expect.stringMatching(/^request\.(not_json|invalid)$/)]);
    expect(JSON.stringify(body)).not.toContain('7f3a');
  });

  it.each(ROUTES.filter(({ method }) => method === 'delete').map(({ path }) => [path.replaceAll(/:\w+/g, 'none')]))('DELETE %s without a body, with one, and with a length that is not there is answered', async (path) => {
    for (const session of [undefined, admin]) {
      if (session === admin && path === '/api/v1/desk/session') continue;
      for (const options of [{}, { raw: '{}' }, { raw: '{"a"' }]) {
        const { status } = await server.call('DELETE', path, { ...options, ...(session && { session }) });
        expect([options, status < 500]).toEqual([options, true]);
      }
    }
  });

  it.each(['/api/v1/%', '/api/v1/%E0%A4%A', '/api/v1/visitor/conversations/%00', '/api/v1/visitor/conversations/%2e%2e%2f', '/..%2f..%2fetc/passwd', '/desk/..%2f..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '//evil.example/', '/\\evil.example', '/desk/%0d%0aset-cookie:a=b', '/?__proto__[x]=1', '/.env', '/.git/config', '/desk/.git/config'])(
    'GET %s leads nowhere',
    async (path) => {
      const answer = await rawRequest(server, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 (301|400|404) /);
      expect(answer).not.toMatch(/\r\nset-cookie|root:|"dependencies"|\r\nlocation: (\/\/|\\|http)/i);
    },
  );

  it('compressed bodies count by what they hold', async () => {
    const { conversationId, token } = await newVisitor(server);
    const send = (body: Buffer, encoding: string) => fetch(`${server.address}${VISITOR}/${conversationId}/messages`, { method: 'POST', body: new Uint8Array(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-encoding': encoding } });
    const bomb = JSON.stringify({ clientId: 'a', text: 'x'.repeat(20_000_000) });
    expect((await send(gzipSync(bomb), 'gzip')).status).toBe(413);
    for (const [body, encoding] of [[Buffer.from('no gzip'), 'gzip'], [deflateRawSync(bomb).subarray(0, 100), 'deflate'], [Buffer.from('{}'), 'br'], [Buffer.from('{}'), 'zip'], [gzipSync(gzipSync('{}')), 'gzip, gzip']] as const) {
      expect([encoding, Math.floor((await send(body, encoding)).status / 100)]).toEqual([encoding, 4]);
    }
    expect(await servesNewcomers(server)).toBe(true);
  });

  it.each(['list=__proto__', 'list=constructor', 'list[$ne]=x', 'list=queued%27%20OR%201=1--', 'list=queued&list=mine', 'list=queued&sort=updated_at;drop', 'list=queued&order[]=desc', 'list=queued&limit=1e9', 'list=queued&where=1'])('a list asked for by ?%s is refused', async (query) => {
    expect(await server.call('GET', `/api/v1/desk/conversations?${query}`, { session: admin })).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
  });

  it.each(['action[$ne]=x', 'action=session.signed_in%27--', 'from=2026-11-24%27', 'before[$gt]=1', 'before=1;drop%20table%20audit', 'before=1e3', 'before=0x10', 'before=-1', 'actor=a&actor=b', 'format=csv&columns=password_hash'])('the audit log asked for by ?%s is refused', async (query) => {
    for (const path of ['audit', 'audit.csv']) expect((await server.call('GET', `/api/v1/desk/${path}?${query}`, { session: admin })).status).toBe(400);
  });

  it('what a spreadsheet would run is text in an export', async () => {
    const formula = '=cmd|calc!A1';
    for (const name of [formula, '+1+1', '-1+1', '@SUM(1)', '=1,"x"']) expect((await server.call('PUT', '/api/v1/desk/me', { session: admin, body: { name } })).status).toBe(200);
    await server.call('PUT', '/api/v1/desk/me', { session: admin, body: { name: formula } });
    const { body } = await server.call('GET', '/api/v1/desk/audit.csv', { session: admin });
    expect(body).toContain(`'${formula}`);
    expect(String(body).split(/\r\n|,/).filter((cell) => /^"?[=+@\t\r]/.test(cell))).toEqual([]);
  });
});

describe('when something inside breaks', () => {
  const SECRET = 'hunter2-token';
  const HOSTILE = `broken\r\n{"level":50,"msg":"forged"}\u001b[31m\u2028\u0000 ${SECRET}`;

  it('the client is told nothing of it, the log holds whole lines of JSON without secrets, and the process lives', async () => {
    const written: string[] = [];
    let breaks = false;
    const runtime = await testRuntime({ log: openLog('trace', { write: (text) => void written.push(text) }) });
    const { serving } = runtime.runtime;
    runtime.runtime.serving = {
      ...serving,
      current() {
        if (breaks) throw Object.assign(new Error(HOSTILE), { token: SECRET, password: SECRET, cookie: SECRET, headers: { authorization: SECRET }, request: { authorization: SECRET, list: [{ password: SECRET }], socket: { parser: { Cookie: SECRET } } } });
        return serving.current();
      },
    };
    const server = await testServer({}, { runtime });
    const { conversationId, token } = await newVisitor(server);
    const session = await server.signIn('admin');
    breaks = true;
    for (const attempt of [
      server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: 'a', text: `${SECRET} 你好\r\n{"level":50}` } }),
      server.call('POST', VISITOR, { body: { page: `https://shop.example/?token=${SECRET}` }, headers: { 'user-agent': `x ${SECRET}`, cookie: `jieda_session=${SECRET}` } }),
    ]) {
      const { status, body } = await attempt;
      expect([status, body]).toEqual([500, { error: { code: 'server.unexpected', message: expect.not.stringContaining('broken') } }]);
    }
    breaks = false;
    await server.call('GET', `/api/v1/desk/${encodeURIComponent('\r\n\u001b[31m')}`, { session });
    await server.call('POST', '/api/v1/desk/session', { body: { login: `x\r\n${SECRET}`, password: SECRET } });
    expect(await servesNewcomers(server)).toBe(true);
    await server.close();

    const lines = written.join('').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(typeof (JSON.parse(line) as { level: number }).level).toBe('number');
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(written.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    // Nowhere but in the words of the error itself.
    for (const line of lines) expect(line.replaceAll(/"(message|stack)":"(\\.|[^"\\])*"/g, '')).not.toContain(SECRET);
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain(session.split('=')[1]);
  });
});
