import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { enter, newVisitor, rawSocket, servesNewcomers, VISITOR } from '../support.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** Turns that the server has taken so far. */
const turns = async () => Number(/jieda_turn_seconds_count (\d+)/.exec((await server.call('GET', '/metrics')).body)?.[1]);

describe('a visitor who sends 1,000 messages at once', () => {
  it('is told to slow down, costs twenty turns, and keeps nobody waiting', async () => {
    const socket = await enter(server, '/visitor', { auth: await newVisitor(server) });
    const other = await enter(server, '/visitor', { auth: await newVisitor(server) });
    const before = await turns();
    let answered = 0;
    const flood = Array.from({ length: 1_000 }, async (_, index) => {
      const answer = await socket.emitWithAck('message', { clientId: `m${index}`, text: '你好' });
      answered += 1;
      return answer;
    });
    // Somebody else is not behind the flood: what they cost is what they would cost without it.
    expect(await other.emitWithAck('message', { clientId: 'calm', text: '你好' })).toHaveProperty('seq');
    const answers = await Promise.all(flood);
    expect(answered).toBe(1_000);
    expect(answers.filter((answer) => 'seq' in answer)).toHaveLength(LIMITS.visitorMessages);
    const refusal = answers.find((answer) => answer.error?.code === 'message.too_fast').error;
    expect(refusal).toMatchObject({ message: expect.stringMatching(/\p{Script=Han}/u), details: { retryAfterSeconds: expect.any(Number) } });
    expect((await turns()) - before).toBe(LIMITS.visitorMessages + 1);
    for (const open of [socket, other]) open.disconnect();
  });

  it.each([
    ['resume', { after: 0 }],
    ['typing', {}],
    ['leave_queue', {}],
    ['rate', { score: 5 }],
  ])('or “%s”, gets answers to a hundred', async (event, payload) => {
    const socket = await enter(server, '/visitor', { auth: await newVisitor(server) });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => socket.emitWithAck(event, payload)));
    expect(answers.filter((answer) => answer.error?.code === 'request.too_many').length).toBeGreaterThanOrEqual(1_000 - LIMITS.socketEvents);
    socket.disconnect();
  });
});

describe('an agent’s socket', () => {
  it('that watches 1,000 times gets answers to a hundred', async () => {
    const { conversationId } = await newVisitor(server);
    const socket = await enter(server, '/desk', { cookie: await server.signIn('agent') });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => socket.emitWithAck('watch', { conversationId })));
    expect(answers.filter((answer) => answer.error?.code === 'request.too_many')).toHaveLength(1_000 - LIMITS.socketEvents);
    socket.disconnect();
  });
});

describe('sockets of one conversation', () => {
  it('are ten, however many are opened at once', async () => {
    const auth = await newVisitor(server);
    const opened = await Promise.allSettled(Array.from({ length: 25 }, () => enter(server, '/visitor', { auth })));
    const sockets = opened.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
    expect(sockets).toHaveLength(LIMITS.socketsPerConversation);
    expect(opened.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as Error).message)).toContain('refused: request.too_many');
    for (const socket of sockets) socket.disconnect();
  });
});

describe('a client that asks and does not read', () => {
  it('is cut off before what waits for it fills the memory, and fetches everything when it comes back', async () => {
    const visitor = await newVisitor(server);
    const session = await server.signIn('agent');
    await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    const served = `/api/v1/desk/conversations/${visitor.conversationId}`;
    await server.call('POST', `${served}/accept`, { session, body: {} });
    const long = '长'.repeat(LIMITS.messageLength);
    await Promise.all(Array.from({ length: 60 }, (_, index) => server.call('POST', `${served}/messages`, { session, body: { clientId: `m${index}`, text: long } })));
    const socket = await rawSocket(server, visitor);
    socket.pause();
    // Each asks for everything: tens of megabytes for a few bytes, far more than the system itself takes for a connection.
    for (let index = 0; index < LIMITS.socketEvents - 1; index += 1) socket.send(`42/visitor,${index}["resume",{"after":0}]`);
    await serverForgets();
    socket.end();

    const again = await enter(server, '/visitor', { auth: visitor });
    const { messages } = await again.emitWithAck('resume', { after: 0 });
    expect(messages.filter(({ text }: { text: string }) => text === long)).toHaveLength(60);
    again.disconnect();
    expect(await servesNewcomers(server)).toBe(true);
  });

  /** Resolves when the server has no socket left. */
  async function serverForgets(): Promise<void> {
    for (;;) if (/jieda_sockets 0\n/.test((await server.call('GET', '/metrics')).body)) return;
  }
});

describe('200 conversations from one address', () => {
  it('are 60, and whoever waits in the queue already keeps their place', async () => {
    const crowded = await testServer();
    const waiting = await newVisitor(crowded);
    await crowded.call('POST', `${VISITOR}/${waiting.conversationId}/messages`, { token: waiting.token, body: { clientId: 'a', text: '转人工' } });
    crowded.clock.now += 1_000;
    const answers = await Promise.all(Array.from({ length: 200 }, () => crowded.call('POST', VISITOR, { body: {} })));
    const opened = answers.filter(({ status }) => status === 201);
    expect(opened).toHaveLength(LIMITS.conversationsPerAddress - 1);
    expect(answers.filter(({ status, body }) => status === 429 && body.error.code === 'request.too_many')).toHaveLength(201 - LIMITS.conversationsPerAddress);
    await Promise.all(opened.map(({ body }) => crowded.call('POST', `${VISITOR}/${body.conversationId}/messages`, { token: body.token, body: { clientId: 'a', text: '转人工' } })));
    expect((await crowded.call('GET', `${VISITOR}/${waiting.conversationId}`, { token: waiting.token })).body).toMatchObject({ state: 'queued', queue: { position: 1 } });
    await crowded.close();
  });
});
