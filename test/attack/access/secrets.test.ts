import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemIds } from '../../../src/base/ids.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { openLog } from '../../../src/base/log.ts';
import { ROUTES } from '../../../src/server/app.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { admission, newVisitor, openSocket, VISITOR } from '../support.ts';

describe('secrets', () => {
  const folder = temporaryFolder();
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({}, { runtime: await testRuntime({ ids: systemIds }, { dataPath: folder.path }) });
  });
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it('have at least 128 random bits, and none is made twice', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await newVisitor(server)).token));
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    // Random letters spread over the alphabet: a counter or a time in front would leave places where all are equal.
    for (let place = 0; place < 20; place += 1) expect(new Set(tokens.map((token) => token[place])).size).toBeGreaterThan(3);
  });

  it('stand nowhere in the data folder as they are', async () => {
    const visitor = await newVisitor(server);
    const admin = (await server.signIn('admin')).replace('jieda_session=', '');
    const { path } = (await server.call('POST', '/api/v1/desk/invitations', { session: `jieda_session=${admin}`, body: { role: 'agent' } })).body;
    const link = String(path).split('/').at(-1) as string;
    const stored = readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
    const isStored = (text: string) => stored.some((file) => file.includes(text));
    expect(isStored(visitor.conversationId)).toBe(true);
    expect([visitor.token, admin, link, 'long-enough-1'].filter(isStored)).toEqual([]);
  });
});

describe('guessing tokens', () => {
  it('ends after a few: every later answer is the same, right or wrong, over HTTP and sockets, and an alarm is in the log', async () => {
    const lines: string[] = [];
    const server = await testServer({}, { runtime: await testRuntime({ log: openLog('warn', { write: (line) => void lines.push(line) }) }) });
    const { conversationId, token } = await newVisitor(server);
    const guess = (guessed: string) => server.call('GET', `${VISITOR}/${conversationId}`, { token: guessed });
    const answers = await Promise.all(Array.from({ length: LIMITS.tokenGuesses }, (_, index) => guess(`guess-${index}`)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    const [wrong, right] = [await guess('guess'), await guess(token)];
    expect(wrong.status).toBe(429);
    expect(right.status).toBe(429);
    expect(Number(wrong.headers.get('retry-after'))).toBeGreaterThan(0);
    const sockets = [{ conversationId, token: 'guess' }, { conversationId, token }].map((auth) => openSocket(server, '/visitor', { auth }));
    expect(await Promise.all(sockets.map(admission))).toEqual(['request.too_many', 'request.too_many']);
    for (const socket of sockets) socket.disconnect();
    expect(lines.filter((line) => line.includes('guess')).map((line) => JSON.parse(line))).toMatchObject([{ level: 40, address: '127.0.0.1', msg: expect.stringMatching(/token/) }]);
    await server.close();
  });
});

describe('answers', () => {
  let server: TestServer;
  const sessions: Record<string, string> = {};
  /** One for all that is read: there are more routes than an address may open conversations. */
  let visitor: Awaited<ReturnType<typeof newVisitor>>;
  beforeAll(async () => {
    server = await testServer();
    visitor = await newVisitor(server);
    await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    for (const role of ['admin', 'supervisor', 'agent'] as const) sessions[role] = await server.signIn(role);
  });
  afterAll(() => server.close());

  /** What is stored and for nobody's eyes. */
  const HIDDEN = /hash|secret|token|digest|passw/i;
  const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysOf)] : []);

  const readable = ROUTES.filter(({ method, path, access }) => method === 'get' && !/\.(csv|xlsx)$|\/export$/.test(path) && access !== 'public');
  it.each(readable.map((route) => [route.path, route] as const))('of %s hold only fields that are described', async (path, { access, response, query }) => {
    const proof = access === 'visitor' ? { token: visitor.token } : { session: sessions[access] as string };
    const asked = query?.safeParse({}).success === false ? '?list=queued&from=2026-11-24&to=2026-11-24' : '';
    const { status, body } = await server.call('GET', path.replace(':id', visitor.conversationId) + asked, proof);
    if (status !== 200) return expect([400, 404]).toContain(status);
    expect(response).toBeDefined();
    expect(response?.parse(body)).toEqual(body);
    expect(keysOf(body).filter((key) => HIDDEN.test(key))).toEqual([]);
  });

  it('to a customer hold nothing of what the desk knows', async () => {
    const angry = await newVisitor(server);
    const path = `${VISITOR}/${angry.conversationId}`;
    await server.call('POST', `${path}/messages`, { token: angry.token, body: { clientId: 'a', text: '你们这帮骗子，快递到哪了' } });
    await server.call('POST', `/api/v1/desk/conversations/${angry.conversationId}/accept`, { session: sessions['agent'] as string, body: {} });
    await server.call('POST', `/api/v1/desk/conversations/${angry.conversationId}/messages`, { session: sessions['agent'] as string, body: { clientId: 'b', text: '您好' } });
    const { messages } = (await server.call('GET', `${path}/messages`, { token: angry.token })).body;
    const seen = { status: (await server.call('GET', path, { token: angry.token })).body, agent: messages.at(-1), own: messages.find(({ from }: { from: string }) => from === 'customer') };
    expect(seen).toEqual({
      status: { state: 'agent', agent: { name: expect.any(String), workerNumber: expect.any(String) }, typingSeen: true },
      agent: { seq: expect.any(Number), from: 'agent', kind: 'text', text: '您好', agent: { name: expect.any(String), workerNumber: expect.any(String) }, clientId: 'b', at: expect.any(String) },
      own: { seq: expect.any(Number), from: 'customer', kind: 'text', text: expect.any(String), clientId: 'a', at: expect.any(String) },
    });
    expect(keysOf(messages).filter((key) => /meaning|explanation|emotion|intent|confidence|visibility|digest|agentId/.test(key))).toEqual([]);
  });
});
