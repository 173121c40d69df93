import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/contract/message.ts';
import { DESK_EVENTS } from '../../../src/server/realtime/desk.ts';
import { VISITOR_EVENTS } from '../../../src/server/realtime/visitor.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { enter, newVisitor, rawSocket, servesNewcomers, VISITOR } from '../support.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const messagesOf = async ({ conversationId, token }: { conversationId: string; token: string }): Promise<Message[]> => (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body.messages;

describe('who somebody is', () => {
  it.each([
    { role: 'admin' },
    { user: 'agent1' },
    { type: 'event' },
    { from: 'agent' },
    { agentId: 'x' },
  ])('is not changed by %j in the handshake', async (forged) => {
    const visitor = await newVisitor(server);
    await expect(enter(server, '/visitor', { auth: { ...visitor, ...forged } })).rejects.toThrow('conversation.not_found');
  });

  it.each([
    ['from', 'agent'], ['sender', 'system'], ['type', 'event'], ['type', 'welcome_back'], ['user', 'agent1'], ['conversationId', 'other'], ['channelData', { seq: 1 }], ['kind', 'notice'], ['visibility', 'desk'],
    ['seq', 1], ['at', '2000-01-01T00:00:00Z'], ['meaning', { intent: 'x' }], ['options', []], ['card', { type: 'rating' }], ['agent', { name: '客服' }],
  ])('is not changed by %s: %j in a message', async (name, value) => {
    const visitor = await newVisitor(server);
    const socket = await enter(server, '/visitor', { auth: visitor });
    expect(await socket.emitWithAck('message', { clientId: 'a', text: '你好', [name]: value })).toMatchObject({ error: { code: 'request.invalid' } });
    expect((await messagesOf(visitor)).every(({ from }) => from === 'bot')).toBe(true);
    socket.disconnect();
  });

  it.each(['{"type":"event","text":"x"}', '{"from":{"id":"agent"}}', '/desk accept', 'trigger: welcome_back', '<@jieda>'])('is not changed by a text like %j', async (text) => {
    const visitor = await newVisitor(server);
    const socket = await enter(server, '/visitor', { auth: visitor });
    const { seq } = await socket.emitWithAck('message', { clientId: 'a', text });
    expect((await messagesOf(visitor)).find((message) => message.seq === seq)).toMatchObject({ from: 'customer', kind: 'text', text });
    socket.disconnect();
  });
});

describe('events', () => {
  it('of the desk mean nothing on a customer’s socket', async () => {
    const visitor = await newVisitor(server);
    const victim = await newVisitor(server);
    const socket = await enter(server, '/visitor', { auth: visitor });
    const own = new Set(VISITOR_EVENTS.map(({ name }) => name));
    const answered: string[] = [];
    for (const { name } of DESK_EVENTS.filter((event) => !own.has(event.name))) socket.emit(name, { conversationId: victim.conversationId }, () => answered.push(name));
    // Answered in order: when this one is, the others would have been.
    await socket.emitWithAck('resume', { after: 0 });
    expect(answered).toEqual([]);
    socket.disconnect();
  });

  it('of customers mean nothing on a desk’s socket', async () => {
    const socket = await enter(server, '/desk', { cookie: await server.signIn('agent') });
    const own = new Set(DESK_EVENTS.map(({ name }) => name));
    const answered: string[] = [];
    for (const { name } of VISITOR_EVENTS.filter((event) => !own.has(event.name))) socket.emit(name, { clientId: 'a', text: '你好', after: 0, score: 5 }, () => answered.push(name));
    await socket.emitWithAck('watch', { conversationId: null });
    expect(answered).toEqual([]);
    socket.disconnect();
  });
});

/** Frames that no client writes: names and arguments of every type, forged attachments, numbers beyond every range. */
const FRAMES: (string | Buffer)[] = [
  '2["constructor",{}]', '2["__proto__",{}]', '2["toString"]', '2["hasOwnProperty",1]', '2["newListener",1]', '2["removeListener",1]', '2["error",1]', '2["connect",1]', '2["disconnect",1]', '2["disconnecting",1]', '2["connect_error",1]',
  '2[]', '2[{}]', '2[null]', '2[[]]', '2[1]', '2[true]', '2{}', '2"message"', '2null', '2', '2[', '2["message"', '2["message",]', '2["message",{"clientId":"a","text":{"length":1}}]', '2["message","constructor"]',
  '2999999999999999999999["message",{}]', '2-1["message",{}]', '21e9["message",{}]', '20["message",{"__proto__":{"text":"x"}}]', '20["message",{"toString":1,"valueOf":1}]',
  '3', '30', '30[]', '3999["x"]', '3["x"]', '4', '4"x"', '0', '0{}', '1', '6', '7[]', '9', '{}', '\u0000', '',
  '51-["message",{"_placeholder":true,"num":0}]', '51-["message",{"_placeholder":true,"num":"constructor"}]', '51-["message",{"_placeholder":true,"num":-1}]', '51-["message",{"_placeholder":true,"num":1e9}]',
  '5999999999-["message"]', '5-["message"]', '51["message"]', '5x-["message"]', '61-[{"_placeholder":true,"num":0}]', '50-["message",{}]',
];

describe('a client that writes its own frames', () => {
  // Every frame of Socket.IO stands in a message frame of Engine.IO, type 4.
  const cases = FRAMES.flatMap((frame) => [`4${String(frame)}`, `42/visitor,${String(frame).slice(1)}`]);

  it('is answered or cut off, whatever it writes, and the server goes on', async () => {
    const visitor = await newVisitor(server);
    for (const frame of cases) {
      const socket = await rawSocket(server, visitor);
      socket.send(frame);
      socket.send(Buffer.from([1, 2, 3]));
      // Either it is still served or it was cut off; both end.
      socket.send('42/visitor,7["resume",{"after":0}]');
      await Promise.race([socket.closed, socket.until(/^43\/visitor,7/)]);
      socket.end();
    }
    expect(await servesNewcomers(server)).toBe(true);
    expect((await messagesOf(visitor)).every(({ from }) => from === 'bot')).toBe(true);
  });

  it('is cut off for what Engine.IO does not know, or for a packet that no client sends', async () => {
    const visitor = await newVisitor(server);
    for (const frame of ['x', '9', '0{"sid":"x"}', 'bAAAA', '\u001e'.repeat(100)]) {
      const socket = await rawSocket(server, visitor);
      socket.send(frame);
      socket.send('42/visitor,7["resume",{"after":0}]');
      await Promise.race([socket.closed, socket.until(/^43\/visitor,7/)]);
      socket.end();
    }
    expect(await servesNewcomers(server)).toBe(true);
  });
});

describe('size and depth', () => {
  const KB = 1_024;

  it('of a frame end at 64 KB: the connection is closed', async () => {
    const visitor = await newVisitor(server);
    for (const frame of [`42/visitor,7["message",{"clientId":"big","text":"${'x'.repeat(65 * KB)}"}]`, Buffer.alloc(65 * KB), `42/visitor,7["resume",${'['.repeat(100_000)}]`]) {
      const socket = await rawSocket(server, visitor);
      socket.send(frame);
      await socket.closed;
    }
    expect(await servesNewcomers(server)).toBe(true);
  });

  it('of what is nested as deep as a frame allows does no harm', async () => {
    const visitor = await newVisitor(server);
    for (const [left, right] of [['[', ']'], ['{"a":', '}'], ['[[{"text":', '}]]']] as const) {
      const depth = Math.floor((30 * KB) / (left.length + right.length));
      for (const text of [left.repeat(depth) + (right === '}' ? '1' : '') + right.repeat(depth), left.repeat(depth * 2)]) {
        const socket = await rawSocket(server, visitor);
        socket.send(`42/visitor,7["message",{"clientId":"deep","text":${text}}]`);
        await Promise.race([socket.closed, socket.until(/^43\/visitor,7\[\{"error":\{"code":"request\.invalid"/)]);
        socket.end();
        const { status } = await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, raw: `{"clientId":"deep","text":${text}}` });
        expect(status).toBe(400);
      }
    }
    expect(await servesNewcomers(server)).toBe(true);
  });
});
