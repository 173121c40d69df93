import type { JobKind, JobState } from '../contract/studio/jobs.ts';

/** Long work of the studio. */
export type JobTable = {
  id: string;
  kind: JobKind;
  title: string | null;
  state: JobState;
  stage: string | null;
  done: number;
  total: number;
  started_at: number;
  ended_at: number | null;
  /** Id of the person who started it. */
  actor: string;
  result_json: string | null;
  /** Code and details of a failure. */
  error_json: string | null;
};
