import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../src/base/limits.ts';
import { WEBHOOK_EVENTS } from '../../../src/contract/desk/webhooks.ts';
import { tellRelease } from '../../../src/conversation/notify/happening.ts';
import { sweepNotifications } from '../../../src/conversation/notify/sweep.ts';
import { writeSetting } from '../../../src/storage/setting.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const HOOKS = '/api/v1/desk/webhooks';
const VISITOR = '/api/v1/visitor/conversations';

describe('a webhook', () => {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  /** What is asked for at `/slow` is answered once `/quick` was asked. */
  let quick: { asked: Promise<void>; ask(): void };
  let status = 200;
  let receiver: Server;
  let url: string;
  let server: TestServer;
  let admin: string;

  beforeEach(async () => {
    got.length = 0;
    status = 200;
    let ask = (): void => undefined;
    quick = { asked: new Promise((resolve) => (ask = resolve)), ask: () => ask() };
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        const answer = (): void => void response.writeHead(status).end('thank you');
        if (request.url === '/quick') quick.ask();
        if (request.url === '/slow') void quick.asked.then(answer);
        else answer();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    url = `http://${host}/hook`;
    server = await testServer();
    server.runtime.outside = { hosts: [host] };
    admin = await server.signIn('admin');
  });
  afterEach(async () => {
    await server.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const add = async (events: readonly string[] = WEBHOOK_EVENTS) =>
    (await server.call('POST', HOOKS, { session: admin, body: { name: '订单系统', url, events } })).body as { webhook: { id: string; rev: number }; secret: string };
  const read = async () => (await server.call('GET', HOOKS, { session: admin })).body.webhooks[0];
  const pass = async (ms: number) => {
    server.clock.now += ms;
    await sweepNotifications(server.runtime);
  };
  const open = async () => (await server.call('POST', VISITOR, { body: {} })).body as { conversationId: string; token: string };
  const said = () => got.map(({ body }) => JSON.parse(body) as { event: string; id: string; data: Record<string, unknown> });
  const signedBy = (secret: string, { headers, body }: (typeof got)[number]) =>
    String(headers['x-jieda-signature']).split(',').includes(`sha256=${createHmac('sha256', secret).update(`${headers['x-jieda-timestamp']}.${body}`).digest('hex')}`);

  it('is told of a conversation from beginning to end, signed, without a word of what was written', async () => {
    const { secret } = await add();
    const { conversationId, token } = await open();
    await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: 'a', text: '转人工，我的手机是 13800005678' } });
    await server.call('POST', `${VISITOR}/${conversationId}/rating`, { token, body: { score: 2, comment: '太慢了' } });
    const agent = await server.signIn('agent');
    await server.call('POST', `/api/v1/desk/conversations/${conversationId}/accept`, { session: agent, body: {} });
    await server.call('POST', `/api/v1/desk/conversations/${conversationId}/close`, { session: agent, body: {} });
    await pass(0);
    expect(said().map(({ event, data }) => [event, data['conversation'], data['state']]).sort()).toEqual([
      ['conversation.closed', conversationId, 'closed'],
      ['conversation.handed_over', conversationId, 'queued'],
      ['conversation.opened', conversationId, 'bot'],
      ['rating.given', conversationId, undefined],
    ]);
    for (const one of got) expect(signedBy(secret, one)).toBe(true);
    expect(got.map(({ headers }) => headers['x-jieda-event']).sort()).toEqual(said().map(({ event }) => event).sort());
    expect(JSON.stringify(got)).not.toMatch(/手机|1380000|太慢/);
    await pass(60_000);
    expect(got).toHaveLength(4);
  });

  it('is told of tickets that are recorded and changed', async () => {
    await add(['ticket.opened', 'ticket.changed']);
    const agent = await server.signIn('agent');
    const { ticket } = (await server.call('POST', '/api/v1/desk/tickets', { session: agent, body: { clientId: 'a', kind: 'follow_up', skill: 'shop', content: '核实退款', contact: '13800005678', urgent: false } })).body;
    await server.call('POST', `/api/v1/desk/tickets/${ticket.number}/take`, { session: agent, body: { rev: ticket.rev } });
    await open();
    await pass(0);
    expect(said().map(({ event, data }) => [event, data['ticket'], data['state']]).sort()).toEqual([['ticket.changed', ticket.number, expect.any(String)], ['ticket.opened', ticket.number, 'open']]);
    expect(JSON.stringify(got)).not.toMatch(/核实|1380000/);
  });

  it('is told once that another release serves, and not of the one that did before anybody listened', async () => {
    await add(['release.published']);
    const serve = (number: number) => server.runtime.storage.transaction((database) => writeSetting(database, 'active_release', String(number)));
    await serve(1);
    await tellRelease(server.runtime);
    await serve(2);
    await Promise.all([tellRelease(server.runtime), tellRelease(server.runtime), tellRelease(server.runtime)]);
    await pass(0);
    expect(said()).toMatchObject([{ event: 'release.published', data: { release: 2, before: 1 } }]);
  });

  it('hears nothing of what was taken back with its transaction', async () => {
    await add();
    const { conversationId, token } = await open();
    const twice = { clientId: 'a', text: '转人工' };
    await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: twice });
    expect((await server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { ...twice, text: '别的' } })).status).toBe(409);
    await pass(0);
    expect(said().filter(({ event }) => event === 'conversation.handed_over')).toHaveLength(1);
  });

  it('is tried again under the same id until it takes it; the log tells of every attempt', async () => {
    status = 503;
    const { webhook } = await add(['conversation.opened']);
    await open();
    await pass(0);
    await pass(LIMITS.notifyRetry_ms);
    expect(await read()).toMatchObject({ failures: 2, waiting: 1, paused: null });
    status = 200;
    await pass(3 * LIMITS.notifyRetry_ms);
    expect(new Set(said().map(({ id }) => id)).size).toBe(1);
    expect(await read()).toMatchObject({ failures: 0, waiting: 0 });
    const { deliveries } = (await server.call('GET', `${HOOKS}/${webhook.id}/deliveries`, { session: admin })).body;
    expect(deliveries.map(({ status: code, problem, answer }: Record<string, unknown>) => [code, problem, answer])).toEqual([[200, null, 'thank you'], [503, 'outbound.failed', 'thank you'], [503, 'outbound.failed', 'thank you']]);
  });

  it('is paused after many failures in a row, and gets what waited once an admin lets it go on', async () => {
    status = 500;
    const { webhook } = await add(['conversation.opened']);
    for (let count = 0; count < LIMITS.webhookFailures; count += 1) await open();
    await pass(0);
    expect(await read()).toMatchObject({ paused: { reason: 'failures' }, waiting: LIMITS.webhookFailures });
    const { lines } = (await server.call('GET', '/api/v1/desk/audit?action=webhook.paused', { session: admin })).body;
    expect(lines).toMatchObject([{ subject: webhook.id, byClock: true, details: { name: '订单系统' } }]);
    got.length = 0;
    status = 200;
    await open();
    await pass(LIMITS.notifyRetry_ms);
    expect(got).toEqual([]);
    const { rev } = await read();
    await server.call('PUT', `${HOOKS}/${webhook.id}`, { session: admin, body: { rev, name: '订单系统', url, events: ['conversation.opened'], paused: false } });
    await pass(0);
    expect(got).toHaveLength(LIMITS.webhookFailures);
    expect(await read()).toMatchObject({ paused: null, failures: 0, waiting: 0 });
  });

  it('has two secrets for a day after the old one was renewed, and shows neither again', async () => {
    const { webhook, secret: old } = await add();
    const { secret: renewed, webhook: changed } = (await server.call('POST', `${HOOKS}/${webhook.id}/secret`, { session: admin, body: { rev: webhook.rev } })).body;
    expect((await server.call('POST', `${HOOKS}/${webhook.id}/secret`, { session: admin, body: { rev: webhook.rev } })).body.error.code).toBe('webhook.conflict');
    expect(changed.formerUntil).toBe(new Date(server.clock.now + LIMITS.webhookOverlap_ms).toISOString());
    const test = () => server.call('POST', `${HOOKS}/${webhook.id}/test`, { session: admin, body: {} });
    await test();
    expect([signedBy(old, got[0] as (typeof got)[number]), signedBy(renewed, got[0] as (typeof got)[number])]).toEqual([true, true]);
    server.clock.now += LIMITS.webhookOverlap_ms;
    admin = await server.signIn('admin');
    await test();
    expect([signedBy(old, got[1] as (typeof got)[number]), signedBy(renewed, got[1] as (typeof got)[number])]).toEqual([false, true]);
    const shown = JSON.stringify([await read(), (await server.call('GET', '/api/v1/desk/audit', { session: admin })).body]);
    for (const secret of [old, renewed]) expect(shown).not.toContain(secret);
  });

  it('is sent again what an admin chooses, under its first id', async () => {
    const { webhook } = await add(['conversation.opened']);
    await open();
    await pass(0);
    const { deliveries } = (await server.call('GET', `${HOOKS}/${webhook.id}/deliveries`, { session: admin })).body;
    const { delivery } = (await server.call('POST', `${HOOKS}/${webhook.id}/deliveries/${deliveries[0].id}/again`, { session: admin, body: {} })).body;
    expect(delivery).toMatchObject({ status: 200, problem: null, itemId: deliveries[0].itemId });
    expect(got.map(({ body }) => body)).toEqual([got[0]?.body, got[0]?.body]);
  });

  it('that takes its time keeps no other waiting', async () => {
    const session = admin;
    const named = (name: string) => server.call('POST', HOOKS, { session, body: { name, url: url.replace('/hook', `/${name}`), events: ['conversation.opened'] } });
    const { webhook } = (await named('slow')).body;
    for (let count = 0; count < LIMITS.sweepPage; count += 1) await open();
    await named('quick');
    server.clock.now += 1;
    await open();
    await pass(1);
    const { deliveries } = (await server.call('GET', `${HOOKS}/${webhook.id}/deliveries`, { session })).body;
    expect(deliveries.map(({ status: answered }: { status: number | null }) => answered)).toEqual(Array.from({ length: LIMITS.sweepPage + 1 }, () => 200));
  }, 20_000);

  it('is gone with its log and what waited for it', async () => {
    status = 500;
    const { webhook } = await add(['conversation.opened']);
    await open();
    await pass(0);
    expect((await server.call('DELETE', `${HOOKS}/${webhook.id}`, { session: admin })).status).toBe(204);
    for (const table of ['webhook', 'webhook_delivery', 'outbox'] as const) expect(await server.runtime.storage.read.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
