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

export type ReleaseTable = {
  number: number;
  hash: string;
  /** ReleaseContent. */
  content_json: string;
  model: Uint8Array;
  model_hash: string;
  created_at: number;
  /** Id of whoever had it made; null where a command or the first start did. */
  actor: string | null;
  /** What is new in it, in their words. */
  note: string | null;
  /** Counts publications of all releases, so that the one that served before is known; null until it first serves. */
  publication: number | null;
  published_at: number | null;
  published_by: string | null;
  /** Why it was published although it is below the gate. */
  publish_reason: string | null;
};

/** What was measured of the releases of a hash. */
export type EvaluationTable = {
  hash: string;
  at: number;
  /** Evaluation. */
  figures_json: string;
  /** JudgedSentence[] each. */
  testset_json: string;
  examples_json: string;
};

/** A text that a release in the shadow understood otherwise than the live one. `text` is masked; `handed_over` is 0 or 1. */
export type ShadowDifferenceTable = {
  id: string;
  release: number;
  live: number;
  conversation_id: string;
  seq: number;
  at: number;
  text: string;
  live_intent: string;
  live_confidence: number;
  live_reason: string;
  intent: string;
  confidence: number;
  reason: string;
  handed_over: number;
};

/** How many texts a release in the shadow and the live one understood alike, otherwise, and how many were left out. */
export type ShadowCountTable = { release: number; live: number; agreed: number; differed: number; dropped: number };
