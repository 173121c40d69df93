import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../../src/server/app.ts';
import { sweepEnded } from '../../../src/desk/report/sweep.ts';
import type { ConversationKey } from '../../../src/contract/visitor.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { enter, newVisitor, VISITOR } from '../support.ts';

const DESK = '/api/v1/desk';
/** What is only for colleagues, each under a word that stands nowhere else. */
const NOTE = '暗语甲：客户上周骂过人';
const WHISPER = '暗语乙：先道歉再查';
const HAND_ON = '暗语丙：转给你因为我吃不消';
const COMMENT = '暗语丁：这通打得很差';
const ANSWER = '暗语戊：我不同意这个分';
const REPLY = '暗语己：维持原判';
const COMPLAINT = '暗语庚：内部商量的话';
const SECRETS = /暗语|悄悄话|whisper|review|"scores"|"total"/;

describe('what colleagues write for each other', () => {
  let server: TestServer;
  let visitor: ConversationKey;
  let supervisor: string;
  let agent: string;
  const pushed: unknown[] = [];
  const at = (path: string) => `${DESK}/conversations/${visitor.conversationId}${path}`;
  const post = async (session: string, path: string, body: object) => {
    const answer = await server.call('POST', path, { session, body });
    expect([path, answer.status < 300, answer.body]).toEqual([path, true, answer.body]);
    return answer.body;
  };

  beforeAll(async () => {
    server = await testServer();
    await server.signIn('admin');
    supervisor = await server.signIn('supervisor');
    agent = await server.signIn('agent');
    const colleague = await server.signIn('agent');
    // Who is given a conversation has an open desk.
    await enter(server, '/desk', { cookie: colleague });
    const { id: colleagueId } = (await server.call('GET', `${DESK}/session`, { session: colleague })).body.person;
    visitor = await newVisitor(server);
    const live = await enter(server, '/visitor', { auth: visitor });
    live.onAny((...event: unknown[]) => pushed.push(event));
    await live.emitWithAck('resume', { after: 0 });
    await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: 'a', text: '转人工' } });
    await post(agent, at('/accept'), {});
    await post(agent, at('/notes'), { clientId: 'note', text: NOTE });
    await post(supervisor, at('/whispers'), { clientId: 'whisper', text: WHISPER });
    const { ticket } = await post(agent, `${DESK}/tickets`, { clientId: 'ticket', conversationId: visitor.conversationId, kind: 'service_complaint', skill: 'shop', content: '包裹没有送到', contact: '13800005678', urgent: false });
    await post(agent, `${DESK}/tickets/${ticket.number}/comments`, { text: COMPLAINT });
    await post(agent, at('/transfer'), { personId: colleagueId, note: HAND_ON });
    await post(colleague, at('/accept'), {});
    await post(colleague, at('/messages'), { clientId: 'answer', text: '您好，我接着为您处理。' });
    await post(colleague, at('/close'), {});
    await sweepEnded(server.runtime);
    const review = `${DESK}/reviews/${visitor.conversationId}`;
    const { review: chosen } = await post(supervisor, `${DESK}/reviews`, { conversationId: visitor.conversationId });
    const scores = { greet: 'yes', restate: 'no', feeling: 'none', solve: 'no', ask: 'no', close: 'no', promise: 'yes', line: false };
    const put = async (session: string, path: string, body: object) => {
      const answer = await server.call('PUT', path, { session, body });
      expect([path, answer.status, answer.body]).toEqual([path, 200, answer.body]);
      return answer.body.review.rev as number;
    };
    const scored = await put(supervisor, `${review}/score`, { rev: chosen.rev, scores, comment: COMMENT });
    const appealed = await put(colleague, `${review}/answer`, { rev: scored, appeal: true, text: ANSWER });
    await put(supervisor, `${review}/score`, { rev: appealed, scores, comment: COMMENT, reply: REPLY });
  });
  afterAll(() => server.close());

  it('is there for the desk', async () => {
    const { messages } = (await server.call('GET', at('/messages'), { session: agent })).body;
    const texts = JSON.stringify(messages);
    for (const words of [NOTE, WHISPER, HAND_ON]) expect(texts).toContain(words);
    expect(JSON.stringify((await server.call('GET', `${DESK}/reviews/${visitor.conversationId}`, { session: supervisor })).body)).toContain(REPLY);
  });

  it('never reaches the customer: not by any route of theirs', async () => {
    const asked = ROUTES.filter(({ access, method }) => access === 'visitor' && method === 'get').map(({ path }) => path.replace(':id', visitor.conversationId).replace(':key', 'none'));
    expect(asked.length).toBeGreaterThan(3);
    for (const path of asked) expect([path, SECRETS.exec(JSON.stringify((await server.call('GET', path, { token: visitor.token })).body))]).toEqual([path, null]);
  });

  it('nor live, nor when their connection comes back', async () => {
    const again = await enter(server, '/visitor', { auth: visitor });
    const missed = await again.emitWithAck('resume', { after: 0 });
    expect(missed.messages.length).toBeGreaterThan(3);
    expect(JSON.stringify(pushed)).toContain('我接着为您处理');
    for (const told of [missed, pushed]) expect(SECRETS.exec(JSON.stringify(told))).toBeNull();
  });

  it('nor when they go on from it in a new conversation', async () => {
    const next = await newVisitor(server, { previous: visitor });
    const { body } = await server.call('GET', `${VISITOR}/${next.conversationId}/messages`, { token: next.token });
    expect(body.messages.length).toBeGreaterThan(0);
    expect(SECRETS.exec(JSON.stringify(body))).toBeNull();
  });

  it('nor stands in what is exported, or handed to the shop', async () => {
    const days = 'from=2026-11-24&to=2026-11-24';
    for (const by of ['day', 'intent', 'team', 'agent']) {
      const { status, body } = await server.call('GET', `${DESK}/reports.csv?${days}&by=${by}`, { session: supervisor });
      expect([by, status, SECRETS.exec(body)]).toEqual([by, 200, null]);
    }
    const outbox = await server.runtime.storage.read.selectFrom('outbox').selectAll().execute();
    expect(SECRETS.exec(JSON.stringify(outbox))).toBeNull();
  });

  it('nor an agent whom it does not concern: a score is its agent’s and the supervisors’', async () => {
    const stranger = await server.signIn('agent');
    expect((await server.call('GET', `${DESK}/reviews/${visitor.conversationId}`, { session: stranger })).status).toBe(404);
    expect((await server.call('GET', `${DESK}/reviews`, { session: stranger })).body.reviews).toEqual([]);
  });
});
