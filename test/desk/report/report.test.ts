import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openConversation } from '../../../src/conversation/open.ts';
import { rate } from '../../../src/conversation/rating.ts';
import { takeTurn, understandInbound } from '../../../src/conversation/turn.ts';
import { accept } from '../../../src/desk/accept.ts';
import { presentPerson } from '../../../src/desk/account.ts';
import { answer } from '../../../src/desk/answer.ts';
import { closeByAgent } from '../../../src/desk/end.ts';
import { listReviewsFor } from '../../../src/desk/quality/review.ts';
import { reportOn } from '../../../src/desk/report/report.ts';
import { sweepEnded } from '../../../src/desk/report/sweep.ts';
import { readWall } from '../../../src/desk/report/wall.ts';
import { signOfLife } from '../../../src/desk/presence.ts';
import type { DeskPerson } from '../../../src/contract/desk.ts';
import { changeSetting } from '../../../src/desk/setting.ts';
import { NOWHERE } from '../../../src/desk/account/origin.ts';
import { insertForbiddenUses } from '../../../src/storage/forbiddenUse.ts';
import { insertPerson } from '../../../src/storage/person.ts';
import { testRuntime, TUESDAY_MS, type TestRuntime } from '../../support/runtime.ts';

const DAY_MS = 86_400_000;
const DAY = { from: '2026-11-24', to: '2026-11-24' };

describe('what supervisors read of a day', () => {
  let test: TestRuntime;
  let lin: DeskPerson;
  let mei: DeskPerson;
  let sent = 0;

  const person = async (login: string, role: 'agent' | 'supervisor'): Promise<DeskPerson> => {
    const stored = { id: `person-${login}`, login, name: login, workerNumber: login, role, disabled: false, seenAt_ms: null };
    await test.runtime.storage.transaction((database) => insertPerson(database, stored, 'unused', 1));
    return presentPerson(stored);
  };
  const after = (seconds: number) => {
    test.clock.now += seconds * 1_000;
  };
  const open = async (customer: string) =>
    (await openConversation(test.runtime, { externalId: customer, name: customer, kind: 'returning', driveLevel: null }, null)).conversationId;
  const say = async (conversationId: string, text: string) => {
    sent += 1;
    await takeTurn(test.runtime, { conversationId, clientId: `m${sent}`, text }, understandInbound(test.runtime, text));
  };
  /** Handed over at once, accepted after 20 s, answered after another 10 s, ended after a minute. */
  const served = async (customer: string, texts: string[]) => {
    const id = await open(customer);
    for (const text of texts) await say(id, text);
    after(20);
    await accept(test.runtime, lin, id);
    after(10);
    await answer(test.runtime, lin, id, { clientId: `a-${id}`, text: '您好，我来帮您查。' });
    after(30);
    await closeByAgent(test.runtime, lin, id);
    return id;
  };
  const never = () => changeSetting(test.runtime, mei, 'quality.rules', { rev: 0, value: { samplePercent: 0, lowRating: 2, silence_s: 600 } }, NOWHERE);
  const reasons = async () => (await listReviewsFor(test.runtime, mei, {})).reviews.map(({ conversationId, reasons: why }) => [conversationId, why]);

  beforeEach(async () => {
    test = await testRuntime();
    lin = await person('lin', 'agent');
    mei = await person('mei', 'supervisor');
    await never();
  });
  afterEach(() => test.close());

  it('follows from what happened, once, however often and by however many nodes it is looked for', async () => {
    const id = await served('chen', ['我的快递到哪了', '转人工']);
    await rate(test.runtime, id, { score: 5, reasons: [], recommend: 9 });
    const other = await testRuntime({}, { clock: test.clock });
    await Promise.all([sweepEnded(test.runtime), sweepEnded(test.runtime), sweepEnded({ ...other.runtime, storage: test.runtime.storage })]);
    await other.close();
    const report = await reportOn(test.runtime, { ...DAY, by: 'agent' });
    expect(report.figures).toMatchObject({
      conversations: 1, contained: 0, escalated: 1, resolved: 1, resolvable: 1, resolvedIsPreliminary: true, served: 1,
      wait_ms: 20_000, firstReply_ms: 30_000, reply_ms: null, handling_ms: 40_000, firstKept: 1, repliesKept: null, ratings: 1, satisfied: 1, score: 5, recommends: 1, nps: 100,
    });
    expect(report.groups.map(({ key, name, figures }) => [key, name, figures.conversations])).toEqual([['person-lin', 'lin lin', 1]]);
    expect(report.reasons).toEqual([{ reason: 'asked', conversations: 1 }]);
    expect(report.before.conversations).toBe(0);
    const byIntent = await reportOn(test.runtime, { ...DAY, by: 'intent' });
    expect(byIntent.groups.map(({ key }) => key)).toEqual(['shipping_status']);
    expect((await reportOn(test.runtime, { ...DAY, by: 'day', agent: 'none' })).figures.conversations).toBe(0);
  });

  it('has every day of a period, and compares it with the days before', async () => {
    await served('chen', ['转人工']);
    test.clock.now = TUESDAY_MS + DAY_MS;
    await served('li', ['转人工']);
    await served('zhao', ['转人工']);
    await sweepEnded(test.runtime);
    const { groups, figures, before } = await reportOn(test.runtime, { from: '2026-11-25', to: '2026-11-26', by: 'day' });
    expect(groups.map(({ key, figures: day }) => [key, day.conversations])).toEqual([['2026-11-25', 2], ['2026-11-26', 0]]);
    expect([figures.conversations, before.conversations]).toEqual([2, 1]);
  });

  it('gives supervisors what the rules find: anger at the end, a low rating, a customer who comes back', async () => {
    const calm = await served('wu', ['转人工']);
    const angry = await served('chen', ['我的快递到哪了', '你们这帮骗子']);
    const low = await served('li', ['转人工']);
    await rate(test.runtime, low, { score: 2, reasons: [] });
    after(3_600);
    const first = await served('zhao', ['我的快递到哪了', '转人工']);
    after(3 * 86_400);
    await served('zhao', ['快递还是没到', '转人工']);
    await sweepEnded(test.runtime);
    expect(Object.fromEntries(await reasons())).toEqual({ [angry]: ['angry_end'], [low]: ['low_rating'], [first]: ['returned'] });
    expect(calm).not.toBe(low);
  });

  it('finds a customer whom an agent let wait, and not one who waited in the queue', async () => {
    const queued = await open('chen');
    await say(queued, '转人工');
    after(3_000);
    await accept(test.runtime, lin, queued);
    await answer(test.runtime, lin, queued, { clientId: 'a1', text: '您好，让您久等了。' });
    const left = await open('li');
    await say(left, '转人工');
    await accept(test.runtime, lin, left);
    after(601);
    await answer(test.runtime, lin, left, { clientId: 'a2', text: '您好，让您久等了。' });
    for (const id of [queued, left]) await closeByAgent(test.runtime, lin, id);
    await sweepEnded(test.runtime);
    expect(await reasons()).toEqual([[left, ['long_silence']]]);
  });

  it('finds what was sent with a forbidden phrase, and counts all that were found', async () => {
    const sent = await served('chen', ['转人工']);
    const refused = await served('li', ['转人工']);
    const use = { at_ms: test.clock.now, day: '2026-11-24', personId: lin.id, seq: null, entry: 'e', kind: 'promise', severity: 'reason', found: '马上', excerpt: null, reason: null } as const;
    await test.runtime.storage.transaction((database) =>
      insertForbiddenUses(database, [{ ...use, id: 'u1', conversationId: sent, outcome: 'sent' }, { ...use, id: 'u2', conversationId: refused, outcome: 'refused' }]),
    );
    await sweepEnded(test.runtime);
    expect(await reasons()).toEqual([[sent, ['forbidden']]]);
    expect((await reportOn(test.runtime, { ...DAY, by: 'day' })).forbidden).toBe(2);
  });

  it('draws about the share that is set by lot', async () => {
    await changeSetting(test.runtime, mei, 'quality.rules', { rev: 1, value: { samplePercent: 50, lowRating: 2, silence_s: 600 } }, NOWHERE);
    for (let index = 0; index < 40; index += 1) await served(`c${index}`, ['转人工']);
    await sweepEnded(test.runtime);
    const drawn = (await reasons()).length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(30);
  });

  it('shows on the wall who waits, who works, how customers feel, and which limit is near', async () => {
    await signOfLife(test.runtime, lin.id, true, true);
    await served('wu', ['转人工']);
    await sweepEnded(test.runtime);
    const waitsSince = test.clock.now;
    await say(await open('chen'), '你们这帮骗子');
    after(150);
    await say(await open('li'), '我的快递到哪了');
    await signOfLife(test.runtime, lin.id, true, false);
    const wall = await readWall(test.runtime);
    expect(wall).toMatchObject({
      queue: { waiting: 1, longestSince: new Date(waitsSince).toISOString() },
      agents: [{ name: 'lin', status: 'online', load: 0, capacity: 5 }],
      running: { bot: 1, agent: 0, calm: 1, angry: 1 },
      limits: [{ kind: 'first', name: 'chen', dueAt: new Date(waitsSince + 180_000).toISOString() }],
      limitsTotal: 1,
      today: { begun: 3, ended: 1, contained: 0, firstReply_ms: 30_000, ratings: 0, satisfied: null },
    });
  });
});
