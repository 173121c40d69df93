import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { SCOPES, type Scope } from '../../../src/contract/desk/apiKeys.ts';
import { ROUTES } from '../../../src/server/app.ts';
import { routeKey, SCOPE_ROUTES, scopesOf } from '../../../src/server/policy.ts';
import { studioServer, type StudioServer } from '../../server/studio/support.ts';
import { newVisitor } from '../support.ts';

const KEYS = '/api/v1/desk/api-keys';

async function makeKey(server: StudioServer, scopes: readonly Scope[], expiresInDays: number | null = null): Promise<{ id: string; secret: string }> {
  const { status, body } = await server.call('POST', KEYS, { session: server.admin, body: { name: `程序 ${scopes.join(' ')}`, scopes, expiresInDays } });
  expect(status).toBe(201);
  return { id: body.key.id, secret: body.secret };
}

describe('which routes a key opens', () => {
  let server: StudioServer;
  const secrets = new Map<Scope, string>();
  let conversationId: string;
  beforeAll(async () => {
    server = await studioServer();
    for (const scope of SCOPES) secrets.set(scope, (await makeKey(server, [scope])).secret);
    ({ conversationId } = await newVisitor(server));
  });
  afterAll(() => server.close());

  it('names only routes that exist and that strangers may not call anyway', () => {
    const closed = ROUTES.filter(({ access }) => access !== 'public' && access !== 'visitor').map(routeKey);
    expect(Object.values(SCOPE_ROUTES).flat().filter((key) => !closed.includes(key))).toEqual([]);
  });

  it.each(ROUTES.filter(({ access }) => access !== 'public' && access !== 'visitor').map((route) => [routeKey(route), route] as const))('%s', async (name, { method, path }) => {
    for (const scope of SCOPES) {
      const filled = path.replace(':id', conversationId).replace(':intent', 'greeting').replace(':dialog', 'desk').replace(':number', '9').replaceAll(/:\w+/g, 'x');
      const { status, body } = await server.call(method.toUpperCase(), filled, { token: secrets.get(scope) as string });
      expect([scope, body?.error?.code === 'key.forbidden' ? 'refused' : 'open']).toEqual([scope, scopesOf(name).includes(scope) ? 'open' : 'refused']);
      expect([scope, status]).not.toEqual([scope, 500]);
    }
  });

  it('an admin’s session does not lend a key what the key has not', async () => {
    const { body } = await server.call('GET', '/api/v1/desk/persons', { token: secrets.get('understand') as string, session: server.admin });
    expect(body.error.code).toBe('key.forbidden');
  });

  it('a session opens nothing that only keys may call', async () => {
    const { status, body } = await server.call('POST', '/api/v1/understand', { session: server.admin, body: { text: '你好' } });
    expect([status, body.error.code]).toEqual([401, 'key.invalid']);
  });
});

describe('a key', () => {
  let server: StudioServer;
  beforeEach(async () => {
    server = await studioServer();
  });
  afterEach(() => server.close());
  const understand = (token: string) => server.call('POST', '/api/v1/understand', { token, body: { text: '我的快递到哪了' } });

  it('understands a text, and is shown once and stored nowhere', async () => {
    const { secret } = await makeKey(server, ['understand']);
    const { status, body } = await understand(secret);
    expect([status, body.intent, body.text]).toEqual([200, 'shipping_status', '我的快递到哪了']);
    const { keys } = (await server.call('GET', KEYS, { session: server.admin })).body;
    expect(keys).toMatchObject([{ prefix: secret.slice(0, 9), state: 'active', usedAt: expect.any(String) }]);
    const stored = JSON.stringify([keys, await server.runtime.storage.read.selectFrom('api_key').selectAll().execute(), await server.runtime.storage.read.selectFrom('audit').selectAll().execute()]);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.slice(3));
  });

  it('ends at once when it is revoked, and by itself when its time is over', async () => {
    const [first, second] = [await makeKey(server, ['understand']), await makeKey(server, ['understand'], 7)];
    expect((await server.call('DELETE', `${KEYS}/${first.id}`, { session: server.admin })).status).toBe(204);
    expect((await understand(first.secret)).status).toBe(401);
    expect((await server.call('DELETE', `${KEYS}/${first.id}`, { session: server.admin })).body.error.code).toBe('key.not_found');
    server.clock.now += 7 * 86_400_000 - 1;
    expect((await understand(second.secret)).status).toBe(200);
    server.clock.now += 1;
    expect((await understand(second.secret)).status).toBe(401);
  });

  it('is not found by guessing: after a few wrong ones the address waits, with the same answer for near ones', async () => {
    const { secret } = await makeKey(server, ['understand']);
    const wrong = [`${secret}x`, secret.slice(0, -1), 'jk_', `jk_${'a'.repeat(43)}`, secret.toUpperCase().replace('JK_', 'jk_')];
    const answers = [];
    for (const token of wrong) answers.push(await understand(token));
    for (const { status, body } of answers) expect([status, body]).toEqual([401, answers[0]?.body]);
    for (let count = wrong.length; count < LIMITS.keyGuesses; count += 1) await understand(`jk_${count}`);
    expect((await understand('jk_next')).status).toBe(429);
    expect((await understand(secret)).status).toBe(429);
  });

  it('has its own limit of requests', async () => {
    const { secret } = await makeKey(server, ['understand']);
    const statuses = await Promise.all(Array.from({ length: LIMITS.keyRequests + 5 }, async () => (await understand(secret)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('leaves a line of the audit log under its own name for everything it changes', async () => {
    const { id, secret } = await makeKey(server, ['content:write']);
    const read = async (path: string) => (await server.call('GET', `/api/v1/studio/${path}`, { token: secret })).body.document;
    const figures = await read('figures');
    const intent = await read('intents/greeting');
    const moved = intent.examples[0].text as string;
    const changes = [
      ['PUT', 'figures', { document: figures }],
      ['PUT', 'intents/greeting', { document: intent }],
      ['POST', 'intents/greeting/move', { rev: intent.rev + 1, to: 'thanks', texts: [moved] }],
      ['PUT', 'dialogs/desk', { document: await read('dialogs/desk') }],
      ['PUT', 'understanding', { document: await read('understanding') }],
    ] as const;
    const writing = SCOPE_ROUTES['content:write'].filter((key) => !key.startsWith('GET '));
    expect(changes).toHaveLength(writing.length);
    let lines = 0;
    for (const [method, path, body] of changes) {
      expect([path, (await server.call(method, `/api/v1/studio/${path}`, { token: secret, body })).status]).toEqual([path, 200]);
      const audit = (await server.call('GET', `/api/v1/desk/audit?action=content.changed&actor=key:${id}`, { session: server.admin })).body.lines;
      expect(audit.length).toBeGreaterThan(lines);
      expect(audit[0]).toMatchObject({ actor: null, key: { id, name: '程序 content:write' } });
      lines = audit.length;
    }
  });
});
