import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import type { JobKind } from '../../contract/studio/jobs.ts';
import { audit } from '../../storage/audit.ts';
import { endRunningJobs, findJob, insertJob, updateJob, type JobFailure, type StoredJob } from '../../storage/job.ts';
import { findPerson } from '../../storage/person.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import type { StageStart } from './timeLeft.ts';

/** How often what is known of a running job is written down at most. */
const WRITE_MS = 1_000;

/** Told by the work how much of a stage is done. */
export type JobProgress = (done: number, total: number, stage: string) => void;

/** What a job does. It ends soon after `signal` is aborted, by throwing what that was aborted with. Its result is kept as JSON. */
export type JobWork = (job: { id: string; progress: JobProgress; signal: AbortSignal }) => Promise<unknown>;

/** `title`: what it is about, where the kind does not say it. */
export type JobOrder = { kind: JobKind; author: Author; title?: string };

/** A job that runs in this process. `ended` resolves when its end is written down; it is never rejected. */
export type RunningJob = { job: StoredJob; stage: StageStart | null; abort: AbortController; ended: Promise<void> };

/** The jobs that run in this process, by kind. */
export type Jobs = Map<JobKind, RunningJob>;

/**
 * Starts long work beside everything else: its progress is in memory, written down once a second and at its end, whatever that is. @returns its id.
 * @throws JiedaError `job.running` with who has started one of the same kind and when, `content.read_only`.
 */
export async function startJob(studio: Studio, { kind, author, title }: JobOrder, work: JobWork): Promise<string> {
  requireEditing(studio);
  const other = studio.jobs.get(kind);
  if (other) throw new JiedaError('job.running', { kind, by: await nameOf(studio, other.job.by), since: toIso(other.job.startedAt_ms) });
  const job: StoredJob = {
    id: studio.ids.id(), kind, title: title ?? null, state: 'running', stage: null, done: 0, total: 0,
    startedAt_ms: studio.clock.now_ms(), endedAt_ms: null, by: author.id, result: null, error: null,
  };
  const running: RunningJob = { job, stage: null, abort: new AbortController(), ended: Promise.resolve() };
  // Nothing is awaited since it was looked for, so that of two who start at once one is refused.
  studio.jobs.set(kind, running);
  try {
    await studio.storage.transaction(async (database) => {
      await insertJob(database, job);
      await audit(database, { at_ms: job.startedAt_ms, by: author.id, action: 'job.started', on: kind, from: author.address, details: { job: job.id, ...(title !== undefined && { title }) } });
    });
  } catch (error) {
    studio.jobs.delete(kind);
    throw error;
  }
  running.ended = run(studio, running, work);
  return job.id;
}

async function run(studio: Studio, running: RunningJob, work: JobWork): Promise<void> {
  const { job, abort } = running;
  const writer = openWriter(studio, job);
  const progress: JobProgress = (done, total, stage) => {
    if (running.stage?.stage !== stage) running.stage = { stage, done, at_ms: studio.clock.now_ms() };
    Object.assign(job, { done, total, stage });
    writer.soon();
  };
  try {
    job.result = (await work({ id: job.id, progress, signal: abort.signal })) ?? null;
    job.state = 'done';
  } catch (error) {
    if (abort.signal.aborted) job.state = 'cancelled';
    else {
      job.state = 'failed';
      job.error = failureOf(error);
      studio.log.error({ err: error, job: job.id, kind: job.kind }, 'a job failed');
    }
  }
  job.endedAt_ms = studio.clock.now_ms();
  await writer.last();
  studio.jobs.delete(job.kind);
}

/** Writes one after another, so that the end is never overwritten by what was before it. */
function openWriter({ storage, clock, log }: Studio, job: StoredJob): { soon(): void; last(): Promise<void> } {
  let written_ms = clock.now_ms();
  let writing = Promise.resolve();
  const write = (): Promise<void> => {
    const now = { ...job };
    writing = writing
      .then(() => storage.transaction((database) => updateJob(database, now)))
      .catch((error: unknown) => log.error({ err: error, job: job.id }, 'what a job has come to could not be written down'));
    return writing;
  };
  return {
    soon() {
      if (clock.now_ms() - written_ms < WRITE_MS) return;
      written_ms = clock.now_ms();
      void write();
    },
    last: write,
  };
}

function failureOf(error: unknown): JobFailure {
  if (!(error instanceof JiedaError)) return { code: 'server.unexpected' };
  return { code: error.code, ...(error.details && { details: error.details }) };
}

/**
 * Ends a running job. What it has done so far is kept only where the work says so.
 * @throws JiedaError `job.not_found`; `job.over` when it does not run any more, or not in this process.
 */
export async function cancelJob(studio: Studio, by: Author, id: string): Promise<void> {
  const running = runningJob(studio, id);
  if (running) {
    running.abort.abort(new JiedaError('job.cancelled'));
    await studio.storage.transaction((database) => audit(database, { at_ms: studio.clock.now_ms(), by: by.id, action: 'job.cancelled', on: running.job.kind, from: by.address, details: { job: id } }));
    await running.ended;
    return;
  }
  throw new JiedaError((await findJob(studio.storage.read, id)) ? 'job.over' : 'job.not_found');
}

export function runningJob({ jobs }: Studio, id: string): RunningJob | undefined {
  return [...jobs.values()].find(({ job }) => job.id === id);
}

/** Ends every job of this process and waits until that is written down: the process is about to end. */
export async function cancelAllJobs({ jobs }: Studio): Promise<void> {
  const running = [...jobs.values()];
  for (const { abort } of running) abort.abort(new JiedaError('job.cancelled'));
  await Promise.all(running.map(({ ended }) => ended));
}

/** Only one process edits, and it has just begun: whatever counts as running was another's, which is gone. */
export async function noteInterruptedJobs(studio: Studio): Promise<void> {
  if (!studio.edits) return;
  await studio.storage.transaction((database) => endRunningJobs(database, studio.clock.now_ms(), { code: 'job.interrupted' }));
}

async function nameOf({ storage }: Studio, id: string): Promise<string> {
  return (await findPerson(storage.read, id))?.name ?? id;
}
