import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { LIMITS } from '../../src/base/limits.ts';
import type { DemoCustomers } from '../../src/contract/demo.ts';
import type { ConversationKey } from '../../src/contract/visitor.ts';
import { openDemoShop } from '../../src/conversation/demoShop.ts';
import { findConversation } from '../../src/storage/conversation.ts';
import { RECORDS } from '../support/records.ts';
import { testRuntime } from '../support/runtime.ts';
import { testServer, type TestServer } from '../support/server.ts';

const VISITOR = '/api/v1/visitor/conversations';

describe('what a customer can do besides talking', () => {
  let server: TestServer;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await testServer({}, { runtime: await testRuntime({}, { dialogs: [RECORDS] }) });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await server.close();
  });

  const open = async (body: object = {}) => (await server.call('POST', VISITOR, { body })).body as ConversationKey;
  const say = ({ conversationId, token }: ConversationKey, text: string) => server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: crypto.randomUUID(), text } });
  const rate = ({ conversationId, token }: ConversationKey, body: object) => server.call('POST', `${VISITOR}/${conversationId}/rating`, { token, body });
  const connect = async (auth: ConversationKey): Promise<Socket> => {
    const socket = io(`${server.address}/visitor`, { auth, transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: server.address } });
    sockets.push(socket);
    await new Promise((resolve, reject) => socket.once('connect', () => resolve(null)).once('connect_error', reject));
    return socket;
  };

  describe('rating', () => {
    it('is taken once they have written, and not before', async () => {
      const key = await open();
      expect(await rate(key, { score: 5 })).toMatchObject({ status: 409, body: { error: { code: 'rating.too_early' } } });
      await say(key, '你好');
      const changeableUntil = new Date(server.clock.now + LIMITS.ratingChange_ms).toISOString();
      expect(await rate(key, { score: 5, reasons: ['fast', 'clear', 'fast'] })).toMatchObject({ status: 200, body: { rating: { score: 5, reasons: ['fast', 'clear'], changeableUntil } } });
    });

    it('may be changed for a day, and is shown to whoever comes back', async () => {
      const key = await open();
      await say(key, '你好');
      await rate(key, { score: 2, reasons: ['slow'], comment: '等了很久' });
      server.clock.now += LIMITS.ratingChange_ms;
      expect((await rate(key, { score: 4 })).body.rating).toMatchObject({ score: 4, reasons: [] });
      server.clock.now += 1;
      expect(await rate(key, { score: 1 })).toMatchObject({ status: 409, body: { error: { code: 'rating.final' } } });
      const { rating } = await (await connect(key)).emitWithAck('resume', { after: 0 });
      expect(rating).toMatchObject({ score: 4, reasons: [] });
    });

    it('is taken after the end of the conversation', async () => {
      const key = await open();
      await say(key, '你好');
      await open({ previous: key });
      expect(await say(key, '还在吗')).toMatchObject({ status: 409, body: { error: { code: 'conversation.closed' } } });
      expect((await rate(key, { score: 3 })).status).toBe(200);
    });

    it('is kept without private data', async () => {
      const key = await open();
      await say(key, '你好');
      await rate(key, { score: 1, comment: '  我的身份证 11010519491231002X 都给了\u0000还没办好 ' });
      const row = await server.runtime.storage.read.selectFrom('rating').selectAll().where('conversation_id', '=', key.conversationId).executeTakeFirstOrThrow();
      expect(row.comment).toBe('我的身份证 ****************** 都给了 还没办好');
    });

    it.each([{}, { score: 0 }, { score: 6 }, { score: 4.5 }, { score: '5' }, { score: 5, reasons: ['bribed'] }, { score: 5, comment: '长'.repeat(501) }, { score: 5, by: 'me' }])('refuses %j', async (body) => {
      const key = await open();
      await say(key, '你好');
      expect(await rate(key, body)).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    });

    it('works over the socket, too', async () => {
      const key = await open();
      const socket = await connect(key);
      expect(await socket.emitWithAck('rate', { score: 5 })).toMatchObject({ error: { code: 'rating.too_early' } });
      await socket.emitWithAck('message', { clientId: 'a', text: '你好' });
      expect(await socket.emitWithAck('rate', { score: 5, comment: '很好' })).toMatchObject({ rating: { score: 5, comment: '很好' } });
      expect(await socket.emitWithAck('rate', { score: 9 })).toMatchObject({ error: { code: 'request.invalid' } });
    });
  });

  it('see what was recorded for them, and nobody else', async () => {
    const key = await open();
    await say(key, '甲事登记 13800005678');
    const tickets = ({ conversationId, token }: ConversationKey) => server.call('GET', `${VISITOR}/${conversationId}/tickets`, { token });
    const { body } = await tickets(key);
    expect(body.tickets).toMatchObject([{ number: expect.stringMatching(/^TS\d{8}$/), kind: 'service_complaint', state: 'open', contact: '138****5678' }]);
    const allowed = ['number', 'kind', 'state', 'content', 'contact', 'openedAt', 'dueAt', 'progress', 'result'];
    expect(Object.keys(body.tickets[0]).filter((field) => !allowed.includes(field))).toEqual([]);
    const other = await open();
    expect((await tickets(other)).body).toEqual({ tickets: [] });
    expect((await tickets({ ...key, token: other.token })).status).toBe(404);
  });

  it('go on from an earlier conversation, or begin afresh with the same answer', async () => {
    const first = await open();
    await say(first, '我的快递到哪了');
    const second = await open({ previous: first });
    const guessed = await open({ previous: { ...first, token: 'guessed' } });
    expect(Object.keys(guessed)).toEqual(Object.keys(second));
    const previousOf = async ({ conversationId }: ConversationKey) => (await findConversation(server.runtime.storage.read, conversationId))?.previousId;
    expect([await previousOf(second), await previousOf(guessed)]).toEqual([first.conversationId, null]);
    expect(await server.call('POST', VISITOR, { body: { previous: first.conversationId } })).toMatchObject({ status: 400 });
  });
});

describe('the demo shop', () => {
  it('signs its customers in, the level of their drive included', async () => {
    const runtime = await testRuntime();
    const customers = [{ id: 'u-vip', name: '陈先生', kind: 'vip' as const, driveLevel: '金尊', orders: ['202611010003'] }, { id: 'u-new', name: '小林', kind: 'new' as const, orders: [] }];
    const demoShop = await openDemoShop(runtime.runtime.storage, runtime.runtime.ids, customers);
    expect(await openDemoShop(runtime.runtime.storage, runtime.runtime.ids, customers)).toEqual(demoShop);
    const server = await testServer({}, { runtime, demoShop });
    const told = (await server.call('GET', '/api/v1/demo/customers')).body.customers as DemoCustomers;
    expect(told.map(({ identity: { name }, orders }) => [name, orders])).toEqual([['陈先生', ['202611010003']], ['小林', []]]);
    const { conversationId } = (await server.call('POST', VISITOR, { body: { identity: told[0]?.identity } })).body;
    expect((await findConversation(runtime.runtime.storage.read, conversationId))?.customer).toEqual({ externalId: 'u-vip', name: '陈先生', kind: 'vip', driveLevel: '金尊' });
    await server.close();
  });

  it('is not there where a real site uses the server', async () => {
    const server = await testServer();
    expect(await server.call('GET', '/api/v1/demo/customers')).toMatchObject({ status: 404, body: { error: { code: 'request.not_found' } } });
    await server.close();
  });
});
