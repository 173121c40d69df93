import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readExcelFile from 'read-excel-file/node';
import { sweepEnded } from '../../../src/desk/report/sweep.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const SCORES = { greet: 'yes', restate: 'yes', feeling: 'none', solve: 'partly', ask: 'yes', close: 'yes', promise: 'yes', line: false };
const TODAY = 'from=2026-11-24&to=2026-11-24';

describe('supervisors’ interface', () => {
  let server: TestServer;
  let agent: string;
  let colleague: string;
  let supervisor: string;
  let customer: { conversationId: string; token: string };

  const call = (session: string, method: string, path: string, body?: unknown) => server.call(method, `/api/v1/desk${path}`, { session, ...(body !== undefined && { body }) });

  beforeAll(async () => {
    server = await testServer();
    await server.signIn('admin');
    agent = await server.signIn('agent');
    colleague = await server.signIn('agent');
    supervisor = await server.signIn('supervisor');
    customer = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body;
    await server.call('POST', `/api/v1/visitor/conversations/${customer.conversationId}/messages`, { token: customer.token, body: { clientId: 'a', text: '转人工' } });
    const path = `/conversations/${customer.conversationId}`;
    expect((await call(agent, 'POST', `${path}/accept`, {})).status).toBe(200);
    expect((await call(agent, 'POST', `${path}/messages`, { clientId: 'b', text: '您好，我来帮您查。' })).status).toBeLessThan(300);
    expect((await call(agent, 'POST', `${path}/close`, {})).status).toBe(200);
    await sweepEnded(server.runtime);
  });
  afterAll(() => server.close());

  it('shows wall and reports to supervisors, not to agents', async () => {
    for (const path of ['/wall', `/reports?${TODAY}`, `/reports.csv?${TODAY}`]) {
      expect((await call(supervisor, 'GET', path)).status).toBe(200);
      expect((await call(agent, 'GET', path)).body.error.code).toBe('session.forbidden');
    }
  });

  it('gives out the figures as a file, which leaves a line in the audit log', async () => {
    const admin = await server.runtime.storage.read.selectFrom('audit').select('seq').where('action', '=', 'export.made').execute();
    const { headers, body } = await call(supervisor, 'GET', `/reports.csv?${TODAY}&by=agent`);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toContain('report-agent-2026-11-24-2026-11-24.csv');
    const [head, row] = (body as string).split('\r\n');
    expect(head).toContain('agent,name,conversations,contained,escalated,first_contact_resolution');
    expect(row).toMatch(/,人员2 1002,1,0,1,/);
    const after = await server.runtime.storage.read.selectFrom('audit').select('seq').where('action', '=', 'export.made').execute();
    expect(after).toHaveLength(admin.length + 1);
  });

  it('gives out a workbook in the language that the page has, with numbers to reckon with', async () => {
    const load = async (language: string) => {
      const response = await fetch(`${server.address}/api/v1/desk/reports.xlsx?${TODAY}&by=agent&language=${language}`, { headers: { cookie: supervisor } });
      expect(response.headers.get('content-disposition')).toContain('report-agent-2026-11-24-2026-11-24.xlsx');
      const [sheet] = await readExcelFile(Buffer.from(await response.arrayBuffer()));
      return sheet!;
    };
    const chinese = await load('zh');
    expect([chinese.sheet, chinese.data[0]?.slice(0, 4)]).toEqual(['按客服', ['客服编号', '名称', '会话量', '机器人解决率']]);
    expect(chinese.data[1]?.slice(1, 4)).toEqual(['人员2 1002', 1, 0]);
    expect((await load('en')).data[0]?.slice(1, 3)).toEqual(['Name', 'Conversations']);
    expect((await call(agent, 'GET', `/reports.xlsx?${TODAY}`)).status).toBe(403);
  });

  it('tells a supervisor whether a person served the conversation, which is what can be scored', async () => {
    expect((await call(supervisor, 'GET', `/conversations/${customer.conversationId}`)).body.conversation).toMatchObject({ state: 'closed', served: true });
  });

  it.each(['from=2026-11-25&to=2026-11-24', 'from=2024-11-24&to=2026-11-24', 'from=yesterday&to=2026-11-24', `${TODAY}&by=mood`])('refuses the report %s', async (query) => {
    expect(await call(supervisor, 'GET', `/reports?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
  });

  it('scores a conversation, lets its agent appeal, and settles it with a word', async () => {
    const path = `/reviews/${customer.conversationId}`;
    expect((await call(supervisor, 'POST', '/reviews', { conversationId: customer.conversationId })).body.review).toMatchObject({ state: 'open', reasons: ['chosen'], rev: 1 });
    // The agent does not hear of it before it has a score; a colleague never.
    expect((await call(agent, 'GET', path)).status).toBe(404);
    expect((await call(agent, 'PUT', `${path}/score`, { rev: 1, scores: SCORES })).status).toBe(403);
    const scored = (await call(supervisor, 'PUT', `${path}/score`, { rev: 1, scores: SCORES, comment: '复述得很清楚' })).body.review;
    // Of 85 that applied, half of 30 is missing.
    expect(scored).toMatchObject({ state: 'scored', total: 82, rev: 2 });
    expect((await call(colleague, 'GET', path)).status).toBe(404);
    expect((await call(colleague, 'GET', '/reviews')).body.reviews).toEqual([]);
    expect((await call(colleague, 'PUT', `${path}/answer`, { rev: 2, appeal: false })).status).toBe(404);
    expect((await call(agent, 'GET', '/reviews')).body).toMatchObject({ reviews: [{ total: 82, comment: '复述得很清楚' }], counts: { scored: 1 } });
    expect((await call(agent, 'PUT', `${path}/answer`, { rev: 2, appeal: true, text: '' })).status).toBe(400);
    expect((await call(agent, 'PUT', `${path}/answer`, { rev: 2, appeal: true, text: '已经说明了下一步' })).body.review.state).toBe('appealed');
    expect((await call(supervisor, 'PUT', `${path}/score`, { rev: 2, scores: SCORES, reply: '好' })).body.error.code).toBe('review.conflict');
    expect((await call(supervisor, 'PUT', `${path}/score`, { rev: 3, scores: SCORES })).body.error.code).toBe('review.reply_missing');
    const settled = (await call(supervisor, 'PUT', `${path}/score`, { rev: 3, scores: { ...SCORES, solve: 'yes' }, reply: '您说得对，已改分' })).body.review;
    expect(settled).toMatchObject({ state: 'settled', total: 100, reply: '您说得对，已改分' });
    expect((await call(supervisor, 'PUT', `${path}/score`, { rev: 4, scores: SCORES })).body.error.code).toBe('review.settled');
  });

  it('keeps scores from customers', async () => {
    const { conversationId, token } = customer;
    for (const path of ['', '/messages']) {
      const { body } = await server.call('GET', `/api/v1/visitor/conversations/${conversationId}${path}`, { token });
      expect(JSON.stringify(body)).not.toMatch(/review|score|复述得很清楚/);
    }
  });
});
