import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { Message } from '../../src/contract/message.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownPostgres, ownRedis, type OwnServer } from '../support/ownServers.ts';
import { fillDatabase, freePort, startProcess, type ServerProcess } from '../support/process.ts';

/** How soon after the database is back turns are taken again. */
const HEALED_MS = 10_000;
const CUSTOMERS = 8;

type Opened = { conversationId: string; token: string };

describe('two nodes whose PostgreSQL and Redis restart', () => {
  const folder = temporaryFolder();
  const nodes: ServerProcess[] = [];
  const sockets: Socket[] = [];
  let postgres: OwnServer;
  let redis: OwnServer;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([ownPostgres(), ownRedis()]);
    await fillDatabase(postgres.url);
    for (let node = 0; node < 2; node += 1) {
      nodes.push(await startProcess({ dataPath: folder.path, port: await freePort(), environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url, JIEDA_LOG_LEVEL: 'silent' } }));
    }
  }, 300_000);
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    for (const { kill } of nodes) await kill();
    await Promise.all([postgres.remove(), redis.remove()]);
    folder.remove();
  });

  const addressOf = (index: number) => (nodes[index % nodes.length] as ServerProcess).address;
  const post = async (address: string, path: string, body: object, token?: string) => {
    const response = await fetch(address + path, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const open = async (address: string) => (await post(address, '/api/v1/visitor/conversations', {})).body as Opened;
  const linesOf = async (address: string, { conversationId, token }: Opened) => {
    const response = await fetch(`${address}/api/v1/visitor/conversations/${conversationId}/messages`, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as { messages: Message[] }).messages;
  };

  it('clients wait while PostgreSQL is away; every message is stored once and in order, and the nodes go on within ten seconds', async () => {
    const customers = await Promise.all(Array.from({ length: CUSTOMERS }, async (_, index) => ({ address: addressOf(index), opened: await open(addressOf(index)), acknowledged: [] as string[] })));
    let over = false;
    let passing = 0;
    let lastRefused = 0;
    /** Sends each message until it is acknowledged, as the widget does. */
    const talking = customers.map(async ({ address, opened, acknowledged }) => {
      for (let number = 0; !over; number += 1) {
        const clientId = `m${number}`;
        for (;;) {
          const { status, body } = await post(address, `/api/v1/visitor/conversations/${opened.conversationId}/messages`, { clientId, text: '怎么退货' }, opened.token);
          await new Promise((resolve) => setTimeout(resolve, 550));
          if (status === 200) break;
          expect(body).toMatchObject({ error: { code: 'storage.unavailable' } });
          passing += 1;
          lastRefused = performance.now();
        }
        acknowledged.push(clientId);
      }
    });
    let back = 0;
    try {
      while (customers.some(({ acknowledged }) => acknowledged.length < 2)) await new Promise((resolve) => setTimeout(resolve, 50));
      await postgres.stop();
      while (passing < CUSTOMERS) await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await fetch(`${addressOf(0)}/ready`)).status).toBe(503);
      await postgres.start();
      back = performance.now();
      const before = customers.map(({ acknowledged }) => acknowledged.length);
      while (customers.some(({ acknowledged }, index) => acknowledged.length < (before[index] as number) + 2)) await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      over = true;
      await Promise.all(talking);
    }

    expect(lastRefused - back).toBeLessThan(HEALED_MS);
    expect((await fetch(`${addressOf(0)}/ready`)).status).toBe(200);
    for (const { address, opened, acknowledged } of customers) {
      const lines = await linesOf(address, opened);
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      expect(lines.filter(({ from }) => from === 'customer').map(({ clientId }) => clientId)).toEqual(acknowledged);
    }
  });

  it('without Redis turns are taken all the same; once it is back, who waited sees what the other node was told', async () => {
    const opened = await open(addressOf(0));
    const watching = io(`${addressOf(1)}/visitor`, { auth: opened, transports: ['websocket'], forceNew: true, extraHeaders: { origin: addressOf(1) } });
    sockets.push(watching);
    await new Promise<void>((resolve, reject) => watching.once('connect', () => resolve()).once('connect_error', reject));
    await watching.emitWithAck('resume', { after: 0 });
    const seen = new Map<number, Message>();
    watching.on('messages', ({ messages }: { messages: Message[] }) => messages.forEach((message) => seen.set(message.seq, message)));

    await redis.stop();
    const { status, body } = await post(addressOf(0), `/api/v1/visitor/conversations/${opened.conversationId}/messages`, { clientId: 'away', text: '怎么退货' }, opened.token);
    expect(status).toBe(200);
    expect((await linesOf(addressOf(1), opened)).some(({ seq }) => seq === body['seq'])).toBe(true);
    await redis.start();
    while (!seen.has(body['seq'] as number)) await new Promise((resolve) => setTimeout(resolve, 50));

    const next = await post(addressOf(0), `/api/v1/visitor/conversations/${opened.conversationId}/messages`, { clientId: 'back', text: '谢谢' }, opened.token);
    while (!seen.has(next.body['seq'] as number)) await new Promise((resolve) => setTimeout(resolve, 50));
    const lines = await linesOf(addressOf(1), opened);
    for (const { seq } of lines.filter(({ seq }) => seq >= (body['seq'] as number))) expect(seen.has(seq)).toBe(true);
  });
});
