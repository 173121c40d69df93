import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { queueNotification } from '../../../src/conversation/notify/queue.ts';
import { sweepNotifications } from '../../../src/conversation/notify/sweep.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';
import { aTicket } from '../../support/ticket.ts';

const SECRET = 'a secret of sixteen';
const MINUTE_MS = 60_000;

describe('notifications to the shop’s system', () => {
  const folder = { path: '', remove: () => undefined as void };
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 200;
  /** What happens before the shop's system answers. */
  let meanwhile = async (): Promise<void> => undefined;
  let shop: Server;
  let test: TestRuntime;

  beforeEach(async () => {
    Object.assign(folder, temporaryFolder());
    got.length = 0;
    status = 200;
    shop = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        const told = meanwhile;
        meanwhile = async () => undefined;
        void told().then(() => response.writeHead(status).end('OK, not JSON'));
      });
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/sms`;
    test = await testRuntime({ notify: { url, secret: SECRET } }, { dataPath: folder.path });
  });
  afterEach(async () => {
    await test.close();
    await new Promise((resolve) => {
      shop.close(resolve);
      shop.closeAllConnections();
    });
    folder.remove();
  });

  const queue = (text = '处理好了', ticket = aTicket()) =>
    test.runtime.storage.transaction((database) => queueNotification(test.runtime, database, { kind: 'ticket_result', ticket, text, now_ms: test.clock.now }));
  const left = () => test.runtime.storage.read.selectFrom('outbox').selectAll().execute();
  const pass = async (ms: number) => {
    test.clock.now += ms;
    await sweepNotifications(test.runtime);
  };

  it('arrive once, signed, and are forgotten then', async () => {
    expect(await queue()).toBe(true);
    await pass(0);
    await pass(10 * MINUTE_MS);
    expect(got).toHaveLength(1);
    const { headers, body } = got[0] as (typeof got)[number];
    expect(headers['x-jieda-signature']).toBe(`sha256=${createHmac('sha256', SECRET).update(`${headers['x-jieda-timestamp']}.${body}`).digest('hex')}`);
    expect(JSON.parse(body)).toMatchObject({ id: expect.any(String), kind: 'ticket_result', contact: '13800005678', ticket: { number: 'TS00000001' }, text: '处理好了' });
    expect(await left()).toEqual([]);
  });

  it('are tried again, each time later, under the same id', async () => {
    status = 503;
    await queue();
    await pass(0);
    await pass(LIMITS.notifyRetry_ms - 1);
    expect(got).toHaveLength(1);
    await pass(1);
    expect(got).toHaveLength(2);
    await pass(3 * LIMITS.notifyRetry_ms - 1);
    expect(got).toHaveLength(2);
    status = 204;
    await pass(1);
    expect(new Set(got.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
    expect(got).toHaveLength(3);
    expect(await left()).toEqual([]);
  });

  it('are given up in the end, and kept for people to look at', async () => {
    status = 400;
    await queue();
    for (let attempt = 0; attempt < LIMITS.notifyTries + 3; attempt += 1) await pass(60 * 24 * MINUTE_MS);
    expect(got).toHaveLength(LIMITS.notifyTries);
    expect(await left()).toMatchObject([{ due_at: null, tries: LIMITS.notifyTries, last_error: 'outbound.failed {"status":400}' }]);
  });

  it('are sent by one of several nodes, and by another when that one dies with them', async () => {
    await queue();
    const other = await testRuntime({ notify: test.runtime.notify }, { dataPath: folder.path, clock: test.clock });
    await Promise.all([test, other, test].map(({ runtime }) => sweepNotifications(runtime)));
    expect(got).toHaveLength(1);
    await queue('又一条');
    await test.runtime.storage.transaction((database) => database.updateTable('outbox').set({ due_at: test.clock.now + 4 * LIMITS.notify_ms, tries: 1 }).execute());
    await sweepNotifications(other.runtime);
    expect(got).toHaveLength(1);
    test.clock.now += 4 * LIMITS.notify_ms;
    await sweepNotifications(other.runtime);
    expect(got).toHaveLength(2);
    await other.close();
  });

  it('are sent by one of two nodes also where one of them has been at it for long', async () => {
    await queue();
    const other = await testRuntime({ notify: test.runtime.notify }, { dataPath: folder.path, clock: test.clock });
    const { storage } = test.runtime;
    let began = false;
    const transaction: typeof storage.transaction = async (work) => {
      // What came before took its time.
      if (!began) test.clock.now += 10 * LIMITS.notify_ms;
      began = true;
      return storage.transaction(work);
    };
    meanwhile = () => sweepNotifications(other.runtime);
    await sweepNotifications({ ...test.runtime, storage: { ...storage, transaction } });
    expect(got).toHaveLength(1);
    await other.close();
  });

  it('are not kept without a contact, nor without a system', async () => {
    expect(await queue('处理好了', aTicket({ contact: null }))).toBe(false);
    test.runtime.notify = null;
    expect(await queue()).toBe(false);
    expect(await left()).toEqual([]);
  });

  it('do not follow where a redirect leads', async () => {
    status = 302;
    await queue();
    await pass(0);
    expect(await left()).toMatchObject([{ tries: 1, last_error: 'outbound.failed {}' }]);
  });
});
