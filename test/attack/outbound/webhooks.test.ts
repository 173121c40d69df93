import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkAddress, isPublicAddress, postGuarded, type Outside } from '../../../src/base/guardedOutbound.ts';
import { testServer, type TestServer } from '../../support/server.ts';

let inner: Server;
let port = 0;
let visits = 0;
let answer: (response: ServerResponse) => void = (response) => void response.end('taken');
beforeAll(async () => {
  inner = createServer((request, response) => {
    visits += 1;
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  port = (inner.address() as AddressInfo).port;
});
afterEach(() => {
  visits = 0;
  answer = (response) => void response.end('taken');
});
afterAll(async () => {
  inner.closeAllConnections();
  await new Promise((resolve) => inner.close(resolve));
});

const post = (url: string, outside: Outside) => postGuarded({ url, body: '{}', secrets: ['secret'], headers: {}, now_ms: 0, timeout_ms: 500, answerBytesMax: 100 }, outside);
const NOTHING: Outside = { hosts: [] };

describe('an address that an admin wrote', () => {
  const INNER = [
    '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', 'localhost', '10.0.0.1', '172.16.3.4', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
    '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[fe80::1]', '[fc00::1]', '[fd12::1]', '[ff02::1]', '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
  ];
  it.each(INNER.flatMap((host) => [`http://${host}`, `https://${host}`]))('%s leads nowhere', async (host) => {
    await expect(post(`${host}:${port}/`, NOTHING)).rejects.toMatchObject({ code: 'webhook.address' });
    expect(visits).toBe(0);
  });

  it.each(['file:///etc/passwd', 'ftp://hook.example/', 'gopher://hook.example/', 'data:text/plain,x', 'javascript:alert(1)', '//hook.example', 'hook.example', 'http://hook.example/', ''])('%s is refused before it is saved', (url) => {
    expect(() => checkAddress(url, NOTHING)).toThrow(/cannot be used/);
  });

  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is one that everybody reaches', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is judged by every address that its name has', async () => {
    const outside = { hosts: [], resolve: async () => ['93.184.215.14', '127.0.0.1'] };
    await expect(post(`https://hook.example:${port}/`, outside)).rejects.toMatchObject({ code: 'webhook.address' });
    expect(visits).toBe(0);
  });

  it('is looked up once: a name that means something else the next moment leads to what was judged', async () => {
    let asked = 0;
    const resolve = async () => ((asked += 1) === 1 ? ['127.0.0.1'] : ['192.168.0.1']);
    expect(await post(`http://hook.example:${port}/`, { hosts: [`hook.example:${port}`], resolve })).toEqual({ status: 200, answer: 'taken' });
    expect([asked, visits]).toEqual([1, 1]);
  });

  it('of a host that the operator allows still needs TLS unless it is this machine', async () => {
    const outside = { hosts: ['hook.internal'], resolve: async () => ['10.0.0.1'] };
    await expect(post('http://hook.internal/', outside)).rejects.toMatchObject({ code: 'webhook.address' });
    await expect(post('https://hook.internal:1/', { ...outside, resolve: async () => ['127.0.0.1'] })).rejects.toMatchObject({ code: 'outbound.failed' });
  });

  it('whose name nobody answers for costs no more than its time', async () => {
    await expect(post('https://hook.example/', { hosts: [], resolve: () => new Promise(() => undefined) })).rejects.toMatchObject({ code: 'outbound.timeout' });
  });
});

describe('what a webhook answers', () => {
  const ask = () => post(`http://127.0.0.1:${port}/`, { hosts: [`127.0.0.1:${port}`] });

  it.each([301, 302, 303, 307, 308])('%i leads nowhere', async (status) => {
    answer = (response) => response.writeHead(status, { location: `http://127.0.0.1:${port}/inner` }).end();
    expect((await ask()).status).toBe(status);
    expect(visits).toBe(1);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['never begins', () => undefined],
    ['never ends its headers', (response) => void response.socket?.write('HTTP/1.1 200 OK\r\nx: ')],
    ['comes by the letter', (response) => { const timer = setInterval(() => response.write(' '), 50); response.on('close', () => clearInterval(timer)); }],
  ])('and %s ends in time', async (_name, respond) => {
    answer = respond;
    await expect(ask()).rejects.toMatchObject({ code: 'outbound.timeout' });
  });

  it('without end is read to its limit and no further', async () => {
    answer = (response) => { const timer = setInterval(() => response.write(Buffer.alloc(50_000, 'x')), 1); response.on('close', () => clearInterval(timer)); };
    expect((await ask()).answer).toHaveLength(100);
  });
});

describe('over the wire', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('an admin cannot save or test an address of the own network', async () => {
    server = await testServer();
    const admin = await server.signIn('admin');
    for (const url of [`http://127.0.0.1:${port}/`, 'https://169.254.169.254/latest', 'http://hook.example/', 'https://user:pass@hook.example/', 'javascript:alert(1)']) {
      const { status, body } = await server.call('POST', '/api/v1/desk/webhooks', { session: admin, body: { name: 'x', url, events: ['rating.given'] } });
      expect([url, status, body.error.code]).toEqual([url, 400, expect.stringMatching(/^(webhook.address|request.invalid)$/)]);
    }
    // A name shows only when it is looked up what is behind it.
    const { webhook } = (await server.call('POST', '/api/v1/desk/webhooks', { session: admin, body: { name: 'x', url: `https://localhost:${port}/`, events: ['rating.given'] } })).body;
    const { delivery } = (await server.call('POST', `/api/v1/desk/webhooks/${webhook.id}/test`, { session: admin, body: {} })).body;
    expect([delivery.problem, delivery.status, visits]).toEqual(['webhook.address', null, 0]);
  });
});
