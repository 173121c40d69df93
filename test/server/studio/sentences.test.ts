import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../../src/base/config.ts';
import type { Decision, SentenceGroup } from '../../../src/contract/studio/review.ts';
import { studioOn } from '../../../src/server/studio.ts';
import { applyLabels } from '../../../src/studio/sentence/apply.ts';
import { takeIn, type Said } from '../../../src/studio/sentence/intake.ts';
import { said, SENTENCE_TABLES } from '../../storage/sentenceContract.ts';
import { settleWaiting } from '../../../src/studio/sentence/settleAll.ts';
import { studioServer, type StudioServer } from './support.ts';

const SENTENCES = '/api/v1/studio/sentences';
const TEXTS = ['能不能开两张抬头不同的票', '能不能开两张抬头不一样的票呀', '月亮上的基站谁修', '套餐里的流量月底清不清零'];

describe('the review queue', () => {
  let server: StudioServer;
  let other: string;
  beforeAll(async () => {
    server = await studioServer();
    other = await server.signIn('admin');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.runtime.storage.transaction(async (database) => {
      for (const table of SENTENCE_TABLES) await database.deleteFrom(table).execute();
      await database.deleteFrom('setting').where('name', '=', 'studio.review').execute();
    });
    await server.runtime.settings.refresh();
  });

  const call = (method: string, path: string, body?: unknown, session = server.admin) => server.call(method, SENTENCES + path, { session, ...(body !== undefined && { body }) });
  const fill = (...texts: (string | Said)[]) => server.runtime.storage.transaction((database) => takeIn(database, server.runtime.ids, texts.map((text) => (typeof text === 'string' ? said(text) : text))));
  const claim = async (count = 5, session = server.admin, body: object = {}): Promise<SentenceGroup[]> => (await call('POST', '/claim', { filter: {}, count, ...body }, session)).body.groups;
  const decide = (group: SentenceGroup, intent: string | null, session = server.admin, more: object = {}) =>
    call('POST', '/decisions', { group: group.id, sentences: group.sentences.map(({ id }) => id), intent, ...more }, session);
  const progress = async (session = server.admin) => (await call('GET', '/progress', undefined, session)).body;
  const setting = async (value: object) => {
    const { body } = await server.call('GET', '/api/v1/desk/settings', { session: server.admin });
    const { rev } = body.settings.find(({ name }: { name: string }) => name === 'studio.review');
    expect((await server.call('PUT', '/api/v1/desk/settings/studio.review', { session: server.admin, body: { rev, value } })).status).toBe(200);
  };
  const document = async (path: string) => JSON.parse(await readFile(join(server.contentPath, path), 'utf8'));

  it('shows what is alike together, with the likeliest intents, what the bot made of it, and why it is worth a look', async () => {
    await fill(said(TEXTS[0]!, { times: 6 }), TEXTS[1]!, TEXTS[2]!);
    const [first, second] = await claim();
    expect(first!.sentences.map(({ text, count }) => [text, count])).toEqual([[TEXTS[0], 6], [TEXTS[1], 1]]);
    expect(first).toMatchObject({ frequency: 7, worth: ['common', 'between'], choices: ['invoice', 'warranty'], more: 0 });
    expect(first!.sentences[0]).toMatchObject({ kind: 'import', file: 'log.csv', likeness: 1, reasons: ['imported'], guess: { intent: 'invoice', confidence: 0.5 }, opinions: [] });
    expect(second!.sentences.map(({ text }) => text)).toEqual([TEXTS[2]]);
  });

  it('gives no group to two people, and tells each what the other is looking at', async () => {
    await fill(...TEXTS);
    const [mine, theirs] = await Promise.all([claim(2), claim(2, other)]);
    expect(new Set([...mine, ...theirs].map(({ id }) => id)).size).toBe(mine.length + theirs.length);
    expect(mine.length + theirs.length).toBe(3);
    expect((await progress()).looking).toEqual([{ name: '人员2', text: expect.any(String) }]);
    const refused = await decide(theirs[0]!, 'invoice');
    expect([refused.status, refused.body.error.code, refused.body.error.details]).toEqual([409, 'sentence.taken', { name: '人员2' }]);
    await call('POST', '/release', { groups: theirs.map(({ id }) => id) }, other);
    expect((await decide(theirs[0]!, 'invoice')).status).toBe(201);
  });

  it('gives a group on when whoever looked at it has gone', async () => {
    await fill(TEXTS[0]!);
    expect(await claim(1)).toHaveLength(1);
    expect(await claim(1, other)).toHaveLength(0);
    server.clock.now += 300_000;
    expect(await claim(1, other)).toHaveLength(1);
  });

  it('labels a whole group with one decision, and takes it back as it was', async () => {
    await fill(TEXTS[0]!, TEXTS[1]!);
    const [group] = await claim();
    const decision: Decision = (await decide(group!, 'invoice')).body.decision;
    expect(decision).toMatchObject({ intent: 'invoice', count: 2, by: '人员1', undoable: true });
    expect(await progress()).toMatchObject({ left: 0, waiting: 2, mine: 2, recent: [{ id: decision.id }] });
    expect((await decide(group!, 'warranty')).body.error.code).toBe('sentence.decided');
    expect((await call('POST', `/decisions/${decision.id}/undo`, {}, other)).body.error.code).toBe('sentence.not_yours');
    const undone = await call('POST', `/decisions/${decision.id}/undo`, {});
    expect(undone.body.group).toEqual(group);
    expect(await progress()).toMatchObject({ left: 2, waiting: 0, mine: 0, recent: [] });
  });

  it('puts labels into the draft, leaves out what is there already, and tells what a person has to settle', async () => {
    const invoices = (await document('intents/invoice.json')).examples;
    const warranties = (await document('intents/warranty.json')).examples;
    const known = invoices.find(({ text }: { text: string }) => text.length > 12).text;
    const elsewhere = warranties.find(({ text }: { text: string }) => text.length > 12).text;
    await fill(TEXTS[0]!, known, `${known}呀`, elsewhere, said('发票寄到身份证************这里', {}));
    for (const group of await claim()) expect((await decide(group, 'invoice', server.admin, { emotion: 'upset' })).status).toBe(201);
    const { status, body } = await call('POST', '/draft', {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ added: 1, tested: 0, intents: [{ id: 'invoice', added: 1, isNew: false }], left: 1 });
    expect(body.notes.map(({ text, outcome }: { text: string; outcome: string }) => [text, outcome]).sort()).toEqual([
      [known, 'duplicate'], [`${known}呀`, 'near'], [elsewhere, 'elsewhere'], ['发票寄到身份证************这里', 'masked'],
    ].sort());
    expect((await document('intents/invoice.json')).examples).toEqual([...invoices, { text: TEXTS[0], emotion: 'upset' }]);
    const { versions } = (await server.call('GET', '/api/v1/studio/history/intent/invoice', { session: server.admin })).body;
    expect(versions[0].by.name).toBe('人员1');
    expect((await call('POST', '/draft', {})).body.added).toBe(0);
  });

  it('takes nothing back that is in the draft', async () => {
    await fill('套餐里剩下的流量月底会清零吗');
    const [group] = await claim();
    const { decision } = (await decide(group!, 'plan_inquiry')).body;
    await call('POST', '/draft', {});
    expect((await call('POST', `/decisions/${decision.id}/undo`, {})).body.error.code).toBe('sentence.applied');
  });

  it('asks again about an example that a later release knows and still does not understand', async () => {
    const text = '套餐里剩下的流量月底会清零吗';
    await fill(text);
    await decide((await claim())[0]!, 'plan_inquiry');
    await call('POST', '/draft', {});
    const { guess } = said(text);
    await server.runtime.storage.transaction((database) => database.updateTable('sentence').set({ outcome: 'added', applied_release: 1 }).execute());
    await fill(said(text, { guess: { ...guess, release: 2 } }));
    await settleWaiting(server.runtime);
    expect(await progress()).toMatchObject({ left: 1, waiting: 0, recent: [] });
    expect((await claim()).flatMap(({ sentences }) => sentences.map((one) => one.text))).toEqual([text]);
  });

  it('settles no label that was given another meaning while the draft was written', async () => {
    await fill(TEXTS[2]!);
    const [group] = await claim();
    const { decision } = (await decide(group!, 'product_fault')).body;
    const studio = studioOn({ ...readConfig({}), contentPath: server.contentPath, studio: true }, server.runtime);
    const { draft } = studio;
    const draftMeanwhile = {
      readAll: () => draft.readAll(),
      async readFile(name: 'testset') {
        await call('POST', `/decisions/${decision.id}/undo`, {});
        await decide(group!, 'warranty');
        return draft.readFile(name);
      },
      saveTogether: (...together: Parameters<typeof draft.saveTogether>) => draft.saveTogether(...together),
    } as unknown as typeof draft;
    await applyLabels({ ...studio, draft: draftMeanwhile }, { id: 'somebody', address: '' });
    expect(await progress()).toMatchObject({ waiting: 1, recent: [{ intent: 'warranty', undoable: true }] });
  });

  it('plans a new intent, and creates it with its examples when they go into the draft', async () => {
    await fill('你们的月球专线什么时候开通');
    const [group] = await claim();
    const planned = { id: 'moon_line', name: '月球专线', domain: 'telecom', description: '' };
    const { decision } = (await decide(group!, 'moon_line', server.admin, { planned })).body;
    expect((await progress()).planned).toEqual([planned]);
    await call('POST', `/decisions/${decision.id}/undo`, {});
    expect((await progress()).planned).toEqual([]);
    expect((await decide(group!, 'moon_line')).status).toBe(404);
    expect((await decide(group!, 'invoice', server.admin, { planned: { ...planned, id: 'invoice' } })).body.error.code).toBe('sentence.intent_taken');
    await decide(group!, 'moon_line', server.admin, { planned });
    expect((await call('POST', '/draft', {})).body.intents).toEqual([{ id: 'moon_line', added: 1, isNew: true }]);
    expect(await document('intents/moon_line.json')).toEqual({ id: 'moon_line', name: '月球专线', domain: 'telecom', description: '', rev: 1, rules: [], examples: [{ text: '你们的月球专线什么时候开通', emotion: 'calm' }] });
    expect((await progress()).planned).toEqual([]);
  });

  it('asks a second person where the setting says so; they do not see the first opinion, and where they differ both stand side by side', async () => {
    await setting({ opinions: 2, testPercent: 0 });
    await fill(TEXTS[0]!, TEXTS[2]!);
    const [one, two] = await claim();
    await decide(one!, 'invoice');
    await decide(two!, 'product_fault');
    expect(await claim()).toEqual([]);
    expect(await progress()).toMatchObject({ left: 2, waiting: 0 });
    const theirs = await claim(5, other);
    expect(theirs.flatMap(({ sentences }) => sentences.map(({ opinions }) => opinions))).toEqual([[], []]);
    await decide(theirs.find(({ id }) => id === one!.id)!, 'invoice', other);
    expect((await decide(theirs.find(({ id }) => id === two!.id)!, null, other)).body.decision.disputed).toBe(1);
    expect(await progress()).toMatchObject({ left: 0, waiting: 1, disputed: 1, agreement: { pairs: 2, agreed: 1, guessed: 3, right: 2 } });
    const [disputed] = await claim(5, server.admin, { filter: { state: 'disputed' } });
    expect(disputed!.sentences[0]!.opinions).toEqual([{ by: '人员1', intent: 'product_fault', emotion: 'calm' }, { by: '人员2', intent: null, emotion: 'calm' }]);
    await decide(disputed!, null);
    expect(await progress()).toMatchObject({ disputed: 0, waiting: 1 });
  });

  it('lets the one opinion count that there is, once one is enough again', async () => {
    await setting({ opinions: 2, testPercent: 0 });
    await fill(TEXTS[0]!, TEXTS[2]!, TEXTS[3]!);
    const [one, two] = await claim();
    await decide(one!, 'invoice');
    await decide(two!, 'product_fault');
    await decide((await claim(5, other)).find(({ id }) => id === two!.id)!, 'warranty', other);
    await setting({ opinions: 1, testPercent: 0 });
    expect(await progress()).toMatchObject({ left: 2, waiting: 0, disputed: 1 });
    await settleWaiting(server.runtime);
    expect(await progress()).toMatchObject({ left: 1, waiting: 2, disputed: 0 });
  });

  it('finds by reason, source, understood intent, time and words', async () => {
    await fill(said(TEXTS[0]!, { at_ms: server.clock.now }), said(TEXTS[2]!, { kind: 'conversation', reasons: ['outside'], at_ms: server.clock.now - 10 * 86_400_000, guess: { ...said('').guess, intent: 'out_of_scope' } }));
    const texts = async (filter: object) => {
      const groups = await claim(5, server.admin, { filter });
      return groups.map(({ sentences }) => sentences[0]!.text);
    };
    expect(await texts({ reason: 'outside' })).toEqual([TEXTS[2]]);
    expect(await texts({ words: '基站 誰修' })).toEqual([TEXTS[2]]);
    expect(await texts({ words: '%' })).toEqual([]);
    expect(await texts({ kind: 'import' })).toEqual([TEXTS[0]]);
    expect(await texts({ intent: 'out_of_scope' })).toEqual([TEXTS[2]]);
    expect(await texts({ days: 7 })).toEqual([TEXTS[0]]);
    expect((await call('POST', '/claim', { filter: { order: 'value; drop table sentence' }, count: 1 })).status).toBe(400);
  });

  it('passes over what is not wanted now, and what one holds already', async () => {
    await fill(...TEXTS.slice(1));
    const [first] = await claim(1);
    expect((await claim(1, server.admin, { held: [first!.id] }))[0]!.id).not.toBe(first!.id);
    expect((await claim(5, server.admin, { passed: [first!.id] })).map(({ id }) => id)).not.toContain(first!.id);
  });

  it('makes every fifth label a test sentence where the setting says so, always the same ones', async () => {
    await setting({ opinions: 1, testPercent: 20 });
    const texts = Array.from({ length: 36 }, (_, index) => `${'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨'[index]}字号门店几点关门`);
    await fill(...texts);
    for (let groups = await claim(); groups.length > 0; groups = await claim()) for (const group of groups) await decide(group, 'product_info');
    const { body } = await call('POST', '/draft', {});
    expect(body.added + body.tested + body.notes.length).toBe(36);
    const file = await readFile(join(server.contentPath, 'data/testset.tsv'), 'utf8').catch(() => '');
    const tested = texts.filter((text) => file.includes(`${text}\tproduct_info\tcalm`));
    expect(tested).toHaveLength(body.tested);
    expect(body.tested).toBeGreaterThan(0);
    const examples = (await document('intents/product_info.json')).examples.map(({ text }: { text: string }) => text);
    expect(tested.filter((text) => examples.includes(text))).toEqual([]);
  });

  it('shows the lines around a sentence, to admins only', async () => {
    await fill(TEXTS[0]!);
    const [group] = await claim();
    const { id } = group!.sentences[0]!;
    expect((await call('GET', `/${id}/context`)).body).toEqual({ conversationId: null, lines: [] });
    expect((await call('GET', '/nothing/context')).status).toBe(404);
    const supervisor = await server.signIn('supervisor');
    expect((await call('GET', `/${id}/context`, undefined, supervisor)).status).toBe(403);
  });
});
