import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const DESK = '/api/v1/desk';
const PASSWORD = 'long-enough-1';

type OpenDesk = { socket: Socket; events: string[]; queued: Set<string>; ended: Promise<number> };

/** Two nodes on one database and one bus: accounts are changed on the first, desks are open on the second. */
describe('open desks, when the session behind them ends', () => {
  const folder = temporaryFolder();
  let first: TestServer;
  let second: TestServer;
  let admin: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    const runtime = await testRuntime({}, { dataPath: folder.path });
    first = await testServer({}, { runtime });
    second = await testServer({}, { runtime: await testRuntime({ events: runtime.runtime.events }, { dataPath: folder.path, clock: runtime.clock }) });
    admin = await first.signIn('admin');
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect();
  });
  afterAll(async () => {
    await second.close();
    await first.close();
    folder.remove();
  });

  const openDesk = (cookie: string) =>
    new Promise<OpenDesk>((resolve, reject) => {
      const socket = io(`${second.address}/desk`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: second.address, cookie } });
      open.push(socket);
      const events: string[] = [];
      socket.onAny((name: string) => events.push(name));
      const queued = new Set<string>();
      socket.on('rows', (rows: { id: string; state: string }[]) => rows.filter(({ state }) => state === 'queued').forEach(({ id }) => queued.add(id)));
      const ended = new Promise<number>((done) => socket.once('disconnect', () => done(performance.now())));
      socket.once('connect', () => resolve({ socket, events, queued, ended })).once('connect_error', reject);
    });
  const agentWithId = async () => {
    const cookie = await first.signIn('agent');
    const { id, login } = (await first.call('GET', `${DESK}/session`, { session: cookie })).body.person;
    return { cookie, id: id as string, login: login as string };
  };
  /** A customer asks for a person, which every open desk is told. */
  const commotion = async () => {
    const { conversationId, token } = (await second.call('POST', '/api/v1/visitor/conversations', { body: {} })).body;
    await second.call('POST', `/api/v1/visitor/conversations/${conversationId}/messages`, { token, body: { clientId: 'a', text: '转人工' } });
    return conversationId as string;
  };
  const hears = ({ socket, queued }: OpenDesk, id: string) =>
    new Promise<void>((resolve) => {
      if (queued.has(id)) return resolve();
      socket.on('rows', () => queued.has(id) && resolve());
    });

  const ways: [string, (agent: { cookie: string; id: string; login: string }) => Promise<{ status: number }>][] = [
    ['an admin disables the account', ({ id }) => first.call('POST', `${DESK}/persons/${id}/disable`, { session: admin, body: {} })],
    ['an admin changes the role', ({ id, login }) => first.call('PUT', `${DESK}/persons/${id}`, { session: admin, body: { name: '小周', workerNumber: login, role: 'supervisor', teams: [] } })],
    ['an admin takes off the second factor', ({ id }) => first.call('POST', `${DESK}/persons/${id}/totp-reset`, { session: admin, body: {} })],
    ['the password changes', ({ cookie }) => first.call('POST', `${DESK}/me/password`, { session: cookie, body: { current: PASSWORD, password: 'another-long-1' } })],
    ['the person signs out', ({ cookie }) => first.call('DELETE', `${DESK}/session`, { session: cookie })],
  ];

  it.each(ways)('are closed within a second on every node and told nothing more: %s', async (_name, end) => {
    const agent = await agentWithId();
    const desk = await openDesk(agent.cookie);
    const other = await openDesk(admin);
    const before = await commotion();
    await Promise.all([hears(desk, before), hears(other, before)]);

    const asked_ms = performance.now();
    expect((await end(agent)).status).toBeLessThan(300);
    expect((await desk.ended) - asked_ms).toBeLessThan(1_000);
    const told = desk.events.length;
    const after = await commotion();
    await hears(other, after);
    expect(desk.events.length).toBe(told);
    await expect(openDesk(agent.cookie)).rejects.toMatchObject({ data: { code: 'session.required' } });
  });

  it('stay open when something else changes, and are told that people, teams or settings are others now', async () => {
    const agent = await agentWithId();
    const { socket } = await openDesk(admin);
    const deeds: (() => Promise<{ status: number }>)[] = [
      () => first.call('POST', `${DESK}/teams`, { session: admin, body: { name: '售后' } }),
      () => first.call('PUT', `${DESK}/persons/${agent.id}`, { session: admin, body: { name: '小周', workerNumber: agent.login, role: 'agent', teams: [{ team: 'shop', level: 1 }] } }),
      () => first.call('PUT', `${DESK}/settings/desk.capacity`, { session: admin, body: { rev: 0, value: { conversations: 3 } } }),
    ];
    for (const deed of deeds) {
      const told = new Promise<void>((resolve) => socket.once('people', () => resolve()));
      expect((await deed()).status).toBeLessThan(300);
      await told;
    }
    expect(socket.connected).toBe(true);
  });

  it('stay away when one of several sessions ends, and come back for the others', async () => {
    const agent = await agentWithId();
    const elsewhere = /jieda_session=[^;]+/.exec((await first.call('POST', `${DESK}/session`, { body: { login: agent.login, password: PASSWORD } })).headers.get('set-cookie') ?? '')?.[0] as string;
    const desk = await openDesk(agent.cookie);
    expect((await first.call('POST', `${DESK}/me/sessions/end-others`, { session: elsewhere, body: {} })).status).toBe(204);
    await desk.ended;
    await expect(openDesk(agent.cookie)).rejects.toMatchObject({ data: { code: 'session.required' } });
    expect((await openDesk(elsewhere)).socket.connected).toBe(true);
  });
});
