import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../src/base/log.ts';
import type { ReleaseContent } from '../../../src/contract/content/release.ts';
import { openServing } from '../../../src/conversation/serving.ts';
import { openStorage, type Storage } from '../../../src/storage/driver.ts';
import { listMessages } from '../../../src/storage/message.ts';
import { activeReleaseNumber, findRelease, listReleases } from '../../../src/storage/release.ts';
import { learnHere } from '../../../src/studio/learning.ts';
import { publish, rollBack } from '../../../src/studio/publish.ts';
import { train } from '../../../src/studio/release.ts';
import { MARK, marked, smallContent } from '../../support/content.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime } from '../../support/runtime.ts';
import { talker } from '../../support/talk.ts';

const clock = { now_ms: () => 1_000 };
const here = { learning: learnHere };
const BY = { at_ms: 2_000, id: null, address: null };
describe('releases that change while customers write', () => {
  const folder = temporaryFolder();
  let storage: Storage;
  let content: ReleaseContent;
  let [first, second] = [0, 0];
  const make = async (what: ReleaseContent) => (await train(storage, { readAll: async () => what }, clock, undefined, here)).number;
  beforeAll(async () => {
    storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
    content = await smallContent();
    first = await make(content);
    second = await make(marked(content));
  }, 120_000);
  afterAll(async () => {
    await storage.close();
    folder.remove();
  });

  it('fifty times: each turn is of one release, and none is lost', async () => {
    await publish(storage, first, BY);
    const serving = openServing(storage, silentLog);
    await serving.refresh();
    const { runtime, close } = await testRuntime({ storage, serving });
    const customers = await Promise.all(Array.from({ length: 8 }, () => talker(runtime)));
    let over = false;
    const turns: { seq: number; added: number }[] = [];
    const writing = customers.map(async (customer) => {
      while (!over) {
        const { seq, added } = await customer.say('怎么退货');
        turns.push({ seq, added: added.length });
      }
    });
    for (let change = 0; change < 25; change += 1) {
      await publish(storage, second, BY);
      await serving.refresh();
      await customers[0]?.say('你好');
      await rollBack(storage, BY);
      await serving.refresh();
    }
    over = true;
    await Promise.all(writing);

    const seen = new Set<number>();
    for (const { key } of customers) {
      const lines = await listMessages(storage.read, key.conversationId, 0, 100_000, 'desk');
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      let turn: number | null = null;
      for (const { sender, text, explanation } of lines) {
        if (sender === 'customer') turn = null;
        if (explanation === null) continue;
        seen.add(explanation.release);
        turn ??= explanation.release;
        expect([text, explanation.release]).toEqual([text, turn]);
        expect([text, text.includes(MARK)]).toEqual([text, explanation.release === second]);
      }
    }
    expect([...seen].sort()).toEqual([first, second]);
    expect(turns.every(({ added }) => added >= 2)).toBe(true);
    await close();
  });

  it('is not changed by a training that breaks at any stage, and the next one makes the same', async () => {
    const draft = { readAll: async () => ({ ...content, figures: { ...content.figures, another: { value: 7, unit: '天', label: '天数' } } }) };
    await publish(storage, first, BY);
    const before = await listReleases(storage.read);
    const steps: string[] = [];
    const { number, hash } = await train(storage, draft, clock, (done, _total, stage) => void steps.push(`${stage} ${done}`), here);
    const { model } = await findRelease(storage.read, number);
    await storage.transaction((database) => database.deleteFrom('release').where('number', '=', number).execute());

    const stages = new Map(steps.map((step, index) => [step.split(' ')[0], index]));
    for (const stop of new Set([0, ...stages.values(), Math.floor(steps.length / 2), steps.length - 1])) {
      let step = 0;
      const breaking = () => {
        if (step++ === stop) throw new Error(`stopped at ${stop}`);
      };
      const stopped = train(storage, draft, clock, breaking, here);
      await expect(stopped).rejects.toThrow(`stopped at ${stop}`);
      expect([stop, await listReleases(storage.read), await activeReleaseNumber(storage.read)]).toEqual([stop, before, first]);
    }
    const again = await train(storage, draft, clock, undefined, here);
    expect(again.hash).toBe(hash);
    expect((await findRelease(storage.read, again.number)).model).toEqual(model);
  });
});
