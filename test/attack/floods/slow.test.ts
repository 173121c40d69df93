import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { testServer, type TestServer } from '../../support/server.ts';
import { rawRequest, servesNewcomers, VISITOR } from '../support.ts';

/** As patient as a server in use, only a hundred times quicker. */
const patience = { headers_ms: 200, request_ms: 400, idle_ms: 800, enter_ms: 200, check_ms: 50 };

let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, { patience });
});
afterAll(() => server.close());

const HEAD = `POST ${VISITOR} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;

describe('a client that never comes to an end', () => {
  it.each([
    ['with nothing at all', ''],
    ['in the middle of the first line', 'POST /api'],
    ['in the middle of the headers', HEAD],
    ['in the middle of the body', `${HEAD}content-length: 100\r\n\r\n{"page":`],
    ['in the middle of a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\n64\r\n{"page":`],
    ['between two chunks', `${HEAD}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`],
    ['after an upgrade that it does not finish', 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n'],
  ])('%s is cut off', async (_name, bytes) => {
    const answer = await rawRequest(server, bytes);
    expect(answer).toMatch(/^$|^HTTP\/1\.1 408 /);
  });

  it('a hundred times at once keeps nobody out', async () => {
    const hanging = Array.from({ length: 100 }, (_, index) => rawRequest(server, index % 2 ? HEAD : ''));
    expect(await servesNewcomers(server)).toBe(true);
    await Promise.all(hanging);
  });

  it('but says a letter now and then is cut off, too', async () => {
    const socket = connect(server.listening.port, '127.0.0.1');
    const letters = setInterval(() => socket.write('a'), 20);
    socket.write(`${HEAD}x-slow: `);
    await closed(socket);
    clearInterval(letters);
  });

  it('by opening a websocket and entering nowhere is cut off', async () => {
    const sockets = Array.from({ length: 20 }, () => new WebSocket(`${server.address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { origin: server.address }));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    expect(await servesNewcomers(server)).toBe(true);
  });

  it('of asking, and reads no answer, is cut off', async () => {
    const socket = connect(server.listening.port, '127.0.0.1');
    socket.pause();
    // More than the system takes on its own for a connection.
    socket.write('GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(400));
    // A client that does not read learns by writing that it was cut off; the server reads nothing more from it meanwhile.
    const writing = setInterval(() => socket.write('G'), 20);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(writing);
  });
});

describe('a request that lies about its length', () => {
  it.each([
    ['two lengths', `${HEAD}content-length: 2\r\ncontent-length: 200\r\n\r\n{}`],
    ['a length and chunks', `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n`],
    ['a negative length', `${HEAD}content-length: -1\r\n\r\n{}`],
    ['a length beyond all numbers', `${HEAD}content-length: 99999999999999999999999\r\n\r\n{}`],
    ['chunks with a false size', `${HEAD}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n`],
    ['chunks of chunks', `${HEAD}transfer-encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['a line feed in a header', `${HEAD}x: a\nset-cookie: jieda_session=x\r\ncontent-length: 2\r\n\r\n{}`],
    ['a header without end', `${HEAD}x: ${'a'.repeat(100_000)}`],
    ['10,000 headers', `${HEAD}${'x: a\r\n'.repeat(10_000)}\r\n`],
    ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
  ])('by %s is refused, and nothing behind it is taken for another one', async (_name, bytes) => {
    const answer = await rawRequest(server, bytes);
    expect(answer.match(/HTTP\/1\.1 \d+/g) ?? []).toEqual([expect.stringMatching(/ (400|408|413|431|501)$/)]);
    expect(answer).not.toContain('set-cookie');
  });
});

function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
