import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '../../src/base/log.ts';
import { LIMITS } from '../../src/base/limits.ts';
import type { SettingValue } from '../../src/contract/desk/settings.ts';
import { openSettings } from '../../src/conversation/settings.ts';
import { openShadow, type Shadow } from '../../src/conversation/shadow.ts';
import type { Storage } from '../../src/storage/driver.ts';
import { countShadow, listShadow } from '../../src/storage/shadow.ts';
import { replaceSetting } from '../../src/storage/setting.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { publish, rollBack } from '../../src/studio/publish.ts';
import { train } from '../../src/studio/release.ts';
import { smallContent } from '../support/content.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';

const clock = { now_ms: () => 1_000 };
const LIVE = { intent: 'no_such_intent', confidence: 0.9, reason: '试' };

describe('a release in the shadow', () => {
  let test: TestRuntime;
  let shadow: Shadow;
  let number: number;
  let settings: Awaited<ReturnType<typeof openSettings>>;
  let rev = 0;
  beforeEach(async () => {
    test = await testRuntime();
    const { storage } = test.runtime;
    rev = 0;
    const content = await smallContent();
    number = (await train(storage, { readAll: async () => content }, clock, undefined, { learning: learnHere })).number;
    settings = await openSettings(storage, silentLog);
    shadow = openShadow({ ...test.runtime, settings });
  });
  afterEach(async () => {
    await shadow.close();
    await test.close();
  });
  async function listen(value: SettingValue<'studio.shadow'>): Promise<void> {
    await test.runtime.storage.transaction((database) => replaceSetting(database, 'studio.shadow', JSON.stringify(value), rev));
    rev += 1;
    await settings.refresh();
    await shadow.refresh();
  }
  const say = (text: string, seq = 1, meaning = LIVE) => shadow.heard({ conversationId: 'c', seq, text, meaning, live: 99 });

  it('keeps only what it understands otherwise, masked, and counts what it does not', async () => {
    const { read } = test.runtime.storage;
    await listen({ release: number, share: 1 });
    say('我的身份证号是11010519491231002X，电话13988887777，怎么退货');
    await shadow.close();
    const [difference] = await listShadow(read, number, 10);
    expect(difference).toMatchObject({ release: number, live: 99, conversationId: 'c', seq: 1, before: LIVE, handedOver: false });
    expect(difference?.text).toBe('我的身份证号是******************，电话***********，怎么退货');
    say('怎么退货', 2, { ...LIVE, intent: difference!.now.intent });
    say('怎么退货', 3);
    await shadow.close();
    const { agreed, differed, dropped } = await countShadow(read, number);
    expect([agreed + differed, dropped]).toEqual([3, 0]);
    expect((await listShadow(read, number, 10)).length).toBe(differed);
  });

  it('hears nothing while no release is named, and none twice as large a queue as it may have', async () => {
    const { read } = test.runtime.storage;
    say('怎么退货');
    await shadow.close();
    expect(await listShadow(read, number, 10)).toEqual([]);
    await listen({ release: number, share: 1 });
    for (let seq = 1; seq <= LIMITS.shadowQueue + 50; seq += 1) say('怎么退货', seq);
    await shadow.close();
    const { agreed, differed, dropped } = await countShadow(read, number);
    expect(agreed + differed + dropped).toBe(LIMITS.shadowQueue + 50);
    expect(dropped).toBeGreaterThanOrEqual(49);
  });

  it('ends by itself when it is published, or rolled back to', async () => {
    await listen({ release: number, share: 1 });
    const { storage } = test.runtime;
    const by = { at_ms: 1, id: null, address: null };
    await publish(storage, number, by);
    await settings.refresh();
    expect(settings.get('studio.shadow').release).toBeNull();
    const { figures, ...rest } = await smallContent();
    const other = await train(storage, { readAll: async () => ({ ...rest, figures: { ...figures, new_policy: { value: 7, unit: '天', label: '天数' } } }) }, clock, undefined, { learning: learnHere });
    await publish(storage, other.number, by);
    rev = 2;
    await listen({ release: number, share: 1 });
    await rollBack(storage, by);
    await settings.refresh();
    expect(settings.get('studio.shadow').release).toBeNull();
  });

  it('lets go of the one before for a release that cannot be loaded, and tries that again once it is named anew', async () => {
    const { storage } = test.runtime;
    await listen({ release: 77, share: 1 });
    await listen({ release: number, share: 1 });
    await listen({ release: 77, share: 1 });
    say('怎么退货');
    await shadow.close();
    expect(await countShadow(storage.read, number)).toEqual({ agreed: 0, differed: 0, dropped: 0 });
    await listen({ release: null, share: 1 });
    await storage.transaction((database) => database.updateTable('release').set({ number: 77 }).execute());
    await listen({ release: 77, share: 1 });
    say('怎么退货');
    await shadow.close();
    expect((await countShadow(storage.read, 77)).differed).toBe(1);
  });

  it('writes what a release heard under its number, also what comes while that is written, and loses nothing where it cannot be written', async () => {
    const { storage } = test.runtime;
    let broken = false;
    let meanwhile = (): void => undefined;
    const unsure: Storage = {
      ...storage,
      async transaction(work) {
        if (broken) throw new Error('no disk');
        const result = await storage.transaction(work);
        meanwhile();
        // What was said is understood before the next release is loaded.
        await new Promise((resume) => setImmediate(() => setImmediate(resume)));
        return result;
      },
    };
    await shadow.close();
    shadow = openShadow({ ...test.runtime, settings, storage: unsure });
    await listen({ release: number, share: 1 });
    say('怎么退货');
    await new Promise((resume) => setImmediate(() => setImmediate(resume)));
    broken = true;
    await expect(shadow.refresh()).rejects.toThrow('no disk');
    broken = false;
    meanwhile = () => {
      meanwhile = () => undefined;
      say('怎么退货', 2);
    };
    await listen({ release: 78, share: 1 });
    await shadow.refresh();
    expect([(await countShadow(storage.read, number)).differed, (await countShadow(storage.read, 78)).differed]).toEqual([2, 0]);
  });

  it('goes on without a release that cannot be loaded', async () => {
    await listen({ release: 77, share: 1 });
    say('怎么退货');
    await shadow.close();
    expect(await countShadow(test.runtime.storage.read, 77)).toEqual({ agreed: 0, differed: 0, dropped: 0 });
  });
});
