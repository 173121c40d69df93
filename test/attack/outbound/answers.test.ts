import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../src/base/log.ts';
import { deliverSigned, postSigned } from '../../../src/base/outbound.ts';
import { httpOrders } from '../../../src/conversation/orders/http.ts';

const SECRET = 'a-secret-of-the-shop';
const LIMIT = 65_536;
const TIMEOUT_MS = 500;
const ORDER = { number: '42', goods: ['杯子'], state: 'paid', orderedAt: '2026-11-24T00:00:00.000Z', tracking: [] };

/** A shop’s system that has fallen into wrong hands, and a server beside it that nobody may be led to. */
let shop: Server;
let inner: Server;
let url: string;
let innerUrl: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let visits: string[] = [];
const listening = (server: Server) => new Promise<string>((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));
beforeAll(async () => {
  inner = createServer((request, response) => {
    visits.push(`${request.method} ${request.url} ${request.headers['x-jieda-signature'] ?? ''}`);
    response.end(JSON.stringify(ORDER));
  });
  shop = createServer((request, response) => request.resume().on('end', () => answer(request, response)));
  innerUrl = await listening(inner);
  url = await listening(shop);
});
beforeEach(() => void (visits = []));
afterAll(() => {
  for (const server of [shop, inner]) {
    server.closeAllConnections();
    server.close();
  }
});

const request = () => ({ url, secret: SECRET, body: { number: '42' }, now_ms: 0, timeout_ms: TIMEOUT_MS });
const ask = () => postSigned({ ...request(), answerBytesMax: LIMIT });
const tell = () => deliverSigned(request());

describe('a redirect', () => {
  const targets = (status: number) => [() => innerUrl, () => `${innerUrl}/latest/meta-data/`, () => innerUrl.replace('127.0.0.1', '[::ffff:127.0.0.1]'), () => innerUrl.replace('127.0.0.1', 'localhost'), () => '/again', () => '//127.0.0.1/', () => 'file:///etc/passwd', () => 'data:application/json,{}'].map((to, index) => [status, index, to] as const);

  it.each([301, 302, 303, 307, 308].flatMap(targets))('%i (%i) leads nowhere, and no signature is carried on', async (status, _index, to) => {
    answer = (_request, response) => response.writeHead(status, { location: to() }).end();
    for (const door of [ask, tell]) await expect(door()).rejects.toMatchObject({ code: 'outbound.failed' });
    expect(visits).toEqual([]);
  });
});

describe('an answer', () => {
  /** Sends pieces for ever, as long as somebody takes them. */
  const forever = (response: ServerResponse, piece: string | Buffer, every_ms: number) => {
    const timer = setInterval(() => response.write(piece), every_ms);
    response.on('close', () => clearInterval(timer));
  };

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['that never begins', () => undefined, /timeout/],
    ['whose headers never end', (response) => void response.socket?.write('HTTP/1.1 200 OK\r\nx: '), /timeout/],
    ['that comes by the letter', (response) => forever(response.writeHead(200), ' ', 20), /timeout/],
    ['of early hints without end', (response) => { const timer = setInterval(() => response.writeContinue(), 20); response.on('close', () => clearInterval(timer)); }, /timeout|failed/],
    ['without end', (response) => forever(response.writeHead(200), Buffer.alloc(50_000, ' '), 1), /failed/],
    ['of 20 MB at once', (response) => void response.end(Buffer.alloc(20 * 2 ** 20, ' ')), /failed/],
    ['of 20 MB in 20 KB', (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * 2 ** 20, ' '))), /failed|timeout/],
    ['that says less than it sends', (response) => void response.writeHead(200, { 'content-length': '10' }).end('{"a":1}'), /failed|timeout/],
    ['that is cut off', (response) => response.writeHead(200).write('{', () => response.socket?.destroy()), /failed/],
    ['that is no HTTP', (response) => void response.socket?.end('SSH-2.0-OpenSSH\r\n'), /failed/],
    ['nested without bottom', (response) => void response.end('['.repeat(60_000)), /failed/],
  ])('%s fails in time and size', async (_name, respond, code) => {
    answer = (_request, response) => respond(response);
    await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(code) });
  });

  it.each([
    '{"__proto__":{"number":"42","goods":["x"],"state":"paid"}}',
    JSON.stringify({ ...ORDER, number: 42 }),
    JSON.stringify({ ...ORDER, number: ['42'] }),
    JSON.stringify({ ...ORDER, state: 'constructor' }),
    JSON.stringify({ ...ORDER, goods: [{ html: '<b>' }] }),
    JSON.stringify({ ...ORDER, tracking: [{ at: 'yesterday', text: 1 }] }),
    'null',
    '[]',
    '"paid"',
  ])('%s is no order', async (text) => {
    answer = (_request, response) => void response.end(text);
    expect(await httpOrders({ url, secret: SECRET }, { now_ms: () => 0 }, silentLog)('42')).toEqual({ outcome: 'failed' });
    expect(({} as { number?: string }).number).toBeUndefined();
  });

  it('holds no more than an order, whatever it says', async () => {
    answer = (_request, response) => void response.end(JSON.stringify({ ...ORDER, execute: 'x', customer: { phone: '13800005678' } }).replace('{', '{"__proto__":{"admin":true},'));
    const result = await httpOrders({ url, secret: SECRET }, { now_ms: () => 0 }, silentLog)('42');
    expect(result).toEqual({ outcome: 'found', order: { ...ORDER, refund: 'none' } });
  });

  it('to word that is passed on is not even read', async () => {
    answer = (_request, response) => void response.writeHead(200).write(Buffer.alloc(2 ** 20, ' '));
    await tell();
    answer = (_request, response) => void response.writeHead(500).end('x');
    await expect(tell()).rejects.toMatchObject({ code: 'outbound.failed' });
  });
});
