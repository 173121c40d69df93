import { createServer, type Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io as officialIo } from 'socket.io-client';
import { io as ownIo, type Socket } from '../../../src/ui/widget/socket/client.ts';
import { decode, encode } from '../../../src/ui/widget/socket/packets.ts';

// Node 20 has no WebSocket of its own.
globalThis.WebSocket ??= createRequire(import.meta.url)('ws') as typeof WebSocket;

type Transport = 'websocket' | 'polling';
const CLIENTS = { own: ownIo, official: officialIo as unknown as typeof ownIo };

jest.setTimeout(20_000);

/** The widget's client against the real server; the official client goes through the same, so that the two stay exchangeable. */
describe.each(['own', 'official'] as const)('%s client', (name) => {
  let http: HttpServer;
  let server: Server;
  let port = 0;
  let told: string[] = [];
  let client: Socket;
  let sockets: ServerSocket[] = [];

  const listen = async (): Promise<void> => {
    http = createServer();
    server = new Server(http, { pingInterval: 300, pingTimeout: 2_000 });
    const visitors = server.of('/visitor');
    visitors.use((socket, next) => {
      if (socket.handshake.auth.token === 'right') return next();
      next(Object.assign(new Error('no'), { data: { code: 'conversation.not_found' } }));
    });
    visitors.on('connection', (socket) => {
      sockets.push(socket);
      socket.on('echo', (payload, acknowledge) => acknowledge(payload));
      socket.on('silent', () => undefined);
      socket.on('typing', () => told.push('server heard typing'));
    });
    await new Promise<void>((done) => void http.listen(port, '127.0.0.1', done));
    port = (http.address() as AddressInfo).port;
  };
  const connect = (transports: Transport[], token = 'right'): Socket => {
    client = CLIENTS[name](`http://127.0.0.1:${port}/visitor`, {
      path: '/socket.io',
      auth: { token },
      transports,
      reconnectionDelay: 30,
      reconnectionDelayMax: 60,
      timeout: 3_000,
      ...{ tryAllTransports: true, forceNew: true },
    });
    client.on('connect', () => told.push('connect'));
    client.on('disconnect', (reason: string) => told.push(`disconnect ${reason}`));
    client.on('connect_error', (error: Error & { data?: { code: string } }) => told.push(`connect_error ${error.data?.code ?? ''}`));
    client.on('messages', (event: { messages: string[] }) => told.push(...event.messages));
    return client;
  };
  const until = async (line: string, times = 1): Promise<void> => {
    const end = Date.now() + 8_000;
    while (told.filter((one) => one === line).length < times) {
      if (Date.now() > end) throw new Error(`waited for "${line}" in ${JSON.stringify(told)}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  };

  beforeEach(async () => {
    told = [];
    sockets = [];
    port = 0;
    await listen();
  });
  afterEach(async () => {
    client.disconnect();
    await server.close();
  });

  it.each<Transport[]>([['websocket'], ['polling']])('connects, asks, is told, over %s', async (transport) => {
    connect([transport]);
    await until('connect');
    expect(client.connected && client.active).toBe(true);
    const text = '您好，"引号" \\ {"a":[1]} 😀 \u2028';
    const answers = await Promise.all([1, 2, 3].map((n) => client.timeout(1_000).emitWithAck('echo', { n, text })));
    expect(answers).toEqual([1, 2, 3].map((n) => ({ n, text })));
    sockets[0]!.emit('messages', { messages: ['推送'] });
    await until('推送');
    client.volatile.emit('typing', {});
    await until('server heard typing');
  });

  it('stays connected over heartbeats', async () => {
    connect(['websocket']);
    await until('connect');
    await new Promise((done) => setTimeout(done, 1_000));
    expect(told).toEqual(['connect']);
  });

  it('reports silence as a failed request', async () => {
    connect(['websocket']);
    await until('connect');
    await expect(client.timeout(50).emitWithAck('silent', {})).rejects.toThrow();
  });

  it('comes back by itself after the server was gone, and fails what was open', async () => {
    connect(['websocket', 'polling']);
    await until('connect');
    const open = client.timeout(5_000).emitWithAck('silent', {});
    const failed = expect(open).rejects.toThrow();
    for (const { conn } of sockets) (conn.transport as unknown as { socket: { terminate(): void } }).socket.terminate();
    http.closeAllConnections();
    await server.close();
    await until('disconnect transport close');
    await failed;
    expect(client.connected).toBe(false);
    expect(client.active).toBe(true);
    await until('connect_error ');
    await listen();
    await until('connect', 2);
    expect(await client.timeout(1_000).emitWithAck('echo', { n: 1 })).toEqual({ n: 1 });
  });

  it('takes polling where websockets are cut', async () => {
    http.removeAllListeners('upgrade').on('upgrade', (_request, socket) => socket.destroy());
    connect(['websocket', 'polling']);
    await until('connect');
    expect(await client.timeout(1_000).emitWithAck('echo', { n: 1 })).toEqual({ n: 1 });
    expect(told).toEqual(['connect']);
  });

  it('stops after a refusal or a dismissal, until told to connect', async () => {
    connect(['websocket'], 'wrong');
    await until('connect_error conversation.not_found');
    await new Promise((done) => setTimeout(done, 200));
    expect(client.active).toBe(false);
    expect(told).toEqual(['connect_error conversation.not_found']);
    client.disconnect();
    connect(['websocket']);
    await until('connect');
    sockets.at(-1)!.disconnect();
    await until('disconnect io server disconnect');
    expect(client.active).toBe(false);
    client.connect();
    await until('connect', 2);
  });
});

describe('packets', () => {
  it('reads what it writes', () => {
    const packet = { type: 2, namespace: '/visitor', id: 12, data: ['message', { text: '1,2\n三' }] };
    expect(encode(packet)).toBe('2/visitor,12["message",{"text":"1,2\\n三"}]');
    expect(decode(encode(packet))).toEqual(packet);
    expect(decode('0/visitor,{"sid":"x"}')).toEqual({ type: 0, namespace: '/visitor', data: { sid: 'x' } });
    expect(decode('1')).toEqual({ type: 1, namespace: '/' });
  });

  it.each(['', '9', '51-["x",{"_placeholder":true,"num":0}]', '2/visitor,{"not":"a list"}', '0/visitor,[]', '2/visitor,[', 'x'])('refuses %p', (line) => {
    expect(() => decode(line)).toThrow();
  });
});
