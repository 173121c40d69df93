import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openConversation, ANONYMOUS } from '../../../src/conversation/open.ts';
import { rate } from '../../../src/conversation/rating.ts';
import { collectSentences } from '../../../src/studio/sentence/collect.ts';
import { addSentences } from '../../../src/studio/sentence/add.ts';
import { contextOf } from '../../../src/studio/sentence/context.ts';
import type { Studio } from '../../../src/studio/studio.ts';
import { takeTurn, understandInbound } from '../../../src/conversation/turn.ts';
import { talker } from '../../support/talk.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

describe('what comes into the review queue', () => {
  let test: TestRuntime;
  beforeEach(async () => {
    test = await testRuntime();
  });
  afterEach(() => test.close());

  const queue = async () => {
    await collectSentences(test.runtime);
    const rows = await test.runtime.storage.read.selectFrom('sentence').selectAll().orderBy('first_seen').orderBy('text').execute();
    return rows.map(({ text, count, reasons }) => ({ text, count, reasons: reasons.trim() }));
  };

  it('is what the bot did not understand, not what it did, and a hand-over adds to it', async () => {
    const customer = await talker(test.runtime);
    await customer.say('你好');
    await customer.say('退货怎么办理呢');
    expect(await queue()).toEqual([]);
    await customer.say('月亮上能收货吗');
    expect(await queue()).toEqual([{ text: '月亮上能收货吗', count: 1, reasons: 'outside' }]);
    await customer.say('火星上呢能收货吗');
    expect(await queue()).toEqual([
      { text: '月亮上能收货吗', count: 1, reasons: 'outside' },
      { text: '火星上呢能收货吗', count: 1, reasons: 'handed_over outside' },
    ]);
  });

  it('is what went before when somebody asks for a person, and says who served it', async () => {
    const customer = await talker(test.runtime);
    await customer.say('退货怎么办理呢');
    await customer.say('转人工');
    expect(await queue()).toEqual([{ text: '退货怎么办理呢', count: 1, reasons: 'handed_over' }]);
    const row = await test.runtime.storage.read.selectFrom('sentence').selectAll().executeTakeFirstOrThrow();
    expect(JSON.parse(row.guess_json)).toMatchObject({ release: 1, intent: 'return_policy', confidence: 0.9 });
    expect([row.conversation_id, row.seq, row.state]).toEqual([customer.key.conversationId, 2, 'open']);
  });

  it('takes a bad rating as another reason, also days later, and a good one as none', async () => {
    const customer = await talker(test.runtime);
    await customer.say('月亮上能收货吗');
    await queue();
    await rate(test.runtime, customer.key.conversationId, { score: 5, reasons: [] });
    expect((await queue())[0]!.reasons).toBe('outside');
    await rate(test.runtime, customer.key.conversationId, { score: 1, reasons: [] });
    expect(await queue()).toEqual([{ text: '月亮上能收货吗', count: 1, reasons: 'badly_rated outside' }]);
  });

  it('holds no private data', async () => {
    const customer = await talker(test.runtime);
    await customer.say('退货要身份证吗，11010519491231002X');
    await customer.say('转人工');
    const other = await talker(test.runtime);
    await other.say('月亮上能收货吗，打我电话13988887777');
    await rate(test.runtime, other.key.conversationId, { score: 1, reasons: [] });
    expect((await queue()).map(({ text, reasons }) => [text, reasons]).sort()).toEqual([['月亮上能收货吗，打我电话***********', 'badly_rated'], ['退货要身份证吗，******************', 'handed_over']]);
    const studio = { ...test.runtime } as unknown as Studio;
    await addSentences(studio, { source: 'log.csv', texts: ['旧的电话是 139 8888 7777，换一个'] });
    const rows = await test.runtime.storage.read.selectFrom('sentence').selectAll().execute();
    expect(rows.map(({ text }) => text)).toContain('旧的电话是 *************，换一个');
    const { id } = rows.find(({ text }) => text.startsWith('月亮'))!;
    expect((await contextOf(studio, id, true)).lines.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual(['月亮上能收货吗，打我电话***********']);
    expect(JSON.stringify(rows)).not.toContain('13988887777');
  });

  it('counts a sentence once for each customer who says it, and takes neither numbers nor stories', async () => {
    for (let customers = 0; customers < 3; customers += 1) {
      const customer = await talker(test.runtime, { ...ANONYMOUS, externalId: `u-${customers % 2}` });
      await customer.say('月亮上能收货吗？');
      await customer.say('20261101');
    }
    const teller = await talker(test.runtime);
    await teller.say(`说来话长${'，然后又发生了别的事'.repeat(60)}`);
    expect(await queue()).toEqual([{ text: '月亮上能收货吗？', count: 2, reasons: 'outside' }]);
  });

  it('takes so many of one address a day, under however many names it comes', async () => {
    for (let visits = 0; visits < 40; visits += 1) {
      const { conversationId } = await openConversation(test.runtime, ANONYMOUS, null, null, '203.0.113.9');
      const text = `月亮${String.fromCodePoint(0x4e00 + visits * 7)}收货`;
      await takeTurn(test.runtime, { conversationId, clientId: 'one', text }, understandInbound(test.runtime, text));
    }
    expect(await queue()).toHaveLength(30);
    const neighbour = await openConversation(test.runtime, ANONYMOUS, null, null, '203.0.113.10');
    await takeTurn(test.runtime, { conversationId: neighbour.conversationId, clientId: 'one', text: '水星上收货' }, understandInbound(test.runtime, '水星上收货'));
    expect(await queue()).toHaveLength(31);
    test.clock.now += 86_400_000;
    const later = await openConversation(test.runtime, ANONYMOUS, null, null, '203.0.113.9');
    await takeTurn(test.runtime, { conversationId: later.conversationId, clientId: 'one', text: '土星上收货' }, understandInbound(test.runtime, '土星上收货'));
    expect(await queue()).toHaveLength(32);
    const origins = await test.runtime.storage.read.selectFrom('conversation_origin').select('origin').distinct().execute();
    expect(origins).toHaveLength(3);
    expect(JSON.stringify(origins)).not.toContain('203.0.113');
  });

  it('leaves what could not be taken for the next time, and takes the others', async () => {
    const customer = await talker(test.runtime);
    await customer.say('月亮上能收货吗');
    await test.runtime.storage.transaction((database) => database.insertInto('doubt').values({ conversation_id: customer.key.conversationId, seq: 2, reason: 'unsure', at: 0 }).execute());
    let made = 0;
    const ids = { ...test.runtime.ids, id: () => ((made += 1) === 1 ? (() => { throw new Error('no id'); })() : test.runtime.ids.id()) };
    await collectSentences({ ...test.runtime, ids });
    expect(await test.runtime.storage.read.selectFrom('doubt').select(['reason']).execute()).toEqual([{ reason: 'unsure' }]);
    expect(await queue()).toEqual([{ text: '月亮上能收货吗', count: 1, reasons: 'outside unsure' }]);
  });
});
