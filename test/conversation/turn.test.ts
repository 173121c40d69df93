import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LookUpResult } from '../../src/contract/order.ts';
import { lookUpsSettled, resumeLookUps } from '../../src/conversation/lookUp.ts';
import { ANONYMOUS, openConversation } from '../../src/conversation/open.ts';
import { accessByToken, messagesForCustomer } from '../../src/conversation/read.ts';
import { takeTurn, understandInbound, type Outcome } from '../../src/conversation/turn.ts';
import { findConversation } from '../../src/storage/conversation.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';

describe('a turn', () => {
  let test: TestRuntime;
  let id: string;

  const say = (text: string, clientId: string): Promise<Outcome> => takeTurn(test.runtime, { conversationId: id, clientId, text }, understandInbound(test.runtime, text));
  const lines = async () => (await messagesForCustomer(test.runtime, id, 0)).map(({ from, text }) => `${from}: ${text}`);
  const open = async (changes = {}) => {
    test = await testRuntime(changes);
    id = (await openConversation(test.runtime, ANONYMOUS, null)).conversationId;
  };

  beforeEach(() => open());
  afterEach(() => test.close());

  it('greets when the conversation opens, and numbers every message without a gap', async () => {
    await say('你好', 'a');
    await say('怎么退货', 'b');
    const messages = await messagesForCustomer(test.runtime, id, 0);
    expect(messages[0]).toMatchObject({ seq: 1, from: 'bot' });
    expect(messages[0]?.text).toContain('早上好');
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  });

  it('commits the reply together with the message that it answers', async () => {
    const { seq, added } = await say('怎么退货', 'a');
    expect(added[0]).toMatchObject({ seq, sender: 'customer', text: '怎么退货' });
    expect(added[1]).toMatchObject({ seq: seq + 1, sender: 'bot' });
    expect((await lines()).length).toBe(seq + added.length - 1);
  });

  it('takes a message that is sent again once, even when it arrives ten times at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => say('怎么退货', 'same')));
    expect(new Set(outcomes.map(({ seq }) => seq)).size).toBe(1);
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await lines()).filter((line) => line === 'customer: 怎么退货')).toHaveLength(1);
  });

  it('refuses another text under a client id that was used', async () => {
    await say('你好', 'a');
    await expect(say('怎么退货', 'a')).rejects.toMatchObject({ code: 'message.client_id_reused' });
  });

  it('looks an order up outside the turn and answers with a turn of its own', async () => {
    await say('我的快递到哪了', 'a');
    const { added } = await say('202611010001', 'b');
    const before = (await lines()).length;
    await lookUpsSettled(test.runtime);
    const messages = await messagesForCustomer(test.runtime, id, before);
    expect(messages.some(({ text, card }) => text.includes('杭州') || (card?.type === 'order' && card.tracking.some((step) => step.text.includes('杭州'))))).toBe(true);
    expect((await findConversation(test.runtime.storage.read, id))?.pending).toBeNull();
    expect(added.length).toBeGreaterThan(0);
  });

  it('asks again for a look-up that a stopped process left pending, and takes only one result', async () => {
    await test.close();
    const asked: string[] = [];
    let answer: (result: LookUpResult) => void = () => undefined;
    await open({
      orders: (number: string) => {
        asked.push(number);
        return new Promise<LookUpResult>((resolve) => (answer = resolve));
      },
    });
    await say('快递到哪了 202611010001', 'a');
    const first = answer;
    test.clock.now += 60_000;
    await resumeLookUps(test.runtime);
    expect(asked).toEqual(['202611010001', '202611010001']);
    const before = (await lines()).length;
    first({ outcome: 'not_found' });
    answer({ outcome: 'not_found' });
    await lookUpsSettled(test.runtime);
    expect((await lines()).length).toBe(before + 1);
  });

  it('puts an angry customer at the front of the queue, soothed first', async () => {
    const { added } = await say('你们这帮骗子，快递到哪了', 'a');
    const conversation = await findConversation(test.runtime.storage.read, id);
    expect(conversation).toMatchObject({ state: 'queued', handOver: { reason: 'angry', emotion: 'angry' }, priority: 20 });
    expect(added[1]).toMatchObject({ sender: 'bot' });
    expect(added.at(-1)).toMatchObject({ sender: 'system', kind: 'notice' });
  });

  it('hands over at the second misunderstanding in a row', async () => {
    await say('今天天气', 'a');
    expect((await findConversation(test.runtime.storage.read, id))?.state).toBe('bot');
    await say('讲个笑话', 'b');
    expect(await findConversation(test.runtime.storage.read, id)).toMatchObject({ state: 'queued', handOver: { reason: 'out_of_scope' } });
  });

  it('stores private data masked, wherever it is kept', async () => {
    await say('我身份证 11010519491231002X，查下快递', 'a');
    const row = await test.runtime.storage.read.selectFrom('message').selectAll().where('client_id', '=', 'a').executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('11010519491231002');
    expect(row.text).toContain('******************');
  });

  it('says nothing while a person serves', async () => {
    await say('转人工', 'a');
    await test.runtime.storage.transaction((database) => database.updateTable('conversation').set({ state: 'agent', agent_id: 'p' }).execute());
    const { added } = await say('你好', 'b');
    expect(added).toHaveLength(1);
  });

  it('refuses empty and endless texts, and messages to a conversation that has ended', async () => {
    await expect(Promise.resolve().then(() => say(' \n', 'a'))).rejects.toMatchObject({ code: 'message.empty' });
    await expect(Promise.resolve().then(() => say('长'.repeat(2_001), 'a'))).rejects.toMatchObject({ code: 'message.too_long' });
    await test.runtime.storage.transaction((database) => database.updateTable('conversation').set({ state: 'closed' }).execute());
    await expect(say('你好', 'a')).rejects.toMatchObject({ code: 'conversation.closed' });
  });

  it('opens only to its own token', async () => {
    const { conversationId, token } = await openConversation(test.runtime, ANONYMOUS, null);
    await expect(accessByToken(test.runtime, conversationId, token)).resolves.toMatchObject({ id: conversationId });
    await expect(accessByToken(test.runtime, id, token)).rejects.toMatchObject({ code: 'conversation.not_found' });
    await expect(accessByToken(test.runtime, 'unknown', token)).rejects.toMatchObject({ code: 'conversation.not_found' });
  });
});
