import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { IntentDocument } from '../../../src/contract/content/intent.ts';
import type { Job } from '../../../src/contract/studio/jobs.ts';
import { addShadow } from '../../../src/storage/shadow.ts';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';
const KEPT = ['greeting', 'return_policy', 'shipping_status', 'human_agent', 'out_of_scope'];
const TEST_SET = '你好呀\tgreeting\tcalm\n怎么把东西退了\treturn_policy\n快递什么时候能到\tshipping_status\n今天股票涨了吗\tout_of_scope\n';

describe('releases in the studio', () => {
  let server: StudioServer;
  const call = (method: string, path: string, body?: unknown, session = server.admin) => server.call(method, STUDIO + path, { session, ...(body !== undefined && { body }) });
  beforeAll(async () => {
    server = await studioServer();
    // Few examples an intent and no words of our own: quick to train.
    for (const file of await readdir(join(server.contentPath, 'intents'))) {
      const path = join(server.contentPath, 'intents', file);
      const document = JSON.parse(await readFile(path, 'utf8')) as IntentDocument;
      await writeFile(path, JSON.stringify({ ...document, rules: [], examples: document.examples.slice(0, KEPT.includes(document.id) ? 30 : 5) }));
    }
    await writeFile(join(server.contentPath, 'data/testset.tsv'), TEST_SET);
    await rm(join(server.contentPath, 'dialogs/conversations'), { recursive: true, force: true });
    const gate = { accuracy: 0.25, falseAccepts: null, conversations: true, worse: null };
    expect((await server.call('PUT', '/api/v1/desk/settings/studio.gate', { session: server.admin, body: { rev: 0, value: gate } })).status).toBe(200);
  });
  afterAll(() => server.close());

  const linesOf = async (action: string) => (await server.call('GET', `/api/v1/desk/audit?action=${action}`, { session: server.admin })).body.lines as object[];
  async function finished(job: string): Promise<Job> {
    for (;;) {
      const { body } = await call('GET', `/jobs/${job}`);
      if (body.job.state !== 'running') return body.job as Job;
    }
  }
  async function train(note?: string): Promise<number> {
    const { status, body } = await call('POST', '/releases/train', note === undefined ? {} : { note });
    expect(status).toBe(202);
    const job = await finished(body.job);
    expect([job.state, job.error]).toEqual(['done', null]);
    return (job.result as { release: number }).release;
  }
  async function change(id: string, examples: string[]): Promise<void> {
    const { document } = (await call('GET', `/intents/${id}`)).body;
    const more = examples.map((text) => ({ text, emotion: 'calm' }));
    expect((await call('PUT', `/intents/${id}`, { document: { ...document, examples: [...document.examples, ...more] } })).status).toBe(200);
  }

  it('are made of the draft with everything that is measured of them, once each', async () => {
    expect((await call('GET', '/releases/draft')).body).toMatchObject({ live: null, sameAs: null, problems: [] });
    const number = await train('第一版');
    expect(await train()).toBe(number);
    const { body } = await call('GET', `/releases/${number}`);
    expect(body.release).toMatchObject({ number, note: '第一版', live: false, served: false, by: { name: '人员1' }, stale: false });
    const { testset, examples, conversations } = body.evaluation;
    expect([testset.lines, conversations]).toEqual([4, null]);
    expect(examples.lines).toBeGreaterThan(200);
    expect(examples.calibration.reduce((sum: number, { texts }: { texts: number }) => sum + texts, 0)).toBe(examples.lines);
    expect(examples.confusion.reduce((sum: number, { texts }: { texts: number }) => sum + texts, 0)).toBe(examples.lines);
    expect(examples.emotions.accuracy).toBeGreaterThan(0.3);
    const { confusion, lines, accuracy } = examples;
    const right = confusion.filter(({ expected, got }: { expected: string; got: string }) => expected === got).reduce((sum: number, { texts }: { texts: number }) => sum + texts, 0);
    expect(right / lines).toBeCloseTo(accuracy, 10);
    const cell = confusion.find(({ expected, got }: { expected: string; got: string }) => expected !== got);
    const { total, sentences } = (await call('GET', `/releases/${number}/sentences?set=examples&expected=${cell.expected}&got=${cell.got}`)).body;
    expect([total, sentences.length, sentences[0].expected, sentences[0].got]).toEqual([cell.texts, cell.texts, cell.expected, cell.got]);
    expect((await call('GET', '/releases/draft')).body.sameAs).toBe(number);
  });

  it('are published when they pass the gate, compared sentence by sentence, and rolled back', async () => {
    expect((await call('POST', '/releases/1/publish', {})).body).toEqual({ release: 1 });
    await change('return_policy', ['怎么把东西退了', '东西想退了怎么弄']);
    const { documents } = (await call('GET', '/releases/draft')).body;
    expect(documents).toEqual([{ kind: 'intent', id: 'return_policy', name: expect.any(String), change: 'changed', examples: { before: 30, now: 32, added: 2, removed: 0, relabelled: 0 }, parts: 0 }]);
    const second = await train();
    const compared = (await call('GET', `/releases/${second}/comparison?with=1&set=testset&change=unchanged`)).body;
    expect(compared.comparable).toBe(true);
    expect(Object.values(compared.counts as Record<string, number>).reduce((a, b) => a + b)).toBe(4);
    const fresh = (await call('GET', `/releases/${second}/comparison?with=1&set=examples&change=new`)).body;
    expect(fresh.sentences.map(({ now }: { now: { text: string } }) => now.text)).toEqual(['怎么把东西退了', '东西想退了怎么弄']);
    expect((await call('POST', `/releases/${second}/publish`, {})).status).toBe(200);
    const list = (await call('GET', '/releases')).body;
    expect(list.rollBackTo).toBe(1);
    expect(list.releases.map(({ number, live }: { number: number; live: boolean }) => [number, live])).toEqual([[second, true], [1, false]]);
    expect((await call('POST', '/releases/rollback', {})).body).toEqual({ release: 1 });
    expect((await call('POST', '/releases/rollback', {})).body.error.code).toBe('release.not_found');
    expect((await call('POST', '/releases/rollback', { to: second })).body).toEqual({ release: second });
  });

  it('below the gate need the right and a reason, both of which the log keeps', async () => {
    const gate = { accuracy: 1, falseAccepts: 0, conversations: true, worse: 0 };
    const { rev } = (await server.call('GET', '/api/v1/desk/settings', { session: server.admin })).body.settings.find(({ name }: { name: string }) => name === 'studio.gate');
    await writeFile(join(server.contentPath, 'data/testset.tsv'), `${TEST_SET}你好呀\treturn_policy\n`);
    await server.call('PUT', '/api/v1/desk/settings/studio.gate', { session: server.admin, body: { rev, value: gate } });
    await change('greeting', ['嗨嗨，在忙吗']);
    const third = await train();
    const refused = await call('POST', `/releases/${third}/publish`, {});
    expect([refused.status, refused.body.error.code]).toEqual([409, 'release.below_gate']);
    expect(refused.body.error.details.failed).toContainEqual(expect.objectContaining({ name: 'accuracy', required: 1, passed: false }));
    const other = await server.signIn('admin');
    expect((await call('POST', `/releases/${third}/publish`, { reason: '赶活动' }, other)).body.error.code).toBe('release.gate_right_needed');
    expect((await call('POST', `/releases/${third}/publish`, { reason: '  ' })).body.error.code).toBe('release.below_gate');
    expect((await call('POST', `/releases/${third}/publish`, { reason: '赶活动' })).status).toBe(200);
    expect((await call('GET', '/releases')).body.releases[0]).toMatchObject({ number: third, live: true, reason: '赶活动' });
    const { lines } = (await server.call('GET', '/api/v1/desk/audit?action=release.published', { session: server.admin })).body;
    expect(lines[0]).toMatchObject({ action: 'release.published', subject: String(third), details: { reason: '赶活动' } });
  });

  it('of an admin without the right: another admin grants it, nobody to themselves', async () => {
    const { persons } = (await server.call('GET', '/api/v1/desk/persons', { session: server.admin })).body;
    const [first, second] = persons.filter(({ role }: { role: string }) => role === 'admin');
    expect([first.rights, second.rights]).toEqual([['publish_below_gate'], []]);
    const grant = (session: string, { id, name, workerNumber, teams }: typeof first) =>
      server.call('PUT', `/api/v1/desk/persons/${id}`, { session, body: { name, workerNumber, role: 'admin', teams, rights: ['publish_below_gate'] } });
    const third = await server.signIn('admin');
    const { person } = (await server.call('GET', '/api/v1/desk/session', { session: third })).body;
    expect((await grant(third, { ...person, teams: [] })).body.error.code).toBe('account.own_rights');
    expect((await grant(server.admin, { ...person, teams: [] })).body.person.rights).toEqual(['publish_below_gate']);
    expect((await call('GET', '/releases', undefined, third)).body.mayForce).toBe(true);
  });

  it('that do not serve can be removed; the one that serves cannot', async () => {
    const live = (await call('GET', '/releases')).body.releases.find((release: { live: boolean }) => release.live).number;
    expect((await call('DELETE', `/releases/${live}`)).body.error.code).toBe('release.serving');
    expect((await call('DELETE', '/releases/1')).status).toBe(204);
    expect(await linesOf('release.removed')).toMatchObject([{ subject: '1', details: { hash: expect.any(String) } }]);
    expect((await call('GET', '/releases/1')).status).toBe(404);
  });

  it('give what they heard in the shadow to the review queue once, all of it or nothing, with a line in the audit log', async () => {
    const live = (await call('GET', '/releases')).body.releases.find((release: { live: boolean }) => release.live).number;
    const { storage } = server.runtime;
    const meant = { intent: 'greeting', confidence: 0.5, reason: '试' };
    const differences = ['月亮上的基站谁修', '套餐里的流量月底清不清零'].map((text, index) => ({ id: `d${index}`, release: live, live: 0, conversationId: 'c', seq: index, at_ms: 1, text, before: meant, now: meant, handedOver: false }));
    await storage.transaction((database) => addShadow(database, live, { agreed: new Map(), dropped: new Map(), differences }));
    const handOver = (ids = ['d0', 'd1']) => call('POST', `/releases/${live}/shadow/review`, { ids });
    const queued = async () => (await storage.read.selectFrom('sentence').select(['text', 'count']).orderBy('text').execute()).map(({ text, count }) => [text, count]);
    await storage.transaction((database) => sql`alter table sentence rename to sentence_away`.execute(database));
    expect((await handOver()).status).toBe(500);
    await storage.transaction((database) => sql`alter table sentence_away rename to sentence`.execute(database));
    expect((await call('GET', `/releases/${live}/shadow`)).body.groups[0].differences.map(({ handedOver }: { handedOver: boolean }) => handedOver)).toEqual([false, false]);
    const [one, other] = await Promise.all([handOver(), handOver()]);
    expect(one.body.handedOver + other.body.handedOver).toBe(2);
    expect(await queued()).toEqual([['套餐里的流量月底清不清零', 1], ['月亮上的基站谁修', 1]]);
    expect(await linesOf('release.handed_over')).toMatchObject([{ subject: String(live), details: { sentences: 2 } }]);
  });

  it('say what is wrong with the draft before anybody trains, and refuse one that cannot become a release', async () => {
    const { findings } = (await call('GET', '/releases/draft/findings')).body;
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'few_examples', severity: 'warning' }));
    const path = join(server.contentPath, 'intents/thanks.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, '{}');
    expect((await call('GET', '/releases/draft')).body.problems[0]).toContain('intents/thanks.json');
    const { body } = await call('POST', '/releases/train', {});
    expect((await finished(body.job)).error).toMatchObject({ code: 'content.invalid' });
    await writeFile(path, before);
  });

  it('are not made by a training that is stopped', async () => {
    await change('greeting', ['喂喂，有人没']);
    const before = (await call('GET', '/releases')).body.releases.length;
    const { body } = await call('POST', '/releases/train', {});
    await call('POST', `/jobs/${body.job}/cancel`, {});
    expect((await finished(body.job)).state).toBe('cancelled');
    expect(await linesOf('job.cancelled')).toMatchObject([{ subject: 'train', details: { job: body.job } }]);
    expect((await linesOf('job.started'))[0]).toMatchObject({ subject: 'train', details: { job: body.job } });
    expect((await call('GET', '/releases')).body.releases).toHaveLength(before);
  });

  it('a new intent is made of examples of another', async () => {
    const { document } = (await call('GET', '/intents/greeting')).body;
    const texts = document.examples.slice(0, 2).map(({ text }: { text: string }) => text);
    const split = { rev: document.rev, id: 'early_greeting', name: '早安', domain: 'common', texts };
    const made = await call('POST', '/intents/greeting/split', split);
    expect([made.status, made.body.document?.examples.map(({ text }: { text: string }) => text), made.body.error]).toEqual([201, texts, undefined]);
    expect((await call('GET', '/intents/greeting')).body.document.examples).toHaveLength(document.examples.length - 2);
    expect((await call('POST', '/intents/greeting/split', split)).body.error.code).toBe('content.conflict');
  });
});
