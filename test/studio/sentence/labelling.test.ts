import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JiedaError } from '../../../src/base/errors.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { insertPerson } from '../../../src/storage/person.ts';
import { listClaimed } from '../../../src/storage/sentenceGroup.ts';
import { claimGroups, giveBackGroups } from '../../../src/studio/sentence/claim.ts';
import { decideSentences, undoDecision } from '../../../src/studio/sentence/decide.ts';
import { takeIn } from '../../../src/studio/sentence/intake.ts';
import { settle, type Vote } from '../../../src/studio/sentence/settle.ts';
import type { Studio } from '../../../src/studio/studio.ts';
import { SENTENCE_TABLES, said } from '../../storage/sentenceContract.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

const PEOPLE = ['lin', 'mei', 'wang'] as const;
const TEXTS = ['发票抬头写错怎么改', '发票的抬头写错了怎么改呀', '月亮上能收货吗', '套餐流量月底清零吗'];

type Step =
  | { do: 'claim' | 'release' | 'undo'; person: number }
  | { do: 'decide'; person: number; intent: string | null; group: number }
  | { do: 'wait' };
const person = fc.nat(PEOPLE.length - 1);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constantFrom('claim' as const, 'release' as const, 'undo' as const), person }),
    fc.record({ do: fc.constant('decide' as const), person, intent: fc.constantFrom(null, 'invoice', 'out_of_scope'), group: fc.nat(2) }),
    fc.constant({ do: 'wait' as const }),
  ),
  { maxLength: 20 },
);

describe('people at the review queue, whatever they do in whatever order', () => {
  let test: TestRuntime;
  beforeAll(async () => {
    test = await testRuntime();
    await test.runtime.storage.transaction(async (database) => {
      for (const [index, id] of PEOPLE.entries()) await insertPerson(database, { id, login: id, name: id, workerNumber: String(index), role: 'admin', disabled: false, seenAt_ms: null }, 'unused', 1);
    });
  });
  afterAll(() => test.close());

  async function play(opinions: 1 | 2, played: Step[]): Promise<void> {
    const { storage, ids, clock } = test.runtime;
    const draft = { readAll: () => Promise.resolve({ intents: [] }), find: (_kind: string, id: string) => Promise.resolve(id === 'invoice' ? {} : null) };
    const studio = { storage, ids, clock, draft, settings: { get: () => ({ opinions, testPercent: 0 }) } } as unknown as Studio;
    await storage.transaction(async (database) => {
      for (const table of SENTENCE_TABLES) await database.deleteFrom(table).execute();
      await takeIn(database, ids, TEXTS.map((text) => said(text)));
    });
    const groups = (await storage.read.selectFrom('sentence_group').select('id').orderBy('id').execute()).map(({ id }) => id);
    const claims = new Map<string, { by: string; until_ms: number }>();
    const made: { id: string; by: string; sentences: string[]; intent: string | null }[] = [];
    const isTaken = (group: string, by: string): boolean => {
      const claim = claims.get(group);
      return claim !== undefined && claim.by !== by && claim.until_ms > clock.now_ms();
    };
    const votesOn = (sentence: string): Vote[] => {
      const byPerson = new Map<string, Vote>();
      for (const { by, sentences, intent } of made) {
        if (!sentences.includes(sentence)) continue;
        byPerson.delete(by);
        byPerson.set(by, { intent, emotion: 'calm' });
      }
      return [...byPerson.values()];
    };

    for (const step of played) {
      if (step.do === 'wait') {
        test.clock.now += LIMITS.groupClaim_ms / 2;
        continue;
      }
      const by = PEOPLE[step.person]!;
      if (step.do === 'claim') {
        for (const { id } of await claimGroups(studio, by, { filter: { state: 'open' }, count: 1, held: [], passed: [] })) {
          expect(isTaken(id, by)).toBe(false);
          claims.set(id, { by, until_ms: clock.now_ms() + LIMITS.groupClaim_ms });
        }
      } else if (step.do === 'release') {
        await giveBackGroups(studio, by, groups);
        for (const [id, claim] of claims) if (claim.by === by) claims.delete(id);
      } else if (step.do === 'decide') {
        const group = groups[step.group % groups.length]!;
        const rows = await storage.read.selectFrom('sentence').select(['id', 'state']).where('group_id', '=', group).execute();
        const waiting = rows.filter(({ state }) => state === 'open' || state === 'disputed').map(({ id }) => id);
        const decision = decideSentences(studio, by, { group, sentences: rows.map(({ id }) => id), intent: step.intent });
        const expected = isTaken(group, by) ? 'sentence.taken' : waiting.length === 0 ? 'sentence.decided' : null;
        if (expected !== null) await expect(decision).rejects.toMatchObject({ code: expected });
        else {
          made.push({ id: (await decision).id, by, sentences: waiting, intent: step.intent });
          claims.delete(group);
        }
      } else {
        const last = made.findLast((one) => one.by === by);
        if (last === undefined) continue;
        const group = (await storage.read.selectFrom('sentence').select('group_id').where('id', '=', last.sentences[0]!).executeTakeFirstOrThrow()).group_id;
        const undone = await undoDecision(studio, by, last.id);
        made.splice(made.indexOf(last), 1);
        if (isTaken(group, by)) expect(undone).toBeNull();
        else claims.set(group, { by, until_ms: clock.now_ms() + LIMITS.groupClaim_ms });
        await expect(undoDecision(studio, by, last.id)).rejects.toThrow(JiedaError);
      }
    }

    const sentences = await storage.read.selectFrom('sentence').select(['id', 'state', 'intent', 'group_id']).execute();
    for (const { id, state, intent } of sentences) expect([state, intent]).toEqual([settle(votesOn(id), opinions).state, settle(votesOn(id), opinions).intent]);
    for (const group of await storage.read.selectFrom('sentence_group').select(['id', 'open', 'disputed']).execute()) {
      const own = sentences.filter(({ group_id }) => group_id === group.id);
      expect([group.open, group.disputed]).toEqual([own.filter(({ state }) => state === 'open').length, own.filter(({ state }) => state === 'disputed').length]);
    }
    const held = new Map((await listClaimed(storage.read, clock.now_ms())).map(({ id, claimedBy }) => [id, claimedBy]));
    expect(held).toEqual(new Map([...claims].filter(([, { until_ms }]) => until_ms > clock.now_ms()).map(([id, claim]) => [id, claim.by])));
  }

  it.each([1, 2] as const)('of %i opinions: no group is two people’s, every sentence is what its labels come to, and what is taken back is as if it had not been', async (opinions) => {
    await fc.assert(fc.asyncProperty(steps, (played) => play(opinions, played)), { numRuns: 40 });
  });
});
