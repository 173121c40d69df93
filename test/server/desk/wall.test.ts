import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { testServer, type TestServer } from '../../support/server.ts';

describe('the wall over sockets', () => {
  let server: TestServer;
  const open: Socket[] = [];
  let agent: Socket;
  let supervisor: Socket;

  const connected = (cookie: string) =>
    new Promise<Socket>((resolve, reject) => {
      const socket = io(`${server.address}/desk`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: server.address, cookie } });
      open.push(socket);
      socket.once('connect', () => resolve(socket)).once('connect_error', reject);
    });
  const heard = (socket: Socket, event: string) => new Promise<void>((resolve) => socket.once(event, () => resolve()));
  const queue = async () => {
    const { conversationId, token } = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body;
    await server.call('POST', `/api/v1/visitor/conversations/${conversationId}/messages`, { token, body: { clientId: 'a', text: '转人工' } });
  };

  beforeAll(async () => {
    server = await testServer();
    await server.signIn('admin');
    agent = await connected(await server.signIn('agent'));
    supervisor = await connected(await server.signIn('supervisor'));
  });
  afterAll(async () => {
    for (const socket of open) socket.disconnect();
    await server.close();
  });

  it('is not for agents', async () => {
    expect(await agent.emitWithAck('watchWall', { watching: true })).toMatchObject({ error: { code: 'session.forbidden' } });
  });

  it('wakes whoever shows it when somebody comes to the queue, and nobody else', async () => {
    let agentHeard = 0;
    agent.on('wall', () => (agentHeard += 1));
    expect(await supervisor.emitWithAck('watchWall', { watching: true })).toEqual({});
    const woken = heard(supervisor, 'wall');
    await queue();
    await woken;
    expect(agentHeard).toBe(0);
  });

  it('tells every desk that a score has changed, without saying which', async () => {
    const told = Promise.all([agent, supervisor].map((socket) => new Promise((resolve) => socket.once('reviews', (...args: unknown[]) => resolve(args)))));
    server.runtime.events.publish({ type: 'review', conversationId: 'c1' });
    expect(await told).toEqual([[], []]);
  });
});
