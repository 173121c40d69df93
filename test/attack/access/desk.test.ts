import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { enter, newVisitor, VISITOR } from '../support.ts';

const SESSION = '/api/v1/desk/session';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

describe('signing in', () => {
  it('is answered the same for a wrong name, a wrong password and a disabled account', async () => {
    const admin = await server.signIn('admin');
    await server.signIn('agent');
    const { persons } = (await server.call('GET', '/api/v1/desk/persons', { session: admin })).body;
    const agent = persons.find(({ role }: { role: string }) => role === 'agent');
    await server.call('POST', `/api/v1/desk/persons/${agent.id}/disable`, { session: admin, body: {} });
    const tries = [{ login: 'nobody', password: 'long-enough-1' }, { login: 'person1', password: 'wrong' }, { login: agent.login, password: 'long-enough-1' }, { login: agent.login, password: 'wrong' }];
    const answers = [];
    for (const body of tries) answers.push(await server.call('POST', SESSION, { body }));
    for (const { status, body, headers } of answers) expect([status, body, headers.get('set-cookie')]).toEqual([401, { error: { code: 'session.wrong', message: expect.any(String) } }, null]);
  });

  it('in a burst is hashed ten times and no more', async () => {
    await server.signIn('admin');
    const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await server.call('POST', SESSION, { body: { login: 'person1', password: 'wrong' } })).status));
    expect(statuses.filter((status) => status === 401).length).toBe(LIMITS.signInAttempts);
    expect(statuses.filter((status) => status === 429).length).toBe(60 - LIMITS.signInAttempts);
  });

  it('with megabytes as password is refused unread', async () => {
    for (const [length, status] of [[LIMITS.passwordLengthMax + 1, 400], [60_000, 400], [2_000_000, 413]] as const) {
      expect([length, (await server.call('POST', SESSION, { body: { login: 'person1', password: 'x'.repeat(length) } })).status]).toEqual([length, status]);
    }
  });

  const FORGED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip', 'x-client-ip', 'x-cluster-client-ip'];
  const attempts = async (headers: (index: number) => Record<string, string>) => {
    const statuses: number[] = [];
    for (let index = 0; index <= LIMITS.signInAttempts; index += 1) statuses.push((await server.call('POST', SESSION, { body: { login: 'nobody', password: 'x' }, headers: headers(index) })).status);
    return statuses.at(-1);
  };

  it.each(FORGED)('is not freed from its limit by a forged %s', async (name) => {
    expect(await attempts((index) => ({ [name]: name === 'forwarded' ? `for=198.51.100.${index}` : `198.51.100.${index}` }))).toBe(429);
  });

  it('behind a trusted proxy counts the address that the proxy saw, not what the client wrote before it', async () => {
    await server.close();
    server = await testServer({ trustedProxies: ['127.0.0.1'] });
    expect(await attempts((index) => ({ 'x-forwarded-for': `198.51.100.${index}` }))).toBe(401);
    expect(await attempts((index) => ({ 'x-forwarded-for': `203.0.113.${index}, 192.0.2.7` }))).toBe(429);
  });
});

describe('a one-time link', () => {
  const person = (token: string, index: number) => ({ token, login: `same${index}`, name: '小王', workerNumber: `77${index}`, password: 'long-enough-1' });

  it('used by many at once makes one account and one session', async () => {
    const admin = await server.signIn('admin');
    const { path } = (await server.call('POST', '/api/v1/desk/invitations', { session: admin, body: { role: 'agent' } })).body;
    const token = path.split('/').at(-1);
    const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => server.call('POST', '/api/v1/desk/persons', { body: person(token, index) })));
    expect(answers.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error?.code === 'link.invalid')).toHaveLength(4);
    expect(answers.filter(({ headers }) => headers.get('set-cookie') !== null)).toHaveLength(1);
    expect((await server.call('GET', '/api/v1/desk/persons', { session: admin })).body.persons).toHaveLength(2);
  });

  it('never holds what the caller says the host is', async () => {
    const admin = await server.signIn('admin');
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example', 'x-original-host': 'evil.example', referer: 'https://evil.example/' };
    const { persons } = (await server.call('GET', '/api/v1/desk/persons', { session: admin })).body;
    for (const [path, body] of [['/api/v1/desk/invitations', { role: 'agent' }], [`/api/v1/desk/persons/${persons[0].id}/reset-link`, {}]] as const) {
      const answer = await server.call('POST', path, { session: admin, body, headers });
      expect(answer.body.path).toMatch(/^\/desk\/#\/(join|reset)\/[\w-]+$/);
      expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain('evil');
    }
  });
});

describe('somebody who is disabled while connected', () => {
  it('is cut off at once and hears nothing of what happens next', async () => {
    const admin = await server.signIn('admin');
    const agent = await server.signIn('agent');
    const { persons } = (await server.call('GET', '/api/v1/desk/persons', { session: admin })).body;
    const { id } = persons.find(({ role }: { role: string }) => role === 'agent');
    const [theirs, other] = [await enter(server, '/desk', { cookie: agent }), await enter(server, '/desk', { cookie: admin })];
    const heard: string[] = [];
    theirs.onAny((event: string) => heard.push(event));
    const cut = new Promise<string>((resolve) => theirs.once('disconnect', resolve));
    await server.call('POST', `/api/v1/desk/persons/${id}/disable`, { session: admin, body: {} });
    expect(await cut).toBe('io server disconnect');
    heard.splice(0);

    const told = new Promise((resolve) => other.once('rows', resolve));
    const visitor = await newVisitor(server);
    await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    await told;
    expect(heard).toEqual([]);
    await expect(enter(server, '/desk', { cookie: agent })).rejects.toThrow('session.required');
    expect((await server.call('GET', SESSION, { session: agent })).status).toBe(401);
    for (const socket of [theirs, other]) socket.disconnect();
  });
});
