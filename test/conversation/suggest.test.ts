import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookUpsSettled } from '../../src/conversation/lookUp.ts';
import type { Runtime } from '../../src/conversation/runtime.ts';
import { suggestReplies } from '../../src/conversation/suggest.ts';
import { accept } from '../../src/desk/accept.ts';
import { atDesk } from '../support/desk.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';
import { talker, type Talker } from '../support/talk.ts';

let test: TestRuntime;
let customer: Talker;
let id: string;
beforeEach(async () => {
  test = await testRuntime();
  customer = await talker(test.runtime);
  id = customer.key.conversationId;
  await customer.say('转人工');
  await accept(test.runtime, await atDesk(test.runtime, 'lan', '1001'), id);
});
afterEach(() => test.close());

describe('suggested replies', () => {
  it('answer the last message from the dialogs, without the bot’s own lines, and change nothing', async () => {
    await customer.say('怎么退货');
    const before = await customer.lines();
    const suggestions = await suggestReplies(test.runtime, id);
    expect(suggestions[0]?.text).toMatch(/无理由退/);
    expect(suggestions.length).toBeLessThanOrEqual(3);
    expect(await suggestReplies(test.runtime, id)).toEqual(suggestions);
    expect(await customer.lines()).toEqual(before);
  });

  it('know the order that the conversation is about, and stay with its matter when a message alone says nothing', async () => {
    const other = await talker(test.runtime);
    await other.say('我的快递到哪了');
    await other.say('202611010001');
    await lookUpsSettled(test.runtime);
    for (const text of ['快递到哪了', '那怎么办呢']) {
      await other.say(text);
      await lookUpsSettled(test.runtime);
      const [first] = await suggestReplies(test.runtime, other.key.conversationId);
      expect([text, first?.intent, first?.text]).toEqual([text, '物流查询', expect.stringMatching(/杭州|202611010001/)]);
    }
  });

  it('look up the order that the customer names, unless the shop does not answer', async () => {
    await customer.say('快递到哪了，202611010001');
    const texts = async (runtime: Runtime) => (await suggestReplies(runtime, id)).map(({ text }) => text).join();
    expect(await texts(test.runtime)).toMatch(/杭州/);
    expect(await texts({ ...test.runtime, orders: async () => ({ outcome: 'failed' }) })).not.toMatch(/订单|快递/);
  });

  it('are none where nothing was understood', async () => {
    await customer.say('啊呀呀');
    expect(await suggestReplies(test.runtime, id)).toEqual([]);
  });
});
