import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { testServer, type TestServer } from '../support/server.ts';

const TICKETS = '/api/v1/desk/tickets';

describe('tickets over HTTP', () => {
  let server: TestServer;
  let admin: string;
  let agent: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    server = await testServer();
    admin = await server.signIn('admin');
    agent = await server.signIn('agent');
  });
  afterAll(async () => {
    for (const socket of open) socket.disconnect();
    await server.close();
  });

  let sent = 0;
  const record = async (changes = {}) => {
    const body = { clientId: `c${(sent += 1)}`, kind: 'follow_up', skill: 'common', content: '核实退款', contact: '13800005678', urgent: false, ...changes };
    return server.call('POST', TICKETS, { session: agent, body });
  };
  const act = (number: string, verb: string, body: object, session = agent) => server.call('POST', `${TICKETS}/${number}/${verb}`, { session, body });

  it('takes a ticket from its recording to its end', async () => {
    const { status, body: { ticket } } = await record();
    expect([status, ticket.state, ticket.contact]).toEqual([201, 'open', '138****5678']);
    const taken = (await act(ticket.number, 'take', { rev: ticket.rev })).body.ticket;
    expect((await act(ticket.number, 'contact', {})).body).toEqual({ contact: '13800005678' });
    const proposed = (await act(ticket.number, 'proposal', { rev: taken.rev, text: '退款', askApproval: true })).body.ticket;
    expect((await act(ticket.number, 'result', { rev: proposed.rev, result: '已退款' })).body.error.code).toBe('ticket.needs_approval');
    expect((await act(ticket.number, 'decision', { rev: proposed.rev, approved: true, note: '可以' })).status).toBe(403);
    const approved = (await act(ticket.number, 'decision', { rev: proposed.rev, approved: true, note: '可以' }, admin)).body.ticket;
    const { body } = await act(ticket.number, 'result', { rev: approved.rev, result: '已退款', satisfaction: 'satisfied' });
    expect(body).toMatchObject({ ticket: { state: 'done', satisfaction: 'satisfied' }, told: { chat: false, message: false } });
  });

  it('answers a late change with both versions', async () => {
    const { ticket } = (await record()).body;
    await act(ticket.number, 'correct', { rev: ticket.rev, content: '核实补发' });
    const { status, body } = await act(ticket.number, 'correct', { rev: ticket.rev, content: '核实换货' });
    expect([status, body.error.code, body.error.details.sent.content, body.error.details.current.content]).toEqual([409, 'ticket.conflict', '核实换货', '核实补发']);
  });

  it('refuses what it does not know: other fields, other types, numbers that are none, positions that are made up', async () => {
    const { ticket } = (await record()).body;
    const wrong: [string, object][] = [
      ['take', {}], ['take', { rev: '1' }], ['take', { rev: 1, assigneeId: 'x' }], ['assign', { rev: 1 }], ['assign', { rev: 1, personId: 'a', team: 'b' }],
      ['correct', { rev: 1, state: 'done' }], ['correct', { rev: 1, contact: '=1+1' }], ['progress', { rev: 1, text: '  ' }], ['result', { rev: 1, result: '好', satisfaction: 'great' }],
    ];
    for (const [verb, body] of wrong) expect([verb, body, (await act(ticket.number, verb, body)).status]).toEqual([verb, body, 400]);
    expect((await record({ contact: 'x' })).status).toBe(400);
    expect((await act('TS1', 'take', { rev: 1 })).status).toBe(400);
    expect((await act('TS99999999', 'take', { rev: 1 })).status).toBe(404);
    for (const query of ['list=none', 'list=all&after=x~y', 'list=all&kind=x', 'list=all&order=asc']) expect([query, (await server.call('GET', `${TICKETS}?${query}`, { session: agent })).status]).toEqual([query, 400]);
  });

  it('shows exactly these fields of a row', async () => {
    const { body } = await server.call('GET', `${TICKETS}?list=unassigned`, { session: agent });
    const rows = body.tickets as object[];
    expect(rows.length).toBeGreaterThan(0);
    const known = ['number', 'kind', 'state', 'content', 'emotion', 'urgent', 'openedAt', 'updatedAt', 'asksProgress', 'rev', 'dueAt', 'remindAt', 'team', 'assignee', 'customer', 'approval', 'incident', 'answerDueAt', 'mergedInto', 'doneAt'];
    for (const row of rows) expect(Object.keys(row).filter((key) => !known.includes(key))).toEqual([]);
    expect(body.counts.unassigned).toBe(rows.length);
  });

  it('wakes every open desk with the number only', async () => {
    const socket = io(`${server.address}/desk`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: server.address, cookie: admin } });
    open.push(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('connect_error', reject));
    const heard = new Promise<unknown[]>((resolve) => socket.once('ticket', (...received: unknown[]) => resolve(received)));
    const { ticket } = (await record()).body;
    expect(await heard).toEqual([ticket.number]);
  });
});
