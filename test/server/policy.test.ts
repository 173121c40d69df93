import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { ROUTES } from '../../src/server/app.ts';
import { accessOf, POLICY, routeKey, type Row } from '../../src/server/policy.ts';
import { DESK_EVENTS } from '../../src/server/realtime/desk.ts';
import { VISITOR_EVENTS } from '../../src/server/realtime/visitor.ts';
import { testServer, type TestServer } from '../support/server.ts';

const VISITOR = '/api/v1/visitor/conversations';
const CALLERS = ['anonymous', 'visitor A', 'visitor B', 'agent of another team', 'agent', 'supervisor', 'admin'] as const;
type Caller = (typeof CALLERS)[number];

/** Who is let in, by the row of the table. Visitor A owns the conversation, the agent's team the ticket. */
const LET_IN: Record<Row, readonly Caller[]> = {
  public: CALLERS,
  visitor: ['visitor A'],
  // Programs only; which of them, tries test/attack/access/keys.test.ts.
  key: [],
  team: ['agent', 'supervisor', 'admin'],
  agent: ['agent of another team', 'agent', 'supervisor', 'admin'],
  supervisor: ['supervisor', 'admin'],
  admin: ['admin'],
};

/** Refused for who calls, as opposed to let in and then refused for what it says. */
const REFUSED = ['key.invalid', 'session.required', 'session.forbidden', 'conversation.not_found', 'ticket.not_yours'];

/** What changes a ticket, in the form in which it is read: only then is it judged whose it is. */
const incident = { happened: '断网', cause: '机房断电', done: '已恢复', proposal: '加备用电源' };
const TICKET_BODIES: Record<string, object> = {
  contact: {},
  comments: { text: '看过了' },
  take: { rev: 99 },
  assign: { rev: 99, team: null },
  correct: { rev: 99, content: '换个说法' },
  progress: { rev: 99, text: '还在查' },
  proposal: { rev: 99, text: '补发', askApproval: false },
  report: { rev: 99, ...incident },
  merge: {},
  result: { rev: 99, result: '已处理' },
  satisfaction: { rev: 99, satisfaction: 'satisfied' },
  reopen: { rev: 99, reason: '又坏了' },
};

describe('the policy', () => {
  let server: TestServer;
  const proofs = {} as Record<Caller, { session?: string; token?: string; conversationId?: string }>;
  let conversationId: string;
  let ticket: string;
  let bodies: Record<string, object> = {};
  let calls = 0;

  beforeAll(async () => {
    server = await testServer({ trustedProxies: ['127.0.0.1'] });
    const visitors = await Promise.all([0, 1].map(async () => (await server.call('POST', VISITOR, { body: {} })).body as { conversationId: string; token: string }));
    const [admin, supervisor, agent, foreign] = [await server.signIn('admin'), await server.signIn('supervisor'), await server.signIn('agent'), await server.signIn('agent')];
    for (const [index, team] of [[3, 'shop'], [4, 'drive']] as const) {
      const session = index === 3 ? agent : foreign;
      const { id } = (await server.call('GET', '/api/v1/desk/session', { session })).body.person;
      const change = { name: `人员${index}`, workerNumber: String(1000 + index), role: 'agent', teams: [{ team, level: 2 }] };
      expect((await server.call('PUT', `/api/v1/desk/persons/${id}`, { session: admin, body: change })).status).toBe(200);
    }
    Object.assign(proofs, { anonymous: {}, 'visitor A': visitors[0], 'visitor B': visitors[1], agent: { session: agent }, 'agent of another team': { session: foreign }, supervisor: { session: supervisor }, admin: { session: admin } });
    conversationId = visitors[0]?.conversationId as string;
    const record = async (clientId: string) => {
      const { status, body } = await server.call('POST', '/api/v1/desk/tickets', { session: agent, body: { clientId, kind: 'follow_up', skill: 'shop', content: '核实退款', contact: '13800005678', urgent: false } });
      expect(status).toBe(201);
      return body.ticket as { number: string; rev: number };
    };
    const { number, rev } = await record('a');
    expect((await server.call('POST', `/api/v1/desk/tickets/${number}/take`, { session: agent, body: { rev } })).status).toBe(200);
    ticket = number;
    bodies = { ...TICKET_BODIES, merge: { rev: 99, into: (await record('b')).number } };
  });
  afterAll(() => server.close());

  const events = [...VISITOR_EVENTS.map(({ name }) => `/visitor ${name}`), ...DESK_EVENTS.map(({ name }) => `/desk ${name}`)];

  it('has a row for every route and every event, and for nothing else', () => {
    expect(Object.keys(POLICY).sort()).toEqual([...ROUTES.map(routeKey), ...events].sort());
  });

  it('says of every route what its own file says', () => {
    expect(ROUTES.filter((route) => accessOf(routeKey(route)) !== route.access).map(routeKey)).toEqual([]);
  });

  it('refuses what has no row', () => {
    expect([accessOf('GET /api/v1/desk/forgotten'), accessOf('constructor')]).toEqual([null, null]);
  });

  it.each(ROUTES.map((route) => [routeKey(route), route] as const))('%s', async (key, { method, path }) => {
    const row = POLICY[key] as Row;
    const filled = path.replace(':id', conversationId).replace(':number', ticket).replaceAll(/:\w+/g, 'x');
    const verb = path.split('/').at(-1) as string;
    if (row === 'team') expect([key, Object.keys(TICKET_BODIES)]).toEqual([key, expect.arrayContaining([verb])]);
    for (const caller of CALLERS) {
      // Signing out would end what the other rows are called with.
      if (key === 'DELETE /api/v1/desk/session' && proofs[caller].session !== undefined) continue;
      const { session, token } = proofs[caller];
      // Wrong tokens and attempts to sign in are counted by address.
      const headers = { 'x-forwarded-for': `10.1.${Math.floor((calls += 1) / 250)}.${calls % 250}` };
      const { body } = await server.call(method.toUpperCase(), filled, { headers, ...(session && { session }), ...(token && { token }), ...(row === 'team' && { body: bodies[verb] }) });
      expect([caller, !REFUSED.includes(body?.error?.code)]).toEqual([caller, LET_IN[row].includes(caller)]);
    }
  });

  it.each(events)('%s', async (key) => {
    const [namespace, event] = key.split(' ') as [string, string];
    for (const caller of CALLERS) {
      const answer = await send(namespace, event, proofs[caller]);
      expect([caller, !REFUSED.includes(answer)]).toEqual([caller, LET_IN[POLICY[key] as Row].includes(caller)]);
    }
  });

  /** The code with which an event (or the handshake before it) is refused; `in` for one that is let in, whatever comes of it. */
  async function send(namespace: string, event: string, { session, token, conversationId: own }: { session?: string; token?: string; conversationId?: string }): Promise<string> {
    // Visitor B brings their own token, and asks for the conversation of visitor A.
    const auth = token === undefined ? {} : { conversationId: own === conversationId ? own : conversationId, token };
    const socket: Socket = io(server.address + namespace, { auth, transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: server.address, ...(session && { cookie: session }) } });
    try {
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      const answer = (await socket.timeout(5_000).emitWithAck(event, {})) as { error?: { code: string } };
      const code = answer.error?.code ?? 'in';
      return code === 'session.forbidden' ? code : 'in';
    } catch (error) {
      return (error as { data?: { code?: string } }).data?.code ?? String(error);
    } finally {
      socket.disconnect();
    }
  }
});
