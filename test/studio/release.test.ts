import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '../../src/base/log.ts';
import type { ReleaseContent } from '../../src/contract/content/release.ts';
import { openServing } from '../../src/conversation/serving.ts';
import type { ContentDraft } from '../../src/storage/content.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { activeReleaseNumber, findRelease, listReleases } from '../../src/storage/release.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { publish, rollBack } from '../../src/studio/publish.ts';
import { hashOf, repair, train } from '../../src/studio/release.ts';
import { removeRelease } from '../../src/studio/releases/publish.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { smallContent } from '../support/content.ts';
import { temporaryFolder } from '../support/folder.ts';

const clock = { now_ms: () => 1_000 };
const here = { learning: learnHere };
const BY = { at_ms: 2_000, id: null, address: null };

describe('releases', () => {
  const folder = temporaryFolder();
  let storage: Storage;
  let content: ReleaseContent;
  const draft = { readAll: async () => content } as Pick<ContentDraft, 'readAll'>;

  beforeEach(async () => {
    storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
    await storage.transaction(async (database) => {
      await database.deleteFrom('release').execute();
      await database.deleteFrom('setting').execute();
    });
    content = await smallContent();
  });
  afterEach(async () => {
    await storage.close();
    folder.remove();
  });

  it('trains the same content to the same bytes, and makes no second release of it', async () => {
    const { number, hash } = await train(storage, draft, clock, undefined, here);
    const first = (await findRelease(storage.read, number)).model;
    expect(await train(storage, draft, clock, undefined, here)).toEqual({ number, hash, isNew: false });
    await storage.transaction((database) => database.deleteFrom('release').execute());
    const again = await train(storage, draft, clock, undefined, here);
    expect(again.hash).toBe(hash);
    expect((await findRelease(storage.read, again.number)).model).toEqual(first);
  });

  it('names a release by what it says, not by how often it was saved', () => {
    const saved = structuredClone(content);
    (saved.intents[0] as { rev: number }).rev = 9;
    expect(hashOf(saved)).toBe(hashOf(content));
    (saved.intents[0] as { name: string }).name = '别的';
    expect(hashOf(saved)).not.toBe(hashOf(content));
  });

  it('publishes, and goes back to the release before', async () => {
    const first = await train(storage, draft, clock, undefined, here);
    await publish(storage, first.number, BY);
    content = { ...content, figures: { ...content.figures, new_policy: { value: 7, unit: '天', label: '天数' } } };
    const second = await train(storage, draft, clock, undefined, here);
    await publish(storage, second.number, BY);
    expect(await rollBack(storage, BY)).toBe(first.number);
    await expect(rollBack(storage, BY)).rejects.toMatchObject({ code: 'release.not_found' });
    await expect(publish(storage, 99, BY)).rejects.toMatchObject({ code: 'release.not_found' });
  });

  it('never serves one that is removed at the same moment, and gives its number to no other', async () => {
    const first = await train(storage, draft, clock, undefined, here);
    await publish(storage, first.number, BY);
    content = { ...content, figures: { ...content.figures, new_policy: { value: 7, unit: '天', label: '天数' } } };
    const second = await train(storage, draft, clock, undefined, here);
    const studio = { storage, clock } as unknown as Studio;
    const remove = () => removeRelease(studio, { id: 'somebody', address: '' }, second.number);
    const [removed, published] = await Promise.allSettled([remove(), publish(storage, second.number, BY)]);
    expect([removed.status, published.status].sort()).toEqual(['fulfilled', 'rejected']);
    const active = await activeReleaseNumber(storage.read);
    expect((await listReleases(storage.read)).map(({ number }) => number)).toContain(active);
    if (active === second.number) await rollBack(storage, BY);
    if (removed.status === 'rejected') await remove();
    expect((await train(storage, draft, clock, undefined, here)).number).toBe(second.number + 1);
  });

  it('goes on serving the previous release when the next one is damaged', async () => {
    const serving = openServing(storage, silentLog);
    await publish(storage, (await train(storage, draft, clock, undefined, here)).number, BY);
    await serving.refresh();
    content = { ...content, figures: { ...content.figures, new_policy: { value: 7, unit: '天', label: '天数' } } };
    const { number } = await train(storage, draft, clock, undefined, here);
    await storage.transaction((database) => database.updateTable('release').set({ model: Buffer.from('no model') }).where('number', '=', number).execute());
    await publish(storage, number, BY);
    await serving.refresh();
    expect(serving.current().number).toBe(1);
  });

  it('trains a damaged release again from its content', async () => {
    const { number } = await train(storage, draft, clock, undefined, here);
    await publish(storage, number, BY);
    const { model } = await findRelease(storage.read, number);
    await storage.transaction((database) => database.updateTable('release').set({ model: Buffer.from('no model') }).execute());
    await expect(openServing(storage, silentLog).refresh()).rejects.toMatchObject({ code: 'release.damaged' });
    expect(await repair(storage, number, draft, clock, undefined, here)).toEqual({ number, ofDraft: false });
    expect((await findRelease(storage.read, number)).model).toEqual(model);
  });

  it('stores nothing when training is called off', async () => {
    const abort = new AbortController();
    const trained = train(storage, draft, clock, () => abort.abort(new Error('called off')), { ...here, signal: abort.signal });
    await expect(trained).rejects.toThrow('called off');
    expect(await listReleases(storage.read)).toEqual([]);
  });

  it('makes a new release of the same content where the program has changed', async () => {
    const { number } = await train(storage, draft, clock, undefined, here);
    await storage.transaction((database) => database.updateTable('release').set({ hash: 'of-an-earlier-program' }).execute());
    const upgraded = await repair(storage, number, draft, clock, undefined, here);
    expect(upgraded).toEqual({ number: number + 1, ofDraft: false });
    expect((await findRelease(storage.read, upgraded.number)).content).toEqual(content);
  });

  it('serves the draft where the content of before lacks what the program needs', async () => {
    const { number } = await train(storage, draft, clock, undefined, here);
    await publish(storage, number, BY);
    const outdated = { ...content, dialogs: content.dialogs.filter(({ id }) => id !== 'desk') };
    await storage.transaction((database) => database.updateTable('release').set({ hash: 'of-an-earlier-program', content_json: JSON.stringify(outdated) }).execute());
    const serving = openServing(storage, silentLog);
    await expect(serving.refresh()).rejects.toMatchObject({ code: 'content.invalid' });
    const repaired = await repair(storage, number, draft, clock, undefined, here);
    expect(repaired.ofDraft).toBe(true);
    await serving.refresh();
    expect(serving.current().number).toBe(repaired.number);
  });
});
