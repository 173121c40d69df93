import { readConfig, type Config } from '../../src/base/config.ts';
import { openWebChannel } from '../../src/channel/web.ts';
import type { Role } from '../../src/contract/desk.ts';
import { inviteFirstAdmin, invite, join } from '../../src/desk/account.ts';
import { listen, type Listening, type Patience } from '../../src/server/listen.ts';
import { examineHere } from '../../src/studio/doctor/aside.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { temporaryFolder } from './folder.ts';
import type { DemoShop } from '../../src/conversation/demoShop.ts';
import { testRuntime, type TestRuntime } from './runtime.ts';

export type Reply = { status: number; body: any; headers: Headers }; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape

export type TestServer = TestRuntime & {
  listening: Listening;
  address: string;
  call(method: string, path: string, options?: { body?: unknown; token?: string; session?: string; headers?: Record<string, string>; raw?: string }): Promise<Reply>;
  /** A person who signed in with this role: the cookie that proves it. */
  signIn(role: Role): Promise<string>;
};

/** A web server on a port of its own, on a test runtime; `uiPath`: where built pages are, for tests that look at them. */
export async function testServer(
  changes: Partial<Config> = {},
  { runtime, demoShop = null, uiPath, patience }: { runtime?: TestRuntime; demoShop?: DemoShop | null; uiPath?: string; patience?: Patience } = {},
): Promise<TestServer> {
  const test = runtime ?? (await testRuntime());
  const config = { ...readConfig({}), port: 0, host: '127.0.0.1', ...changes };
  const pages = temporaryFolder();
  const listening = await listen(config, test.runtime, openWebChannel(test.runtime), uiPath ?? pages.path, demoShop, patience, { learning: learnHere, examining: examineHere });
  const address = `http://127.0.0.1:${listening.port}`;
  let people = 0;
  return {
    ...test,
    listening,
    address,
    async call(method, path, { body, token, session, headers = {}, raw } = {}) {
      const response = await fetch(address + path, {
        method,
        headers: {
          ...(body !== undefined || raw !== undefined ? { 'content-type': 'application/json' } : {}),
          ...(token !== undefined ? { authorization: `Bearer ${token}` } : {}),
          ...(session !== undefined ? { cookie: session } : {}),
          ...headers,
        },
        ...(body !== undefined ? { body: JSON.stringify(body) } : raw !== undefined ? { body: raw } : {}),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
    },
    async signIn(role) {
      people += 1;
      const token = (role === 'admin' && (await inviteFirstAdmin(test.runtime))) || (await invite(test.runtime, role)).token;
      const { token: session } = await join(test.runtime, { token, login: `person${people}`, name: `人员${people}`, workerNumber: String(1000 + people), password: 'long-enough-1' });
      return `jieda_session=${session}`;
    },
    async close() {
      await listening.close();
      await test.close();
      pages.remove();
    },
  };
}
