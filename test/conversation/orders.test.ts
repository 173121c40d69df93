import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { demoOrdersSchema } from '../../src/contract/content/demo.ts';
import { demoOrders } from '../../src/conversation/orders/demo.ts';
import { httpOrders } from '../../src/conversation/orders/http.ts';

const NOW_MS = Date.parse('2026-11-24T02:20:00Z');
const clock = { now_ms: () => NOW_MS };

describe('the order look-up of a real shop', () => {
  let server: Server;
  let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void;
  let lookUp: ReturnType<typeof httpOrders>;
  beforeEach(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += piece)).on('end', () => answer(request, body, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    lookUp = httpOrders({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`, secret: 'a-secret-of-the-shop' }, clock, silentLog);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const order = { number: '42', goods: ['杯子'], state: 'paid', orderedAt: '2026-11-24T00:00:00.000Z', tracking: [] };
  const json = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  it('asks with a signature that the shop can check', async () => {
    answer = (request, body, response) => {
      const timestamp = request.headers['x-jieda-timestamp'] as string;
      const expected = createHmac('sha256', 'a-secret-of-the-shop').update(`${timestamp}.${body}`).digest('hex');
      const right = request.headers['x-jieda-signature'] === `sha256=${expected}` && Number(timestamp) === Math.floor(NOW_MS / 1000);
      json(response, right ? 200 : 401, order);
    };
    expect(await lookUp('42')).toEqual({ outcome: 'found', order: { ...order, refund: 'none' } });
  });

  it.each<[string, unknown, (response: ServerResponse) => void]>([
    ['an unknown number', 'not_found', (response) => json(response, 404, {})],
    ['an error', 'failed', (response) => json(response, 500, order)],
    ['a refusal', 'failed', (response) => json(response, 401, {})],
    ['another order', 'failed', (response) => json(response, 200, { ...order, number: '43' })],
    ['no order', 'failed', (response) => json(response, 200, { hello: 'world' })],
    ['no JSON', 'failed', (response) => response.end('<html>')],
    ['an endless answer', 'failed', (response) => response.end('x'.repeat(200_000))],
    ['a redirect', 'failed', (response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end()],
    ['silence', 'failed', () => undefined],
    ['a cut line', 'failed', (response) => response.destroy()],
  ])('answers %s with %s', async (_name, outcome, respond) => {
    answer = (_request, _body, response) => respond(response);
    expect((await lookUp('42')).outcome).toBe(outcome);
  });
});

describe('the demo orders', () => {
  const orders = demoOrdersSchema.parse(JSON.parse(readFileSync(join(PROJECT_PATH, 'data/demo/orders.json'), 'utf8')));

  it('never age: their dates count from today, in the zone of the desk', async () => {
    const result = await demoOrders(orders, clock, 'Asia/Shanghai')('202611010001');
    if (result.outcome !== 'found') throw new Error('not found');
    expect(result.order.orderedAt).toBe('2026-11-22T07:20:00.000Z');
    const later = await demoOrders(orders, { now_ms: () => NOW_MS + 86_400_000 }, 'Asia/Shanghai')('202611010001');
    if (later.outcome !== 'found') throw new Error('not found');
    expect(later.order.orderedAt).toBe('2026-11-23T07:20:00.000Z');
  });

  it('know seven orders and no other', async () => {
    const lookUp = demoOrders(orders, clock, 'Asia/Shanghai');
    for (let last = 1; last <= 7; last += 1) expect((await lookUp(`20261101000${last}`)).outcome).toBe('found');
    expect(await lookUp('202611010008')).toEqual({ outcome: 'not_found' });
  });
});
