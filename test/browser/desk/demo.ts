import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { Role } from '../../../src/contract/desk.ts';
import { sweepEnded } from '../../../src/desk/report/sweep.ts';
import { openWindow, type Screen } from '../../support/browser.ts';
import { TUESDAY_MS } from '../../support/runtime.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const DESK = '/api/v1/desk';
const VISITOR = '/api/v1/visitor/conversations';

/** `settled` resolves once nothing more is fetched. `touched`: something was opened on the page besides its address. */
export type DemoWindow = { page: Page; complaints: string[]; settled(): Promise<void>; touched?: boolean };

/** A desk with something on every page, on a clock that stands still. */
export type DemoDesk = {
  server: TestServer;
  sessions: Record<Role, string>;
  /** Conversations, by what they are there for. */
  served: string;
  queued: string;
  withBot: string;
  closed: string;
  ticket: string;
  call(session: string, method: string, path: string, body?: unknown): Promise<any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of every shape
  /** A customer who has written these lines. */
  visit(...lines: string[]): Promise<{ conversationId: string; token: string }>;
  /** A window in which the holder of `session` is signed in. */
  open(browser: Browser, session: string | null, screen?: Screen): Promise<DemoWindow>;
  close(): Promise<void>;
};

export async function demoDesk(): Promise<DemoDesk> {
  const server = await testServer({}, { uiPath: process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui') });
  const sessions = { admin: await server.signIn('admin'), supervisor: await server.signIn('supervisor'), agent: await server.signIn('agent') };
  let lines = 0;

  async function call(session: string, method: string, path: string, body?: unknown) {
    const answer = await server.call(method, DESK + path, { session, ...(body !== undefined && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  async function visit(...texts: string[]) {
    const visitor = (await server.call('POST', VISITOR, { body: {} })).body as { conversationId: string; token: string };
    for (const text of texts) await server.call('POST', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token, body: { clientId: `line-${(lines += 1)}`, text } });
    return visitor;
  }
  const say = (session: string, id: string, text: string) => call(session, 'POST', `/conversations/${id}/messages`, { clientId: `line-${(lines += 1)}`, text });

  const { tag } = await call(sessions.admin, 'POST', '/tags', { name: '物流' });
  await call(sessions.admin, 'POST', '/canned', { shared: true, title: '查物流', text: '{customer}您好，正在为您查 {order}。', tags: [tag.id], closes: false });
  await call(sessions.agent, 'POST', '/canned', { shared: false, title: '结束语', text: '感谢您的耐心，再见。', tags: [], closes: true });
  // Nobody is offered to anybody, so that no card comes in between.
  await call(sessions.admin, 'PUT', '/settings/desk.routing', { rev: 0, value: { mode: 'pick', offer_s: 30 } });

  const old = await visit('快递到哪了', '转人工');
  await call(sessions.agent, 'POST', `/conversations/${old.conversationId}/accept`, {});
  await say(sessions.agent, old.conversationId, '您好，包裹今天送到。');
  await call(sessions.agent, 'POST', `/conversations/${old.conversationId}/close`, {});
  await server.call('POST', `${VISITOR}/${old.conversationId}/rating`, { token: old.token, body: { score: 2, reasons: ['slow'] } });
  await sweepEnded(server.runtime);
  await call(sessions.supervisor, 'POST', '/reviews', { conversationId: old.conversationId });

  const served = await visit('你们这帮骗子，快递到哪了', '我的手机号 13800005678');
  await call(sessions.agent, 'POST', `/conversations/${served.conversationId}/accept`, {});
  await say(sessions.agent, served.conversationId, '您好，我正在为您查。');
  await call(sessions.agent, 'POST', `/conversations/${served.conversationId}/notes`, { clientId: 'note', text: '第二次来问' });
  await call(sessions.agent, 'POST', `/conversations/${served.conversationId}/tags`, { tags: [tag.id] });
  const { ticket } = await call(sessions.agent, 'POST', '/tickets', { clientId: 'ticket', conversationId: served.conversationId, kind: 'escalated_complaint', skill: 'shop', content: '包裹显示签收却没有收到', contact: '13800005678', urgent: true });
  await server.call('POST', `${VISITOR}/${served.conversationId}/messages`, { token: served.token, body: { clientId: 'last', text: '快递到哪了' } });
  const queued = await visit('转人工');
  const withBot = await visit('怎么退货');
  await server.call('POST', `${DESK}/conversations/${served.conversationId}/messages`, { session: sessions.agent, body: { clientId: 'rude', text: '你到底想怎么样' } });

  return {
    server, sessions, call, visit,
    served: served.conversationId, queued: queued.conversationId, withBot: withBot.conversationId, closed: old.conversationId, ticket: ticket.number,
    async open(browser, session, screen) {
      const window = await openWindow(browser, screen);
      if (session !== null) await window.page.context().addCookies([{ name: 'jieda_session', value: session.split('=')[1] as string, url: server.address }]);
      window.page.setDefaultTimeout(15_000);
      // The browser's clock is the desk's, and runs on.
      await window.page.clock.setSystemTime(TUESDAY_MS);
      return { ...window, settled: fetched(window.page) };
    },
    close: () => server.close(),
  };
}

/** Resolves once nothing has been fetched for a moment, and what was fetched is drawn. */
function fetched(page: Page): () => Promise<void> {
  const QUIET_MS = 100;
  const open = new Set<unknown>();
  let quiet: NodeJS.Timeout | undefined;
  const waiting: (() => void)[] = [];
  const look = () => {
    clearTimeout(quiet);
    if (open.size === 0) quiet = setTimeout(() => waiting.splice(0).forEach((resolve) => resolve()), QUIET_MS);
  };
  page.on('request', (request) => {
    open.add(request);
    look();
  });
  const ended = (request: unknown) => {
    open.delete(request);
    look();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      look();
    });
}
