import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { indexBacklog } from '../../src/conversation/search/backlog.ts';
import { searchConversations } from '../../src/desk/search.ts';
import { talker, type Talker } from '../support/talk.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';

describe('full-text search', () => {
  let test: TestRuntime;
  let first: Talker;
  let second: Talker;

  beforeEach(async () => {
    test = await testRuntime();
    first = await talker(test.runtime);
    second = await talker(test.runtime);
    await first.say('我想問一下藍色外套的運費');
    test.clock.now += 1_000;
    await second.say('蓝色外套退货，订单 202611010009');
  });
  afterEach(() => test.close());

  const idsFor = async (text: string) => (await searchConversations(test.runtime, { text })).results.map(({ conversation }) => conversation.id);

  it('finds what was written as soon as it is written, in either script, newest first', async () => {
    expect(await idsFor('蓝色外套')).toEqual([second.key.conversationId, first.key.conversationId]);
    expect(await idsFor('運費')).toEqual([first.key.conversationId]);
  });

  it('finds every part of a row of characters, a single character, and numbers by their beginning or last four digits', async () => {
    expect(await idsFor('色外')).toEqual([second.key.conversationId, first.key.conversationId]);
    expect(await idsFor('问')).toContain(first.key.conversationId);
    expect(await idsFor('2026110100')).toEqual([second.key.conversationId]);
    expect(await idsFor('外套 0009')).toEqual([second.key.conversationId]);
  });

  it('wants characters next to each other, and all words in one line', async () => {
    expect(await idsFor('外蓝')).toEqual([]);
    expect(await idsFor('运费 退货')).toEqual([]);
    expect(await idsFor('"* ()')).toEqual([]);
  });

  it('shows the line with what was found in it marked', async () => {
    const { results } = await searchConversations(test.runtime, { text: '运费' });
    expect(results[0]?.hits).toEqual([{ seq: 2, from: 'customer', at: expect.any(String), pieces: [{ text: '我想問一下藍色外套的', hit: false }, { text: '運費', hit: true }] }]);
  });

  it('goes on where the page before ended', async () => {
    for (let more = 0; more < 24; more += 1) await (await talker(test.runtime)).say('紫色围巾');
    const page = await searchConversations(test.runtime, { text: '紫色围巾' });
    expect(page.results).toHaveLength(20);
    const rest = await searchConversations(test.runtime, { text: '紫色围巾', before: page.before });
    expect(rest.results).toHaveLength(4);
    expect(rest.before).toBeUndefined();
    expect(new Set([...page.results, ...rest.results].map(({ conversation }) => conversation.id)).size).toBe(24);
  });

  it('keeps to a filter of mood and day', async () => {
    await first.say('你们这些骗子');
    expect((await searchConversations(test.runtime, { text: '外套', emotion: 'angry' })).results.map(({ conversation }) => conversation.id)).toEqual([first.key.conversationId]);
    expect((await searchConversations(test.runtime, { text: '外套', emotion: 'calm' })).results.map(({ conversation }) => conversation.id)).toEqual([second.key.conversationId]);
    expect((await searchConversations(test.runtime, { text: '外套', from: '2026-11-25' })).results).toEqual([]);
    expect((await searchConversations(test.runtime, { text: '外套', from: '2026-11-24', to: '2026-11-24' })).results).toHaveLength(2);
  });

  it('catches up on what was written before there was an index', async () => {
    await test.runtime.storage.transaction(async (database) => {
      const lines = await database.deleteFrom('search_line').returning(['id', 'conversation_id', 'seq']).execute();
      await database.deleteFrom('search_words').where('rowid', 'in', lines.map(({ id }) => id)).execute();
      await database.insertInto('search_backlog').values(lines.map(({ id, conversation_id, seq }) => ({ conversation_id, seq, at: id }))).execute();
    });
    expect(await idsFor('外套')).toEqual([]);
    await indexBacklog(test.runtime);
    expect(await idsFor('外套')).toEqual([second.key.conversationId, first.key.conversationId]);
  });
});
