import { z } from 'zod';

/** Every kind of long work; each has words in the studio. One job of a kind runs at a time. */
export const JOB_KINDS = ['train', 'evaluate', 'compare', 'import', 'doctor', 'cluster', 'conversations'] as const;
export const jobKindSchema = z.enum(JOB_KINDS);
export type JobKind = z.infer<typeof jobKindSchema>;

/** `failed` also stands for work whose process ended before it (`job.interrupted`). */
export const jobStateSchema = z.enum(['running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobStateSchema>;

/**
 * Long work on the node that edits. `title`: what it is about, where the kind does not say it. `stage`: what it does now, `done` of `total` of it;
 * `left_ms`: how long the rest of the stage will take at its rate so far. `result`: what the kind says, once it is done.
 */
export const jobSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  title: z.string().nullable(),
  state: jobStateSchema,
  stage: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  left_ms: z.number().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  by: z.object({ id: z.string(), name: z.string() }),
  result: z.unknown(),
  error: z.object({ code: z.string(), zh: z.string(), en: z.string(), details: z.record(z.string(), z.unknown()).optional() }).nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobParams = z.strictObject({ job: z.string().min(1).max(64) });
export const jobsQuery = z.strictObject({ kind: jobKindSchema.optional() });
export const jobsResponse = z.object({ jobs: z.array(jobSchema) });
export const jobResponse = z.object({ job: jobSchema });
