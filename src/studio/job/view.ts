import { toIso } from '../../base/clock.ts';
import { ERRORS, JiedaError, type ErrorCode } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Job, JobKind } from '../../contract/studio/jobs.ts';
import { findJob, listJobs as listStoredJobs, type JobFailure, type StoredJob } from '../../storage/job.ts';
import { listPersons } from '../../storage/person.ts';
import type { Studio } from '../studio.ts';
import { runningJob } from './job.ts';
import { timeLeft } from './timeLeft.ts';

/** The newest jobs, of one kind or of all, as far as they are now. */
export async function listJobs(studio: Studio, kind?: JobKind): Promise<Job[]> {
  return describe(studio, await listStoredJobs(studio.storage.read, kind, LIMITS.jobsPage));
}

/** @throws JiedaError `job.not_found`. */
export async function readJob(studio: Studio, id: string): Promise<Job> {
  const job = await findJob(studio.storage.read, id);
  if (job === undefined) throw new JiedaError('job.not_found');
  return (await describe(studio, [job]))[0]!;
}

async function describe(studio: Studio, jobs: readonly StoredJob[]): Promise<Job[]> {
  const names = new Map((await listPersons(studio.storage.read)).map(({ id, name }) => [id, name]));
  return jobs.map((stored) => {
    // Memory knows more than the row.
    const running = runningJob(studio, stored.id);
    const { id, kind, title, state, stage, done, total, startedAt_ms, endedAt_ms, by, result, error } = running?.job ?? stored;
    return {
      id, kind, title, state, stage, done, total, result,
      left_ms: state === 'running' && running?.stage ? timeLeft(running.stage, { done, total }, studio.clock.now_ms()) : null,
      startedAt: toIso(startedAt_ms),
      endedAt: endedAt_ms === null ? null : toIso(endedAt_ms),
      by: { id: by, name: names.get(by) ?? by },
      error: error === null ? null : wordsOf(error),
    };
  });
}

function wordsOf({ code, details }: JobFailure): NonNullable<Job['error']> {
  // A later program may have written a code that this one does not know.
  const { zh, en } = Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : ERRORS['server.unexpected'];
  return { code, zh, en, ...(details && { details }) };
}
