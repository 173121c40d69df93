import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WakeUp } from '../../src/conversation/events.ts';
import { customerTypes } from '../../src/conversation/typing.ts';
import { NOWHERE } from '../../src/desk/account/origin.ts';
import { changeSetting } from '../../src/desk/setting.ts';
import { atDesk } from '../support/desk.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';
import { talker, type Talker } from '../support/talk.ts';

describe('what a customer is writing', () => {
  let test: TestRuntime;
  let customer: Talker;
  let told: WakeUp[];
  beforeEach(async () => {
    test = await testRuntime();
    customer = await talker(test.runtime);
    told = [];
    test.runtime.events.subscribe((event) => event.type === 'typing' && told.push(event));
  });
  afterEach(() => test.close());
  const types = async (text?: string) => {
    told = [];
    await customerTypes(test.runtime, customer.key.conversationId, text);
    await Promise.resolve();
    return told.map((event) => (event.type === 'typing' ? event.text : undefined));
  };

  it('is told to nobody while the bot serves, and to the desk while they wait for a person', async () => {
    expect(await types('怎么退')).toEqual([]);
    await customer.say('转人工');
    expect(await types('怎么退')).toEqual(['怎么退']);
    expect(await types('')).toEqual(['']);
    expect(await types()).toEqual([undefined]);
  });

  it('is masked, and of a long text the end is told', async () => {
    await customer.say('转人工');
    expect(await types('我的卡是 6222021234')).toEqual(['我的卡是 **********']);
    const [shown] = await types(`${'很长'.repeat(300)}结尾`);
    expect(shown).toHaveLength(200);
    expect(shown).toMatch(/^….*结尾$/);
    // The cut comes after masking, so that it cannot take away what a number is known by.
    expect((await types(`密码是${'a1'.repeat(150)}`))[0]).toMatch(/^…\*+$/);
  });

  it('stays with the customer where admins have turned it off; only that they write is told', async () => {
    await customer.say('转人工');
    const boss = await atDesk(test.runtime, 'boss', '1', 'admin');
    await changeSetting(test.runtime, boss, 'desk.typing', { rev: 0, value: { preview: false } }, NOWHERE);
    await test.runtime.settings.refresh();
    expect(await types('怎么退')).toEqual([undefined]);
    expect(await customer.conversation()).toMatchObject({ state: 'queued' });
  });

  it('is stored nowhere', async () => {
    await customer.say('转人工');
    await types('绝不保存的话');
    const messages = await test.runtime.storage.read.selectFrom('message').select('text').execute();
    expect(messages.map(({ text }) => text).join()).not.toContain('绝不保存');
  });
});
