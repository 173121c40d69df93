import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { testServer, type TestServer } from '../../support/server.ts';

let server: TestServer;
let admin: string;
beforeEach(async () => {
  // A Tuesday, 10:00 in Shanghai.
  server = await testServer();
  admin = await server.signIn('admin');
});
afterEach(() => server.close());

const DAY = [{ from: '09:00', to: '12:00' }];
const setHours = (rev: number, tuesday: object[]) =>
  server.call('PUT', '/api/v1/desk/settings/desk.hours', { session: admin, body: { rev, value: { week: [DAY, tuesday, DAY, DAY, DAY, [], []], holidays: [], makeUpDays: null, days: [] } } });

/** What a new customer hears who asks for a person, and where that leaves them. */
async function askForPerson(): Promise<{ state: string; heard: string }> {
  const { conversationId, token } = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body;
  const path = `/api/v1/visitor/conversations/${conversationId}`;
  await server.call('POST', `${path}/messages`, { token, body: { clientId: 'a', text: '转人工' } });
  const { messages } = (await server.call('GET', `${path}/messages?after=1`, { token })).body;
  return { state: (await server.call('GET', path, { token })).body.state, heard: messages.map(({ text }: { text: string }) => text).join('\n') };
}

it('customers are handed over or told when people are back by the hours that an admin has set', async () => {
  expect((await askForPerson()).state).toBe('queued');
  expect((await setHours(0, [])).status).toBe(200);
  const closed = await askForPerson();
  expect(closed.state).toBe('bot');
  expect(closed.heard).toMatch(/明天09:00|周一09:00到12:00，周三到周五09:00到12:00/);
  expect((await setHours(1, DAY)).status).toBe(200);
  expect((await askForPerson()).state).toBe('queued');
});

it('what an agent records in time of the desk is due by those hours', async () => {
  await setHours(0, [{ from: '09:00', to: '11:00' }]);
  const record = { clientId: 'a', kind: 'service_complaint', skill: 'shop', content: '态度不好', contact: '13800005678', urgent: false };
  const { ticket } = (await server.call('POST', '/api/v1/desk/tickets', { session: admin, body: record })).body;
  // Two hours: one until eleven, one from nine the next day.
  expect(ticket.dueAt).toBe('2026-11-25T02:00:00.000Z');
});
