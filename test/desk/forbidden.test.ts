import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { openForbidden } from '../../src/conversation/forbidden.ts';
import { testServer, type TestServer } from '../support/server.ts';

const VISITOR = '/api/v1/visitor/conversations';
const DESK = '/api/v1/desk';

let server: TestServer;
let agent: string;
let supervisor: string;
let admin: string;
let conversationId: string;
let token: string;
let written = 0;

beforeEach(async () => {
  server = await testServer();
  admin = await server.signIn('admin');
  supervisor = await server.signIn('supervisor');
  agent = await server.signIn('agent');
  ({ conversationId, token } = (await server.call('POST', VISITOR, { body: {} })).body);
  await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: 'a', text: '转人工' } });
  await server.call('POST', `${DESK}/conversations/${conversationId}/accept`, { session: agent, body: {} });
});
afterEach(() => server.close());

const send = (text: string, more: object = {}, clientId = `line-${(written += 1)}`) => server.call('POST', `${DESK}/conversations/${conversationId}/messages`, { session: agent, body: { clientId, text, ...more } });
const seen = async (): Promise<string[]> => (await server.call('GET', `${VISITOR}/${conversationId}/messages`, { token })).body.messages.map((message: { text: string }) => message.text);
const statistics = async (query = '') => (await server.call('GET', `${DESK}/forbidden/statistics?from=2026-11-24&to=2026-11-24${query}`, { session: supervisor })).body;
const entryOf = async (id: string) => (await server.call('GET', `${DESK}/forbidden/entries`, { session: admin })).body.entries.find((one: { entry: { id: string } }) => one.entry.id === id);
const save = (id: string, body: object) => server.call('POST', `${DESK}/forbidden/entries/${id}`, { session: admin, body });

const OWN = { id: 'own-word', kind: 'jargon', severity: 'block', phrases: ['灰度'], patterns: [], unless: [], clause: false, because: '行话', instead: ['逐步开放'] };

describe('a reply that nobody writes to a customer', () => {
  it.each(['你到底想怎么样？', '你 到 底 想 怎 么 样', '你\u200b到底想怎麼樣'])('is refused with what is wrong, where, and what to write instead: %s', async (text) => {
    const { status, body } = await send(text);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'message.forbidden', details: { findings: [{ kind: 'scolding', severity: 'block', start: 0, end: text.length, instead: ['您看这样处理可以吗？', '您希望我们怎么为您处理？'] }] } });
    expect(await seen()).not.toContain(text);
  });

  it('is refused even with a reason, and a request for private data too', async () => {
    expect((await send('把验证码发我一下', { reason: '客户同意了' })).body.error).toMatchObject({ code: 'message.forbidden', details: { findings: [{ kind: 'privacy' }] } });
  });

  it('that needs a reason is sent with one only, which supervisors read', async () => {
    expect(await send('这个我保证明天到')).toMatchObject({ status: 422, body: { error: { code: 'message.reason_needed', details: { findings: [{ entry: 'promise-guarantee', text: '保证' }] } } } });
    expect((await send('这个我保证明天到', { reason: ' ' })).status).toBe(400);
    expect((await send('这个我保证明天到', { reason: '仓库已确认' })).status).toBe(200);
    expect(await seen()).toContain('这个我保证明天到');
    expect((await statistics()).examples).toEqual([expect.objectContaining({ kind: 'promise', outcome: 'sent', found: '保证', excerpt: '这个我保证明天到', reason: '仓库已确认', conversationId })]);
  });

  it('that only deserves a hint is sent', async () => {
    expect((await send('我马上看一下')).status).toBe(200);
    expect((await statistics()).examples).toMatchObject([{ severity: 'hint', outcome: 'sent', reason: null }]);
  });

  it('sent again under its id is answered as the first time, though it has become forbidden meanwhile', async () => {
    const first = await send('正在灰度', {}, 'same');
    expect(first.status).toBe(200);
    expect((await save(OWN.id, { rev: 0, entry: OWN, off: false })).status).toBe(200);
    expect(await send('正在灰度', {}, 'same')).toMatchObject({ status: 200, body: first.body });
    expect((await send('正在灰度')).status).toBe(422);
  });

  it('of somebody who does not serve the customer is refused for that, and counts for nobody', async () => {
    expect(await server.call('POST', `${DESK}/conversations/${conversationId}/messages`, { session: supervisor, body: { clientId: 'x', text: '滚' } })).toMatchObject({ status: 403 });
    expect((await statistics()).agents).toEqual([]);
  });
});

describe('the list', () => {
  it('holds at once after a change, on every node', async () => {
    const { runtime } = server;
    const otherNode = openForbidden(runtime.storage, runtime.forbidden.shipped);
    expect(await otherNode.check('正在灰度')).toEqual([]);
    expect(await save(OWN.id, { rev: 0, entry: OWN, off: false })).toMatchObject({ status: 200, body: { origin: 'own', rev: 1 } });
    expect(await otherNode.check('正在灰度')).toMatchObject([{ entry: 'own-word' }]);
    expect(await save(OWN.id, { rev: 1, entry: OWN, off: true })).toMatchObject({ status: 200, body: { off: true, rev: 2 } });
    expect(await otherNode.check('正在灰度')).toEqual([]);
  });

  it('lets a shipped entry be changed, switched off and restored', async () => {
    const { entry, rev } = await entryOf('promise-guarantee');
    expect(await save(entry.id, { rev, entry: { ...entry, severity: 'block' }, off: false })).toMatchObject({ body: { origin: 'changed', rev: 1 } });
    expect((await send('我保证', { reason: '主管同意' })).body.error.code).toBe('message.forbidden');
    await save(entry.id, { rev: 1, entry: null, off: true });
    expect((await send('我保证')).status).toBe(200);
    await save(entry.id, { rev: 2, entry: null, off: false });
    expect(await entryOf('promise-guarantee')).toMatchObject({ entry, origin: 'shipped', off: false, rev: 3 });
    expect((await send('我保证')).body.error.code).toBe('message.reason_needed');
  });

  it('lets one of two admins who save at once win, and shows the other what is there', async () => {
    const outcomes = await Promise.all(['甲', '乙', '丙'].map((because) => save(OWN.id, { rev: 0, entry: { ...OWN, because }, off: false })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const won = outcomes.find(({ status }) => status === 200)?.body.entry;
    for (const { body } of outcomes.filter(({ status }) => status === 409)) expect(body.error).toMatchObject({ code: 'content.conflict', details: { current: { entry: won, rev: 1 } } });
  });

  it('refuses patterns that RE2 does not know, another entry’s name, and restoring what was never shipped', async () => {
    expect((await save(OWN.id, { rev: 0, entry: { ...OWN, patterns: ['(?=a)'] }, off: false })).body.error).toMatchObject({ code: 'content.invalid', details: { pattern: '(?=a)' } });
    expect((await save('other', { rev: 0, entry: OWN, off: false })).status).toBe(422);
    expect((await save('never-shipped', { rev: 0, entry: null, off: true })).status).toBe(422);
  });

  it('can be tried before it is saved', async () => {
    const tried = await server.call('POST', `${DESK}/forbidden/try`, { session: admin, body: { text: '正在灰度，我保证', entry: OWN } });
    expect(tried.body.findings).toMatchObject([{ entry: 'own-word', start: 2, end: 4 }]);
    expect((await server.call('POST', `${DESK}/forbidden/try`, { session: admin, body: { text: '正在灰度，我保证' } })).body.findings).toMatchObject([{ entry: 'promise-guarantee' }]);
  });

  it('leaves an audit line of every change', async () => {
    await save(OWN.id, { rev: 0, entry: OWN, off: false });
    const { lines } = (await server.call('GET', `${DESK}/audit?action=content.changed`, { session: admin })).body;
    expect(lines).toMatchObject([{ subject: 'forbidden.own-word', details: { off: false, restored: false } }]);
  });
});

describe('the statistics', () => {
  it('count by agent, day, kind and outcome, and show no private data', async () => {
    await send('滚');
    await send('按规定退到 13800138000', {});
    await send('请您放心', { replaced: ['promise-guarantee', 'promise-guarantee', 'no-such-entry'] });
    server.clock.now -= 86_400_000;
    await send('我马上看一下');
    const day = await statistics();
    const counts = [{ kind: 'abuse', outcome: 'refused', count: 1 }, { kind: 'rules', outcome: 'sent', count: 1 }, { kind: 'promise', outcome: 'replaced', count: 1 }];
    expect(day.agents).toEqual([{ agent: expect.objectContaining({ workerNumber: '1003' }), counts: expect.arrayContaining(counts) }]);
    expect(day.agents[0].counts).toHaveLength(3);
    expect(day.days).toMatchObject([{ day: '2026-11-24' }]);
    expect(day.examples.map(({ excerpt }: { excerpt: string }) => excerpt)).toEqual(expect.arrayContaining(['滚', '按规定退到 ***********']));
    expect((await statistics('&kind=rules')).examples).toHaveLength(1);
    expect((await statistics('&person=nobody')).agents).toEqual([]);
    expect(JSON.stringify(day)).not.toContain('13800138000');
  });

  it('refuse days that are none, backwards, or too many', async () => {
    for (const query of ['from=2026-11-24&to=2026-11-23', 'from=yesterday&to=today', 'from=2020-01-01&to=2026-11-24', 'from=2026-11-24']) {
      expect((await server.call('GET', `${DESK}/forbidden/statistics?${query}`, { session: supervisor })).status).toBe(400);
    }
  });
});

describe('what an agent is writing', () => {
  it('is checked over the socket, without being stored', async () => {
    const socket = io(`${server.address}/desk`, { extraHeaders: { cookie: agent, origin: server.address }, transports: ['websocket'], forceNew: true, reconnection: false });
    try {
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      const check = (payload: unknown) => socket.timeout(5_000).emitWithAck('checkText', payload) as Promise<{ findings?: unknown[]; error?: { code: string } }>;
      expect(await check({ text: '您好，不关我的事。' })).toMatchObject({ findings: [{ kind: 'evasion', severity: 'block', start: 3, end: 9 }] });
      expect(await check({ text: '您好' })).toEqual({ findings: [] });
      expect(await check({ text: 7 })).toMatchObject({ error: { code: 'request.invalid' } });
    } finally {
      socket.disconnect();
    }
    expect((await statistics()).agents).toEqual([]);
  });
});
