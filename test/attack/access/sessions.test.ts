import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testServer, type TestServer } from '../../support/server.ts';
import { enter } from '../support.ts';

const DESK = '/api/v1/desk';
const PASSWORD = 'long-enough-1';

let server: TestServer;
let admin: string;
let agent: { session: string; id: string; login: string };
beforeEach(async () => {
  server = await testServer();
  admin = await server.signIn('admin');
  const session = await server.signIn('agent');
  const { id, login } = (await server.call('GET', `${DESK}/session`, { session })).body.person;
  agent = { session, id, login };
});
afterEach(() => server.close());

const cookieOf = (headers: Headers) => /jieda_session=[^;]*/.exec(headers.get('set-cookie') ?? '')?.[0] ?? '';
const isIn = async (session: string) => (await server.call('GET', `${DESK}/session`, { session })).status === 200;
const signIn = async (session?: string) => {
  const { status, headers } = await server.call('POST', `${DESK}/session`, { body: { login: agent.login, password: PASSWORD }, ...(session !== undefined && { session }) });
  expect(status).toBe(200);
  return cookieOf(headers);
};

describe('signing in', () => {
  it('always makes a new session, never the one that somebody planted in the browser', async () => {
    const planted = 'jieda_session=chosen-by-somebody-else-with-enough-letters';
    const session = await signIn(planted);
    expect([session === planted, session.length > 'jieda_session='.length + 20]).toEqual([false, true]);
    expect([await isIn(planted), await isIn(session)]).toEqual([false, true]);
  });

  it('ends the session that this browser had, also another person’s, and no other', async () => {
    const elsewhere = await signIn();
    const session = await signIn(agent.session);
    expect([await isIn(agent.session), await isIn(elsewhere), await isIn(session)]).toEqual([false, true, true]);
    const shared = await signIn(admin);
    expect([await isIn(admin), await isIn(shared)]).toEqual([false, true]);
    expect((await server.call('GET', `${DESK}/persons`, { session: shared })).status).toBe(403);
  });

  it('in vain leaves everybody where they were', async () => {
    const { status, headers } = await server.call('POST', `${DESK}/session`, { body: { login: agent.login, password: 'wrong' }, session: agent.session });
    expect([status, headers.get('set-cookie'), await isIn(agent.session)]).toEqual([401, null, true]);
  });
});

describe('the cookie of a session', () => {
  it('is for this server and the browser’s own requests only, and says how long it lasts, not until when by a clock that may be wrong', async () => {
    const { headers } = await server.call('POST', `${DESK}/session`, { body: { login: agent.login, password: PASSWORD } });
    const [, ...attributes] = (headers.get('set-cookie') ?? '').split('; ');
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    const out = await server.call('DELETE', `${DESK}/session`, { session: agent.session });
    expect(out.headers.get('set-cookie')).toMatch(/^jieda_session=; .*Max-Age=0/);
  });
});

describe('a password that changes', () => {
  const ways: [string, () => Promise<string | null>][] = [
    ['its owner changes it', async () => cookieOf((await server.call('POST', `${DESK}/me/password`, { session: agent.session, body: { current: PASSWORD, password: 'another-long-1' } })).headers)],
    [
      'it is set by a link',
      async () => {
        const { path } = (await server.call('POST', `${DESK}/persons/${agent.id}/reset-link`, { session: admin, body: {} })).body;
        const { status, headers } = await server.call('POST', `${DESK}/password`, { body: { token: path.split('/').at(-1), password: 'another-long-1' } });
        expect([status < 300, cookieOf(headers)]).toEqual([true, 'jieda_session=']);
        return null;
      },
    ],
  ];

  it.each(ways)('ends every session there was, open desks and the old password with it: %s', async (_way, change) => {
    const elsewhere = await signIn();
    const desks = [await enter(server, '/desk', { cookie: agent.session }), await enter(server, '/desk', { cookie: elsewhere })];
    const cut = Promise.all(desks.map((desk) => new Promise((resolve) => desk.once('disconnect', resolve))));
    const fresh = await change();
    expect(await cut).toEqual(['io server disconnect', 'io server disconnect']);
    expect([await isIn(agent.session), await isIn(elsewhere)]).toEqual([false, false]);
    if (fresh !== null) expect([[agent.session, elsewhere].includes(fresh), await isIn(fresh)]).toEqual([false, true]);
    expect((await server.call('POST', `${DESK}/session`, { body: { login: agent.login, password: PASSWORD } })).status).toBe(401);
    expect(await isIn(admin)).toBe(true);
  });

  it('with the wrong present one changes nothing', async () => {
    const { status, headers } = await server.call('POST', `${DESK}/me/password`, { session: agent.session, body: { current: 'wrong-but-long', password: 'another-long-1' } });
    expect([status >= 400, headers.get('set-cookie'), await isIn(agent.session)]).toEqual([true, null, true]);
    expect(await signIn()).not.toBe('');
  });
});
