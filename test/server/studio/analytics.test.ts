import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Analytics, AnalyticsSentence, Topics } from '../../../src/contract/studio/analytics.ts';
import { closeByAgent } from '../../../src/desk/end.ts';
import { accept } from '../../../src/desk/accept.ts';
import { sweepEnded } from '../../../src/desk/report/sweep.ts';
import { atDesk } from '../../support/desk.ts';
import { studioServer, type StudioServer } from './support.ts';

const DAYS = 'from=2026-11-24&to=2026-11-24';

describe('content analytics', () => {
  let server: StudioServer;
  const ask = <T>(path: string) => server.call('GET', `/api/v1/studio/analytics${path}`, { session: server.admin }) as unknown as Promise<{ status: number; body: T }>;
  const talk = async (...texts: string[]) => {
    const { conversationId, token } = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body;
    for (const [index, text] of [...texts, '转人工'].entries()) {
      await server.call('POST', `/api/v1/visitor/conversations/${conversationId}/messages`, { token, body: { clientId: `m${index}`, text } });
    }
    return conversationId as string;
  };

  beforeAll(async () => {
    server = await studioServer();
    const lin = await atDesk(server.runtime, 'lin', '2001');
    const ids = [
      await talk('可以以旧换新吗', '怎么退货'), await talk('你们支持以旧换新吗'), await talk('以旧换新的活动怎么参加'),
      await talk('我的快递到哪了，电话13800138000'), await talk('今天天气不错啊哈'),
    ];
    for (const id of ids) {
      await accept(server.runtime, lin, id);
      await closeByAgent(server.runtime, lin, id);
    }
    await sweepEnded(server.runtime);
  });
  afterAll(() => server.close());

  it('says what customers ask, when, and how each intent fares', async () => {
    const { status, body } = await ask<Analytics>(`?${DAYS}`);
    expect(status).toBe(200);
    expect(body.days).toEqual([{ day: '2026-11-24', asked: body.asked }]);
    // A Tuesday.
    expect(body.week[1]!.reduce((sum, n) => sum + n, 0)).toBe(body.asked);
    const asked = new Map(body.intents.map(({ intent, asked: times }) => [intent, times]));
    expect([asked.get('out_of_scope'), asked.get('return_policy'), asked.get('shipping_status')]).toEqual([4, 1, 1]);
    expect(body.failing.find(({ intent }) => intent === null)).toMatchObject({ outside: 4 });
    expect(body.failing.find(({ intent }) => intent === 'shipping_status')).toMatchObject({ conversations: 1, handedOver: 1 });
    expect((await ask<Analytics>('?from=2026-11-20&to=2026-11-23')).body).toMatchObject({ asked: 0, failing: [] });
  });

  it('finds the topic that several asked about and the bot does not know, masked, with what to do about it', async () => {
    const { body } = await ask<Topics>(`/topics?${DAYS}`);
    expect(body.topics).toHaveLength(1);
    const [topic] = body.topics;
    expect(topic).toMatchObject({ conversations: 3, before: 0, lines: 3, days: [3] });
    expect(topic!.words.join()).toContain('换新');
    expect(body.advice[0]).toMatchObject({ kind: 'new_intent', topic: topic!.id, count: 3 });
  });

  it('opens the sentences behind a number, masked', async () => {
    const { body } = await ask<{ sentences: AnalyticsSentence[] }>(`/sentences?${DAYS}&intent=none&failure=outside`);
    expect(body.sentences).toHaveLength(4);
    const handed = await ask<{ sentences: AnalyticsSentence[] }>(`/sentences?${DAYS}&intent=shipping_status&failure=handed_over`);
    expect(handed.body.sentences.map(({ text }) => text)).toEqual(['我的快递到哪了，电话***********']);
  });

  it.each(['?from=2026-11-25&to=2026-11-24', '?from=2024-01-01&to=2026-11-24', '/topics?from=x&to=y', `/sentences?${DAYS}&intent=none&failure=bored`])('refuses %s', async (path) => {
    expect((await ask(path)).status).toBe(400);
  });
});
