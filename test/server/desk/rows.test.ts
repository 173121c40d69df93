import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { ConversationRow } from '../../../src/contract/desk.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const DESK = '/api/v1/desk';

type Desk = { socket: Socket; id: string; cookie: string; rows: Map<string, ConversationRow> };

describe('which desks are told of a changed row', () => {
  let server: TestServer;
  let lin: Desk;
  let wang: Desk;
  let boss: Desk;
  const open: Socket[] = [];

  const openDesk = async (cookie: string): Promise<Desk> => {
    const { person } = (await server.call('GET', `${DESK}/session`, { session: cookie })).body;
    const socket = io(`${server.address}/desk`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: server.address, cookie } });
    open.push(socket);
    const rows = new Map<string, ConversationRow>();
    socket.on('rows', (told: ConversationRow[]) => told.forEach((row) => rows.set(row.id, row)));
    await new Promise((resolve, reject) => socket.once('connect', () => resolve(null)).once('connect_error', reject));
    return { socket, id: person.id, cookie, rows };
  };
  const customer = async () => {
    const { conversationId: id, token } = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };
    let sent = 0;
    return { id, say: (text: string) => server.call('POST', `/api/v1/visitor/conversations/${id}/messages`, { token, body: { clientId: `m${(sent += 1)}`, text } }) };
  };
  /** Until a desk knows a row as it should be. */
  const knows = ({ socket, rows }: Desk, id: string, matches: (row: ConversationRow) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const row = rows.get(id);
        if (row === undefined || !matches(row)) return;
        socket.off('rows', look);
        resolve();
      };
      socket.on('rows', look);
      look();
    });
  const accept = ({ cookie }: Desk, id: string) => server.call('POST', `${DESK}/conversations/${id}/accept`, { session: cookie, body: {} });
  const says = (text: string) => (row: ConversationRow) => row.last?.text === text;

  beforeAll(async () => {
    server = await testServer();
    boss = await openDesk(await server.signIn('admin'));
    lin = await openDesk(await server.signIn('agent'));
    wang = await openDesk(await server.signIn('agent'));
    for (const { socket } of [lin, wang]) expect(await socket.emitWithAck('watchLists', { lists: ['queued'] })).toEqual({});
    expect(await boss.socket.emitWithAck('watchLists', { lists: ['queued', 'bot', 'attention', 'closed'] })).toEqual({});
  });
  afterAll(async () => {
    for (const socket of open) socket.disconnect();
    await server.close();
  });

  it('what moves from one list to another, all of them; what only goes on, those that show it, serve it, or have it open', async () => {
    const first = await customer();
    await first.say('转人工');
    await Promise.all([lin, wang, boss].map((desk) => knows(desk, first.id, ({ state }) => state === 'queued')));
    await accept(lin, first.id);
    await Promise.all([lin, wang, boss].map((desk) => knows(desk, first.id, ({ state, agent }) => state === 'agent' && agent?.id === lin.id)));

    await boss.socket.emitWithAck('watch', { conversationId: first.id });
    await first.say('在吗');
    await Promise.all([lin, boss].map((desk) => knows(desk, first.id, says('在吗'))));
    // Told in the order of their changes: once this has come, the other would have.
    const second = await customer();
    await second.say('转人工');
    await knows(wang, second.id, ({ state }) => state === 'queued');
    expect(wang.rows.get(first.id)?.last?.text).not.toBe('在吗');

    await boss.socket.emitWithAck('watch', { conversationId: null });
    await first.say('还在吗');
    await knows(lin, first.id, says('还在吗'));
    const before = boss.rows.get(second.id)?.seq ?? 0;
    await second.say('快点');
    await knows(boss, second.id, ({ seq }) => seq > before);
    expect(boss.rows.get(first.id)?.last?.text).toBe('在吗');
  });

  it('what anybody serves, those that show all of it', async () => {
    const theirs = await customer();
    await theirs.say('转人工');
    await accept(lin, theirs.id);
    await knows(boss, theirs.id, ({ state }) => state === 'agent');
    await boss.socket.emitWithAck('watchLists', { lists: ['served'] });
    await theirs.say('有人吗');
    await knows(boss, theirs.id, says('有人吗'));
    await boss.socket.emitWithAck('watchLists', { lists: ['queued', 'bot', 'attention', 'closed'] });
  });

  it('what the bot goes on with, those that show the lists of the bot', async () => {
    const talking = await customer();
    await Promise.all([lin, boss].map((desk) => knows(desk, talking.id, ({ state }) => state === 'bot')));
    await talking.say('你好');
    await knows(boss, talking.id, ({ seq }) => seq > 1);
    expect(lin.rows.get(talking.id)?.seq).toBe(1);
    expect(await lin.socket.emitWithAck('watchLists', { lists: ['bot'] })).toEqual({});
    await talking.say('你好啊');
    await knows(lin, talking.id, ({ seq }) => seq > 3);
  });

  it('a colleague who is invited, until they are let go', async () => {
    const theirs = await customer();
    await theirs.say('转人工');
    await accept(lin, theirs.id);
    await server.call('POST', `${DESK}/conversations/${theirs.id}/colleagues`, { session: lin.cookie, body: { personId: wang.id } });
    await knows(wang, theirs.id, ({ colleagues }) => colleagues?.[0]?.id === wang.id);
    await theirs.say('两位好');
    await knows(wang, theirs.id, says('两位好'));
    await server.call('DELETE', `${DESK}/conversations/${theirs.id}/colleagues/${wang.id}`, { session: lin.cookie });
    await knows(wang, theirs.id, ({ colleagues }) => colleagues === undefined);
  });

  it('how long the lists are, every desk, when something has moved', async () => {
    const counts = new Promise<Record<string, number>>((resolve) => wang.socket.on('counts', (told: Record<string, number>) => told['closed'] === 1 && resolve(told)));
    const leaving = await customer();
    await leaving.say('转人工');
    await accept(lin, leaving.id);
    await server.call('POST', `${DESK}/conversations/${leaving.id}/close`, { session: lin.cookie, body: {} });
    const { body } = await server.call('GET', `${DESK}/conversations?list=closed`, { session: wang.cookie });
    expect(await counts).toEqual({ queued: body.counts.queued, served: body.counts.served, bot: body.counts.bot, attention: body.counts.attention, closed: 1 });
    expect(body).toMatchObject({ total: 1, next: null });
  });

  it('refuses a place in a list that no page named', async () => {
    for (const after of ['x', '1~2', '9~1~a', "0~1~'"]) {
      expect((await server.call('GET', `${DESK}/conversations?list=bot&after=${encodeURIComponent(after)}`, { session: boss.cookie })).status).toBe(400);
    }
  });
});
