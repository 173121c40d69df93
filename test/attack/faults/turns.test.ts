import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConversationKey } from '../../../src/contract/visitor.ts';
import type { Message } from '../../../src/contract/message.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime } from '../../support/runtime.ts';
import { testServer, type Reply, type TestServer } from '../../support/server.ts';
import { enter, newVisitor, VISITOR } from '../support.ts';

const post = (server: TestServer, { conversationId, token }: ConversationKey, clientId: string, text: string) => server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId, text } });
const read = async (server: TestServer, { conversationId, token }: ConversationKey): Promise<Message[]> => (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body.messages;
const gapless = (messages: Message[]) => messages.every(({ seq }, index) => seq === index + 1);

describe('a message that is sent again', () => {
  it('ten times at once over HTTP and sockets, and after a restart, is one row with one reply and one number', async () => {
    const folder = temporaryFolder();
    let server = await testServer({}, { runtime: await testRuntime({}, { dataPath: folder.path }) });
    const key = await newVisitor(server);
    const sockets = await Promise.all([0, 1].map(() => enter(server, '/visitor', { auth: key })));
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, async () => (await post(server, key, 'same', '怎么退货')).body.seq as number),
      ...Array.from({ length: 6 }, async (_, index) => ((await sockets[index % 2]?.emitWithAck('message', { clientId: 'same', text: '怎么退货' })) as { seq: number }).seq),
    ]);
    expect(new Set(answers).size).toBe(1);
    const before = await read(server, key);
    for (const socket of sockets) socket.disconnect();
    await server.close();

    server = await testServer({}, { runtime: await testRuntime({}, { dataPath: folder.path }) });
    expect((await post(server, key, 'same', '怎么退货')).body).toEqual({ seq: answers[0] });
    expect(await read(server, key)).toEqual(before);
    expect(before.filter(({ from }) => from === 'customer')).toHaveLength(1);
    for (const text of ['怎么退货 ', '怎么退货？', '']) expect([text, (await post(server, key, 'same', text)).status]).toEqual([text, text === '' ? 400 : 409]);
    expect(await read(server, key)).toEqual(before);
    await server.close();
    folder.remove();
  });

  it('under the id of somebody else’s message is a message of its own', async () => {
    const server = await testServer();
    const [mine, theirs] = [await newVisitor(server), await newVisitor(server)];
    const [first, second] = [await post(server, mine, 'same', '你好'), await post(server, theirs, 'same', '怎么退货')];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect((await read(server, mine)).some(({ text }) => text === '怎么退货')).toBe(false);
    await server.close();
  });
});

describe('things that happen at once', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('two first messages are both answered in one conversation, one after the other', async () => {
    const key = await newVisitor(server);
    const answers = await Promise.all([post(server, key, 'a', '怎么退货'), post(server, key, 'b', '你好')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const messages = await read(server, key);
    expect(gapless(messages)).toBe(true);
    for (const { body } of answers) expect(messages[body.seq]).toMatchObject({ seq: body.seq + 1, from: 'bot' });
  });

  it('a message and its conversation’s end: acknowledged and kept, or refused and nowhere', async () => {
    const session = await server.signIn('agent');
    for (let round = 0; round < 5; round += 1) {
      const key = await newVisitor(server);
      await post(server, key, 'wish', '转人工');
      const desk = `/api/v1/desk/conversations/${key.conversationId}`;
      await server.call('POST', `${desk}/accept`, { session, body: {} });
      const [said] = (await Promise.all([post(server, key, 'last', '等等'), server.call('POST', `${desk}/close`, { session, body: {} })])) as [Reply, Reply];
      const messages = await read(server, key);
      expect(gapless(messages)).toBe(true);
      expect(messages.filter(({ text }) => text === '等等')).toHaveLength(said.status === 200 ? 1 : 0);
      expect([200, 409]).toContain(said.status);
    }
  });

  it('two agents accept, a thousand times: one has the customer, the other is told who, the customer is greeted once', async () => {
    const crowded = await testServer();
    const agents = [await crowded.signIn('agent'), await crowded.signIn('agent')];
    for (let customer = 0; customer < 50; customer += 1) {
      const key = await newVisitor(crowded);
      await post(crowded, key, 'wish', '转人工');
      const tries = await Promise.all(Array.from({ length: 20 }, (_, index) => crowded.call('POST', `/api/v1/desk/conversations/${key.conversationId}/accept`, { session: agents[index % 2] as string, body: {} })));
      const winners = new Set(tries.flatMap(({ status }, index) => (status === 200 ? [index % 2] : [])));
      expect(winners.size).toBe(1);
      const [winner] = [...winners] as [number];
      for (const [index, { status, body }] of tries.entries()) {
        if (index % 2 === winner) expect(status).toBe(200);
        else expect([status, body.error.code, body.error.details.by.workerNumber]).toEqual([409, 'conversation.taken', String(1001 + winner)]);
      }
      expect((await read(crowded, key)).filter(({ text }) => text.includes(String(1001 + winner)))).toHaveLength(1);
    }
    await crowded.close();
  });
});

describe('a clock that jumps', () => {
  const HOUR_MS = 3_600_000;

  it.each([HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS])('by %i ms changes neither order nor what is acknowledged', async (jump_ms) => {
    const server = await testServer();
    const key = await newVisitor(server);
    const sent: number[] = [];
    for (const [index, text] of ['你好', '怎么退货', '我的快递到哪了'].entries()) {
      sent.push((await post(server, key, `m${index}`, text)).body.seq);
      server.clock.now += index === 0 ? jump_ms : 1_000;
    }
    const messages = await read(server, key);
    expect(gapless(messages)).toBe(true);
    expect(messages.filter(({ from }) => from === 'customer').map(({ seq }) => seq)).toEqual(sent);
    expect((await post(server, key, 'm0', '你好')).body.seq).toBe(sent[0]);
    await post(server, key, 'wish', '转人工');
    server.clock.now -= jump_ms;
    const status = (await server.call('GET', `${VISITOR}/${key.conversationId}`, { token: key.token })).body;
    expect(status).toMatchObject({ state: 'queued', queue: { position: 1 } });
    expect(status.queue.waitMinutes ?? 1).toBeGreaterThan(0);
    await server.close();
  });
});
