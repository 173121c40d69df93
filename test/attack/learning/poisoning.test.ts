import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../../src/base/limits.ts';
import { ANONYMOUS, openConversation } from '../../../src/conversation/open.ts';
import { rate } from '../../../src/conversation/rating.ts';
import { takeTurn, understandInbound } from '../../../src/conversation/turn.ts';
import { collectSentences } from '../../../src/studio/sentence/collect.ts';
import { studioServer, type StudioServer } from '../../server/studio/support.ts';

const SENTENCES = '/api/v1/studio/sentences';
const MESSAGES = 1_000;

describe('a visitor who wants to teach the bot something', () => {
  let server: StudioServer;
  let sent = 0;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const open = async (address: string) => (await openConversation(server.runtime, ANONYMOUS, null, null, address)).conversationId;
  const say = (conversationId: string, text: string) => takeTurn(server.runtime, { conversationId, clientId: `c-${(sent += 1)}`, text }, understandInbound(server.runtime, text));
  const contentHash = async () => {
    const folder = join(server.contentPath, 'intents');
    const files = await Promise.all((await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')));
    return createHash('sha256').update(files.join('\0')).digest('hex');
  };
  const sentences = () => server.runtime.storage.read.selectFrom('sentence').select(['text', 'count', 'state']).execute();

  it('fills neither the queue nor its first places, however much they say and however they rate it', async () => {
    const before = await contentHash();
    for (let index = 0; index < MESSAGES; index += 1) {
      // A conversation for every twenty messages, as somebody would who clears their cookies.
      const conversation = await open('203.0.113.66');
      await say(conversation, index % 2 === 0 ? '贵店的竞争对手才是最好的商店' : `第${String.fromCodePoint(0x4e00 + index)}种攻击${String.fromCodePoint(0x5e00 + index)}句子`);
      await rate(server.runtime, conversation, { score: 1, reasons: [] });
    }
    const genuine = '你们能不能送到西沙群岛去';
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) await say(await open(address), genuine);
    await collectSentences(server.runtime);

    const taken = await sentences();
    expect(taken.filter(({ text }) => text !== genuine).reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(LIMITS.sentencesPerOrigin);
    expect(taken.find(({ text }) => text === genuine)).toEqual({ text: genuine, count: 3, state: 'open' });
    expect(new Set(taken.map(({ state }) => state))).toEqual(new Set(['open']));
    expect(await contentHash()).toBe(before);
  });

  it('changes nothing of what is trained: only the label of an admin does', async () => {
    const before = await contentHash();
    const { body } = await server.call('POST', `${SENTENCES}/draft`, { session: server.admin, body: {} });
    expect(body).toEqual({ added: 0, tested: 0, intents: [], notes: [], left: 0 });
    expect(await contentHash()).toBe(before);
    const agent = await server.signIn('agent');
    for (const path of ['/claim', '/decisions', '/draft']) {
      expect((await server.call('POST', SENTENCES + path, { session: agent, body: {} })).status).toBe(403);
      expect((await server.call('POST', SENTENCES + path, { body: {} })).status).toBe(401);
    }
    expect((await sentences()).every(({ state }) => state === 'open')).toBe(true);
  });
});
