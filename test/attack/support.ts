import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import WebSocket from 'ws';
import type { ConversationKey } from '../../src/contract/visitor.ts';
import type { TestServer } from '../support/server.ts';

export const VISITOR = '/api/v1/visitor/conversations';

export async function newVisitor(server: TestServer, body: object = {}): Promise<ConversationKey> {
  return (await server.call('POST', VISITOR, { body })).body as ConversationKey;
}

/** Whether the server still takes a turn for somebody new: what has to hold after every attack. */
export async function servesNewcomers(server: TestServer): Promise<boolean> {
  const { conversationId, token } = await newVisitor(server);
  return (await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: 'newcomer', text: '你好' } })).status === 200;
}

export type SocketOptions = { auth?: object; cookie?: string; origin?: string | null; transport?: 'websocket' | 'polling'; headers?: Record<string, string> };

export function openSocket(server: TestServer, namespace: string, { auth = {}, cookie, origin = server.address, transport = 'websocket', headers = {} }: SocketOptions = {}): Socket {
  return io(server.address + namespace, {
    auth,
    transports: [transport],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...headers, ...(origin !== null && { origin }), ...(cookie !== undefined && { cookie }) },
  });
}

/** Resolves when the server has let the socket in, with `null`, or with the code or words by which it was refused. */
export function admission(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code ?? error.message));
  });
}

/** A socket that was let in. */
export async function enter(server: TestServer, namespace: string, options: SocketOptions = {}): Promise<Socket> {
  const socket = openSocket(server, namespace, options);
  const refusal = await admission(socket);
  if (refusal !== null) throw new Error(`refused: ${refusal}`);
  return socket;
}

/** A websocket whose frames the test writes itself, after Engine.IO's opening and Socket.IO's entry into `/visitor`. */
export async function rawSocket(server: TestServer, auth: object): Promise<{ frames: string[]; closed: Promise<void>; send(frame: string | Buffer): void; until(frame: RegExp): Promise<void>; pause(): void; end(): void }> {
  const socket = new WebSocket(`${server.address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { origin: server.address });
  const frames: string[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    frames.push(data.toString());
    for (const look of waiting) look();
  });
  const until = (frame: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!frames.some((seen) => frame.test(seen))) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void closed.then(() => reject(new Error(`closed before ${frame}: ${frames.join(' ')}`)));
    });
  await until(/^0/);
  socket.send(`40/visitor,${JSON.stringify(auth)}`);
  await until(/^40\/visitor/);
  return { frames, closed, until, send: (frame) => socket.send(frame), pause: () => (socket as unknown as { pause(): void }).pause(), end: () => socket.terminate() };
}

/** Writes bytes to the server's port; resolves with everything it answered once it has closed the connection. */
export function rawRequest(server: TestServer, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answered = '';
    const socket = connect(server.listening.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (piece) => (answered += piece.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answered));
  });
}
