import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Job, JobKind } from '../../../contract/studio/jobs.ts';
import { cancelJob, fetchJob, fetchJobs } from '../api/jobs.ts';
import { wordsFor } from '../words/index.ts';

const POLL_MS = 1_000;

/** The newest job of a kind as it is now, whoever started it and on whatever page; `null` while there is none. `problem`: why it is not known. */
export type FollowedJob = {
  job: ShallowRef<Job | null>;
  problem: Ref<string>;
  /** Starts one by `begin`, which answers its id, and follows it. */
  start(begin: () => Promise<{ job: string }>): Promise<void>;
  cancel(): Promise<void>;
};

/**
 * Follows the jobs of a kind for as long as the page is shown: what runs on the server goes on without it and is found again. `whenEnded` is told
 * of a job that ended meanwhile, not of one that had ended before.
 */
export function useJob(kind: JobKind, whenEnded: (job: Job) => void = () => {}): FollowedJob {
  const job: ShallowRef<Job | null> = shallowRef(null);
  const problem = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  function take(found: Job | null): void {
    const ran = job.value?.state === 'running' && job.value.id === found?.id;
    job.value = found;
    if (found?.state === 'running') later();
    else if (ran && found !== null) whenEnded(found);
  }
  function later(): void {
    clearTimeout(timer);
    if (!gone) timer = setTimeout(() => void look(), POLL_MS);
  }
  async function look(): Promise<void> {
    try {
      const found = job.value?.state === 'running' ? (await fetchJob(job.value.id)).job : ((await fetchJobs(kind)).jobs[0] ?? null);
      problem.value = '';
      if (!gone) take(found);
    } catch (error) {
      problem.value = wordsFor(error);
      if (job.value?.state === 'running') later();
    }
  }
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      problem.value = '';
      await work();
    } catch (error) {
      problem.value = wordsFor(error);
    }
  }

  void look();
  onBeforeUnmount(() => {
    gone = true;
    clearTimeout(timer);
  });
  return {
    job,
    problem,
    start: (begin) => attempt(async () => {
      const { job: id } = await begin();
      const { job: found } = await fetchJob(id);
      take(found);
      // Short work may have ended before it is asked about for the first time.
      if (found.state !== 'running') whenEnded(found);
    }),
    cancel: () => attempt(async () => {
      if (job.value) take((await cancelJob(job.value.id)).job);
    }),
  };
}
