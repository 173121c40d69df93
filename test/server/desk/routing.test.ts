import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io-client';
import type { DeskMessage } from '../../../src/contract/desk.ts';
import type { Offer } from '../../../src/contract/desk/routing.ts';
import type { Message } from '../../../src/contract/message.ts';
import { sweepRouting } from '../../../src/desk/routing/sweep.ts';
import { enter, newVisitor, VISITOR } from '../../attack/support.ts';
import { testServer, type TestServer } from '../../support/server.ts';

describe('routing over HTTP and sockets', () => {
  let server: TestServer;
  let boss: string;
  let agent: string;
  let colleague: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    server = await testServer();
    boss = await server.signIn('admin');
    agent = await server.signIn('agent');
    colleague = await server.signIn('agent');
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect();
  });
  afterAll(() => server.close());

  const desk = async (cookie: string) => {
    const socket = await enter(server, '/desk', { cookie });
    open.push(socket);
    return socket;
  };
  const ask = (session: string, method: string, path: string, body?: object) => server.call(method, `/api/v1/desk${path}`, { session, ...(body && { body }) });
  const offerTo = (socket: Socket) => new Promise<Offer>((resolve) => socket.on('offer', (offer: Offer | null) => offer && resolve(offer)));
  const waiting = async () => {
    const visitor = await newVisitor(server);
    await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    return visitor;
  };
  /** Only these are at the desk and take conversations. */
  const onlineAre = async (...sessions: string[]) => {
    for (const session of [boss, agent, colleague]) expect((await ask(session, 'POST', '/presence', { status: sessions.includes(session) ? 'online' : 'busy' })).status).toBe(200);
  };
  const idOf = async (session: string) => (await ask(session, 'GET', '/session')).body.person.id as string;

  it('pushes an offer to whom it is for, takes it back from them when it is declined, and gives it again after a lost connection', async () => {
    const [mine, theirs] = [await desk(agent), await desk(colleague)];
    await onlineAre(agent);
    const offered = offerTo(mine);
    const heard: unknown[] = [];
    theirs.on('offer', (offer: unknown) => heard.push(offer));
    const visitor = await waiting();
    await sweepRouting(server.runtime);
    expect(await offered).toMatchObject({ conversationId: visitor.conversationId, reason: 'asked', of_ms: 30_000 });
    mine.disconnect();
    await desk(agent);
    expect((await ask(agent, 'GET', '/offer')).body.offer.conversationId).toBe(visitor.conversationId);
    expect((await ask(colleague, 'POST', `/conversations/${visitor.conversationId}/decline`, {})).body.error.code).toBe('conversation.not_offered');
    expect((await ask(agent, 'POST', `/conversations/${visitor.conversationId}/decline`, {})).status).toBe(204);
    expect((await ask(agent, 'GET', '/offer')).body).toEqual({ offer: null });
    expect(heard).toEqual([]);
    await ask(agent, 'POST', `/conversations/${visitor.conversationId}/accept`, {});
    await ask(agent, 'POST', `/conversations/${visitor.conversationId}/close`, {});
  });

  it('tells desks that somebody takes conversations differently, and says how everybody stands', async () => {
    await desk(agent);
    const theirs = await desk(colleague);
    await onlineAre(agent, colleague);
    const told = new Promise<string>((resolve) => theirs.on('presence', resolve));
    await ask(agent, 'POST', '/presence', { status: 'away' });
    expect(await told).toBe(await idOf(agent));
    const { colleagues, teams } = (await ask(colleague, 'GET', '/colleagues')).body;
    expect(colleagues.find(({ status }: { status: string }) => status === 'away')).toMatchObject({ status: 'away', load: 0, capacity: 5, ownCapacity: null });
    expect(teams.find(({ id }: { id: string }) => id === 'shop')).toMatchObject({ online: 1 });
    const id = await idOf(colleague);
    expect((await ask(agent, 'POST', `/colleagues/${id}/capacity`, { capacity: 2 })).status).toBe(403);
    expect((await ask(boss, 'POST', `/colleagues/${id}/capacity`, { capacity: 2 })).status).toBe(204);
    expect((await ask(colleague, 'GET', '/presence')).body.presence).toMatchObject({ status: 'online', capacity: 2 });
    expect((await ask(boss, 'GET', '/colleagues')).body.colleagues.find((one: { id: string }) => one.id === id)).toMatchObject({ capacity: 2, ownCapacity: 2 });
  });

  it('keeps what only the desk may read out of every way to the customer', async () => {
    await desk(colleague);
    await onlineAre(colleague);
    const visitor = await waiting();
    const { conversationId, token } = visitor;
    const at = `/conversations/${conversationId}`;
    const customer = await enter(server, '/visitor', { auth: visitor });
    open.push(customer);
    const pushed: Message[] = [];
    customer.on('messages', ({ messages }: { messages: Message[] }) => pushed.push(...messages));
    await customer.emitWithAck('resume', { after: 0 });
    await ask(agent, 'POST', `${at}/accept`, {});
    expect((await ask(agent, 'POST', `${at}/whispers`, { clientId: 'w', text: '秘密一' })).status).toBe(403);
    expect((await ask(boss, 'POST', `${at}/whispers`, { clientId: 'w', text: '秘密一' })).status).toBe(200);
    expect((await ask(agent, 'POST', `${at}/transfer`, { personId: await idOf(colleague), note: '秘密二' })).status).toBe(200);
    await sweepRouting(server.runtime);
    await ask(colleague, 'POST', `${at}/decline`, {});
    await ask(colleague, 'POST', `${at}/accept`, {});
    await ask(colleague, 'POST', `${at}/messages`, { clientId: 'last', text: '您好，我接着为您看' });
    await new Promise<void>((resolve) => {
      const look = () => pushed.some(({ text }) => text === '您好，我接着为您看') && resolve();
      customer.on('messages', look);
      look();
    });
    const fetched = (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body;
    const resumed = await customer.emitWithAck('resume', { after: 0 });
    const forDesk = (await ask(colleague, 'GET', `${at}/messages`)).body.messages as DeskMessage[];
    for (const seen of [pushed, fetched, resumed]) expect(JSON.stringify(seen)).not.toMatch(/秘密|没有接|转给|whisper|"note"|private/);
    expect(forDesk.filter((message) => message.private).map(({ text }) => text)).toEqual(['秘密一', expect.stringContaining('转给'), '秘密二', expect.stringContaining('没有接')]);
  });

  it('lets two who accept at once have one winner, who is named to the other', async () => {
    const { conversationId } = await waiting();
    const answers = await Promise.all([agent, colleague].map((session) => ask(session, 'POST', `/conversations/${conversationId}/accept`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error).toMatchObject({ code: 'conversation.taken', details: { by: { name: expect.any(String) } } });
  });
});
