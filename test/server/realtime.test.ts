import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { ConversationRow, DeskMessage } from '../../src/contract/desk.ts';
import type { Message } from '../../src/contract/message.ts';
import { testServer, type TestServer } from '../support/server.ts';

describe('live', () => {
  let server: TestServer;
  const open: Socket[] = [];
  beforeAll(async () => {
    server = await testServer();
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect();
  });
  afterAll(() => server.close());

  const connect = (namespace: string, options: { auth?: object; cookie?: string; origin?: string | null; transports?: string[] } = {}): Socket => {
    const { auth = {}, cookie, origin = server.address, transports = ['websocket'] } = options;
    const socket = io(server.address + namespace, {
      auth,
      transports,
      reconnection: false,
      forceNew: true,
      extraHeaders: { ...(origin !== null && { origin }), ...(cookie !== undefined && { cookie }) },
    });
    open.push(socket);
    return socket;
  };
  const connected = (socket: Socket) => new Promise<Socket>((resolve, reject) => socket.once('connect', () => resolve(socket)).once('connect_error', reject));
  const next = <Value>(socket: Socket, event: string, matches: (value: Value) => boolean = () => true) =>
    new Promise<Value>((resolve) => {
      const listener = (value: Value) => {
        if (!matches(value)) return;
        socket.off(event, listener);
        resolve(value);
      };
      socket.on(event, listener);
    });
  const newVisitor = async () => (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };

  it('acknowledges a message with its number and pushes the reply', async () => {
    const socket = await connected(connect('/visitor', { auth: await newVisitor() }));
    const { messages } = await socket.emitWithAck('resume', { after: 0 });
    expect(messages[0].from).toBe('bot');
    const pushed = next<{ messages: Message[] }>(socket, 'messages');
    const { seq } = await socket.emitWithAck('message', { clientId: 'a', text: '怎么退货' });
    expect(seq).toBe(messages.length + 1);
    expect((await pushed).messages.map((message) => message.seq)[0]).toBe(seq);
  });

  it('gives a client that was away exactly what it missed', async () => {
    const visitor = await newVisitor();
    const first = await connected(connect('/visitor', { auth: visitor }));
    const { messages } = await first.emitWithAck('resume', { after: 0 });
    first.disconnect();
    await server.call('POST', `/api/v1/visitor/conversations/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'b', text: '怎么退货' } });
    const second = await connected(connect('/visitor', { auth: visitor }));
    const missed = await second.emitWithAck('resume', { after: messages.length });
    expect(missed.messages[0]).toMatchObject({ seq: messages.length + 1, from: 'customer', clientId: 'b' });
    expect(await second.emitWithAck('message', { clientId: 'b', text: '怎么退货' })).toEqual({ seq: messages.length + 1 });
  });

  it('brings customer and agent together', async () => {
    const visitor = await newVisitor();
    const customer = await connected(connect('/visitor', { auth: visitor }));
    await customer.emitWithAck('resume', { after: 0 });
    const cookie = await server.signIn('admin');
    const desk = await connected(connect('/desk', { cookie }));

    const isTheirs = ({ id, state }: ConversationRow) => id === visitor.conversationId && state === 'queued';
    const rows = next<ConversationRow[]>(desk, 'rows', (told) => told.some(isTheirs));
    const queued = next<{ state: string; queue: { agentsOnline: boolean } }>(customer, 'status', ({ state, queue }) => state === 'queued' && queue.agentsOnline);
    await customer.emitWithAck('request_agent', { clientId: 'wish' });
    expect((await rows).find(isTheirs)).toMatchObject({ reason: 'asked', rankedAt: expect.any(String) });
    expect(await queued).toMatchObject({ queue: { position: 1 } });

    const served = next<{ state: string; agent: { name: string } }>(customer, 'status', ({ state }) => state === 'agent');
    expect((await server.call('POST', `/api/v1/desk/conversations/${visitor.conversationId}/accept`, { session: cookie, body: {} })).status).toBe(200);
    expect(await served).toMatchObject({ agent: { name: '人员1' }, typingSeen: true });

    await desk.emitWithAck('watch', { conversationId: visitor.conversationId });
    const heard = new Promise<DeskMessage[]>((resolve) => desk.on('messages', (_id: string, messages: DeskMessage[]) => messages.some(({ text }) => text === '在吗') && resolve(messages)));
    await customer.emitWithAck('message', { clientId: 'c', text: '在吗' });
    expect((await heard).at(-1)).toMatchObject({ from: 'customer', text: '在吗' });

    const typed = () => new Promise<[string, string | undefined]>((resolve) => desk.once('typing', (id: string, text?: string) => resolve([id, text])));
    const elsewhere: unknown[] = [];
    const other = await connected(connect('/desk', { cookie: await server.signIn('agent') }));
    other.on('typing', (...told: unknown[]) => elsewhere.push(told));
    const preview = typed();
    await customer.emitWithAck('typing', { text: '我的手机是13800138000' });
    expect(await preview).toEqual([visitor.conversationId, '我的手机是***********']);
    // Too soon after the last one it is dropped; an emptied field never is.
    const emptied = typed();
    await customer.emitWithAck('typing', { text: '我的手' });
    await customer.emitWithAck('typing', { text: '' });
    expect(await emptied).toEqual([visitor.conversationId, '']);
    expect(await customer.emitWithAck('typing', { text: 'x'.repeat(2_001) })).toMatchObject({ error: { code: 'request.invalid' } });
    expect(elsewhere).toEqual([]);

    const answered = next<{ messages: Message[] }>(customer, 'messages', ({ messages }) => messages.some(({ from }) => from === 'agent'));
    await server.call('POST', `/api/v1/desk/conversations/${visitor.conversationId}/messages`, { session: cookie, body: { clientId: 'd', text: '您好，我在' } });
    expect((await answered).messages.at(-1)).toMatchObject({ from: 'agent', text: '您好，我在' });

    const typing = next<{ from: string }>(customer, 'typing');
    desk.emit('typing', { conversationId: visitor.conversationId });
    expect(await typing).toEqual({ from: 'agent' });
  });

  it('lets nobody in without the right token, session or origin', async () => {
    const visitor = await newVisitor();
    const other = await newVisitor();
    const refusals: [string, object][] = [
      ['/visitor', { auth: { ...visitor, token: other.token } }],
      ['/visitor', { auth: { conversationId: ['a'], token: true } }],
      ['/visitor', {}],
      ['/desk', {}],
      ['/desk', { cookie: 'jieda_session=made-up' }],
    ];
    for (const [namespace, options] of refusals) {
      await expect(connected(connect(namespace, options))).rejects.toMatchObject({ data: { code: expect.stringMatching(/^(conversation\.not_found|session\.required)$/) } });
    }
    for (const transports of [['websocket'], ['polling']]) {
      for (const origin of ['https://evil.example', null]) await expect(connected(connect('/visitor', { auth: visitor, origin, transports }))).rejects.toThrow();
    }
  });

  it('survives events of every shape', async () => {
    const socket = await connected(connect('/visitor', { auth: await newVisitor() }));
    for (const event of ['constructor', '__proto__', 'toString', 'watch', 'accept']) socket.emit(event, { conversationId: 'x' });
    for (const payload of [null, 0, true, 'text', [], { text: 7 }, { clientId: 'a', text: '你好', user: 'agent1' }]) {
      expect(await socket.emitWithAck('message', payload)).toMatchObject({ error: { code: 'request.invalid' } });
    }
    socket.emit('message');
    socket.emit('resume', { after: 'many' });
    expect(await socket.emitWithAck('message', { clientId: 'z', text: '你好' })).toHaveProperty('seq');
  });

  it('takes what somebody types as the identity of the handshake, whatever it claims', async () => {
    const mine = await newVisitor();
    const theirs = await newVisitor();
    const socket = await connected(connect('/visitor', { auth: mine }));
    expect(await socket.emitWithAck('message', { clientId: 'a', text: '你好', conversationId: theirs.conversationId })).toMatchObject({ error: { code: 'request.invalid' } });
    const { messages } = (await server.call('GET', `/api/v1/visitor/conversations/${theirs.conversationId}/messages`, { token: theirs.token })).body;
    expect(messages.every(({ from }: Message) => from === 'bot')).toBe(true);
  });

  it('tells a desk what time it is, by the clock of the server', async () => {
    const socket = connect('/desk', { cookie: await server.signIn('admin') });
    expect(await next<string>(socket, 'clock')).toBe(new Date(server.clock.now).toISOString());
  });
});
