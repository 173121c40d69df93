import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { ConversationRow } from '../../src/contract/desk.ts';
import type { Message } from '../../src/contract/message.ts';
import { temporaryFolder } from '../support/folder.ts';
import { fillDatabase, freePort, startProcess, type ServerProcess } from '../support/process.ts';
import { temporaryDatabase } from '../support/postgres.ts';

const REDIS = process.env['JIEDA_TEST_REDIS'] ?? 'redis://127.0.0.1:6379';

describe('two nodes on PostgreSQL and Redis', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  const folder = temporaryFolder();
  const nodes: ServerProcess[] = [];
  const sockets: Socket[] = [];

  const node = async () => {
    const started = await startProcess({ dataPath: folder.path, port: await freePort(), environment: { DATABASE_URL: database.url, REDIS_URL: REDIS } });
    nodes.push(started);
    return started;
  };
  beforeAll(async () => {
    database = await temporaryDatabase();
    await fillDatabase(database.url);
    await node();
    await node();
  }, 300_000);
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    for (const { kill } of nodes) await kill();
    await database.remove();
    folder.remove();
  });

  const connect = (address: string, namespace: string, auth: object, cookie?: string): Promise<Socket> => {
    const socket = io(address + namespace, { auth, transports: ['websocket'], forceNew: true, extraHeaders: { origin: address, ...(cookie && { cookie }) } });
    sockets.push(socket);
    return new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('connect_error', reject));
  };
  const post = async (address: string, path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(address + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', body: (await response.json()) as Record<string, unknown> };
  };
  const until = <Value>(socket: Socket, event: string, matches: (value: Value) => boolean) =>
    new Promise<Value>((resolve) => socket.on(event, (value: Value) => matches(value) && resolve(value)));

  it('bring a customer at one and an agent at the other together, and resume on the one that is left', async () => {
    const [first, second] = nodes as [ServerProcess, ServerProcess];
    const token = (first.adminLink ?? '').split('/').at(-1);
    const { cookie } = await post(second.address, '/api/v1/desk/persons', { token, login: 'boss', name: '小王', workerNumber: '1', password: 'long-enough-1' });
    const visitor = (await post(first.address, '/api/v1/visitor/conversations', {})).body as { conversationId: string; token: string };
    const customer = await connect(first.address, '/visitor', visitor);
    await customer.emitWithAck('resume', { after: 0 });
    const desk = await connect(second.address, '/desk', {}, cookie);

    const row = until<ConversationRow[]>(desk, 'rows', (rows) => rows.some(({ id, state }) => id === visitor.conversationId && state === 'queued'));
    await customer.emitWithAck('request_agent', { clientId: 'wish' });
    await row;
    const accepted = until<{ state: string }>(customer, 'status', ({ state }) => state === 'agent');
    expect((await post(second.address, `/api/v1/desk/conversations/${visitor.conversationId}/accept`, {}, { cookie })).status).toBe(200);
    await accepted;
    const answered = until<{ messages: Message[] }>(customer, 'messages', ({ messages }) => messages.some(({ from }) => from === 'agent'));
    await post(second.address, `/api/v1/desk/conversations/${visitor.conversationId}/messages`, { clientId: 'a', text: '您好，我来帮您看看' }, { cookie });
    const seq = (await answered).messages.at(-1)?.seq as number;

    await first.kill();
    const again = await connect(second.address, '/visitor', visitor);
    const { messages } = await again.emitWithAck('resume', { after: seq - 1 });
    expect(messages.map((message: Message) => message.seq)).toEqual([seq]);
    expect(await again.emitWithAck('message', { clientId: 'next', text: '好的' })).toEqual({ seq: seq + 1 });
  });
});
