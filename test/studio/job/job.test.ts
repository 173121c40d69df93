import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JiedaError } from '../../../src/base/errors.ts';
import { cancelAllJobs, cancelJob, noteInterruptedJobs, startJob, type JobProgress } from '../../../src/studio/job/job.ts';
import { timeLeft } from '../../../src/studio/job/timeLeft.ts';
import { listJobs, readJob } from '../../../src/studio/job/view.ts';
import { openStudio, type Studio } from '../../../src/studio/studio.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

const author = { id: 'somebody', address: '127.0.0.1' };

/** Work that a test drives step by step. */
function stepwise() {
  let finish!: (result: unknown) => void;
  let fail!: (error: unknown) => void;
  let told!: JobProgress;
  const over = new Promise<unknown>((resolve, reject) => {
    [finish, fail] = [resolve, reject];
  });
  const work = ({ progress, signal }: { progress: JobProgress; signal: AbortSignal }): Promise<unknown> => {
    told = progress;
    signal.addEventListener('abort', () => fail(signal.reason));
    return over;
  };
  return { work, finish, fail, progress: (...args: Parameters<JobProgress>) => told(...args) };
}

describe('jobs of the studio', () => {
  let test: TestRuntime;
  let studio: Studio;
  beforeEach(async () => {
    test = await testRuntime();
    studio = openStudio({ contentPath: '/nowhere', studio: true, classifier: 'both' }, { ...test.runtime, shopOf: () => () => Promise.reject(new Error('no shop')) });
  });
  afterEach(() => test.close());
  const ended = async (id: string) => {
    await [...studio.jobs.values()].find(({ job }) => job.id === id)?.ended;
    return readJob(studio, id);
  };

  it('tell how far they are, with the time that is left at the rate of the stage', async () => {
    const step = stepwise();
    const id = await startJob(studio, { kind: 'train', author, title: '草稿' }, step.work);
    expect(await readJob(studio, id)).toMatchObject({ state: 'running', kind: 'train', title: '草稿', stage: null, left_ms: null, by: { id: 'somebody' } });
    step.progress(0, 100, 'reading');
    test.clock.now += 2_000;
    step.progress(20, 100, 'reading');
    expect(await readJob(studio, id)).toMatchObject({ stage: 'reading', done: 20, total: 100, left_ms: 8_000 });
    step.progress(0, 10, 'intents');
    expect(await readJob(studio, id)).toMatchObject({ stage: 'intents', left_ms: null });
    step.finish({ release: 2 });
    expect(await ended(id)).toMatchObject({ state: 'done', result: { release: 2 }, left_ms: null, error: null });
  });

  it('run one of a kind at a time; who comes second is told who came first', async () => {
    const step = stepwise();
    const [first, second] = await Promise.allSettled([startJob(studio, { kind: 'train', author }, step.work), startJob(studio, { kind: 'train', author }, step.work)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'job.running', details: { kind: 'train', by: 'somebody' } } });
    const other = await startJob(studio, { kind: 'import', author }, async () => 1);
    expect((await ended(other)).state).toBe('done');
    step.finish(null);
    await cancelAllJobs(studio);
    expect(await ended(await startJob(studio, { kind: 'train', author }, async () => 2))).toMatchObject({ state: 'done', result: 2 });
  });

  it('are ended by whoever wishes, and leave their kind free', async () => {
    const step = stepwise();
    const id = await startJob(studio, { kind: 'train', author }, step.work);
    await cancelJob(studio, author, id);
    expect(await readJob(studio, id)).toMatchObject({ state: 'cancelled', error: null });
    await expect(cancelJob(studio, author, id)).rejects.toMatchObject({ code: 'job.over' });
    await expect(cancelJob(studio, author, 'none')).rejects.toMatchObject({ code: 'job.not_found' });
    expect(studio.jobs.size).toBe(0);
  });

  it('that fail say why, by code where it is one of ours', async () => {
    const wrong = await startJob(studio, { kind: 'train', author }, async () => {
      throw new JiedaError('content.invalid', { problems: ['x'] });
    });
    expect((await ended(wrong)).error).toMatchObject({ code: 'content.invalid', details: { problems: ['x'] } });
    const broken = await startJob(studio, { kind: 'train', author }, async () => {
      throw new Error('secret internals');
    });
    const { state, error } = await ended(broken);
    expect([state, error?.code, JSON.stringify(error).includes('internals')]).toEqual(['failed', 'server.unexpected', false]);
  });

  it('that a process left behind count as interrupted at the next start', async () => {
    const step = stepwise();
    const id = await startJob(studio, { kind: 'train', author }, step.work);
    const next = openStudio({ contentPath: '/nowhere', studio: true, classifier: 'both' }, { ...test.runtime, shopOf: studio.shopOf });
    await noteInterruptedJobs({ ...next, edits: false });
    expect((await readJob(next, id)).state).toBe('running');
    await noteInterruptedJobs(next);
    expect(await readJob(next, id)).toMatchObject({ state: 'failed', error: { code: 'job.interrupted' } });
    step.finish(null);
    await cancelAllJobs(studio);
  });

  it('start only on the node that edits', async () => {
    await expect(startJob({ ...studio, edits: false }, { kind: 'train', author }, async () => 1)).rejects.toMatchObject({ code: 'content.read_only' });
  });

  it('write down how far they are once a second, not at each step', async () => {
    const step = stepwise();
    const id = await startJob(studio, { kind: 'train', author }, step.work);
    const elsewhere = { ...studio, jobs: new Map() };
    for (let done = 1; done <= 500; done += 1) step.progress(done, 1_000, 'reading');
    test.clock.now += 1_000;
    for (let done = 501; done <= 700; done += 1) step.progress(done, 1_000, 'reading');
    step.finish(null);
    const running = [...studio.jobs.values()][0];
    await running?.ended;
    expect(await readJob(elsewhere, id)).toMatchObject({ done: 700, state: 'done' });
  });

  it('are kept up to a limit, the newest first', async () => {
    for (let i = 0; i < LIMITS.jobs + 3; i += 1) {
      test.clock.now += 1;
      await ended(await startJob(studio, { kind: 'import', author, title: String(i) }, async () => i));
    }
    const { count } = await test.runtime.storage.read.selectFrom('job').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    expect(Number(count)).toBe(LIMITS.jobs);
    expect((await listJobs(studio, 'import')).map(({ title }) => title).slice(0, 2)).toEqual([String(LIMITS.jobs + 2), String(LIMITS.jobs + 1)]);
    expect(await listJobs(studio, 'train')).toEqual([]);
  });
});

describe('the time that is left', () => {
  it('is never negative, shrinks with what is done, and is unknown while nothing is', () => {
    fc.assert(fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.integer({ min: 1, max: 1e6 }), (before, more, rest, spent_ms) => {
      const left = timeLeft({ stage: 's', done: before, at_ms: 0 }, { done: before + more, total: before + more + rest }, spent_ms);
      if (more === 0) expect(left).toBeNull();
      else expect(left).toBe(Math.round((rest * spent_ms) / more));
    }));
  });
});
