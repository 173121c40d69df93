import type { Selectable } from 'kysely';
import { LIMITS } from '../base/limits.ts';
import type { JobKind, JobState } from '../contract/studio/jobs.ts';
import type { Database } from './schema.ts';
import type { JobTable } from './studioTables.ts';

/** Long work of the studio. `by`: id of a person. Instants are ms since the epoch. */
export type StoredJob = {
  id: string;
  kind: JobKind;
  title: string | null;
  state: JobState;
  stage: string | null;
  done: number;
  total: number;
  startedAt_ms: number;
  endedAt_ms: number | null;
  by: string;
  result: unknown;
  error: JobFailure | null;
};
export type JobFailure = { code: string; details?: Record<string, unknown> };

/** Adds a job, and forgets those before the last `LIMITS.jobs`. */
export async function insertJob(database: Database, job: StoredJob): Promise<void> {
  await database.insertInto('job').values({ id: job.id, kind: job.kind, title: job.title, started_at: job.startedAt_ms, actor: job.by, ...changing(job) }).execute();
  const kept = await database.selectFrom('job').select('started_at').orderBy('started_at', 'desc').offset(LIMITS.jobs).limit(1).executeTakeFirst();
  if (kept) await database.deleteFrom('job').where('started_at', '<=', kept.started_at).where('state', '!=', 'running').execute();
}

/** Writes how far a job is, and how it ended. */
export async function updateJob(database: Database, job: StoredJob): Promise<void> {
  await database.updateTable('job').set(changing(job)).where('id', '=', job.id).execute();
}

/** Ends every job that still counts as running. */
export async function endRunningJobs(database: Database, now_ms: number, error: JobFailure): Promise<void> {
  await database.updateTable('job').set({ state: 'failed', ended_at: now_ms, error_json: JSON.stringify(error) }).where('state', '=', 'running').execute();
}

export async function findJob(database: Database, id: string): Promise<StoredJob | undefined> {
  const row = await database.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** The newest first, at most `limit`. */
export async function listJobs(database: Database, kind: JobKind | undefined, limit: number): Promise<StoredJob[]> {
  let query = database.selectFrom('job').selectAll();
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return (await query.orderBy('started_at', 'desc').orderBy('id').limit(limit).execute()).map(fromRow);
}

function changing({ state, stage, done, total, endedAt_ms, result, error }: StoredJob): Omit<JobTable, 'id' | 'kind' | 'title' | 'started_at' | 'actor'> {
  const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
  return { state, stage, done, total, ended_at: endedAt_ms, result_json: json(result), error_json: json(error) };
}

function fromRow(row: Selectable<JobTable>): StoredJob {
  const { id, kind, title, state, stage, done, total, started_at, ended_at, actor, result_json, error_json } = row;
  return {
    id, kind, title, state, stage, done, total, startedAt_ms: started_at, endedAt_ms: ended_at, by: actor,
    result: result_json === null ? null : JSON.parse(result_json),
    error: error_json === null ? null : (JSON.parse(error_json) as JobFailure),
  };
}
