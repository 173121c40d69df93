import type { Examples } from '../../text/examples.ts';
import { modelOf } from '../../text/learned.ts';
import { SEED, learn, learnJudged } from '../../text/training.ts';
import { judgeExamples, type ExampleJudgement, type Judgement } from '../../text/unseen.ts';

/** Told now and then how much of a stage is done. */
export type Progress = (done: number, total: number, stage: string) => void;

/** A model, and where training has put each example while it had not seen it. */
export type JudgedModel = { model: Uint8Array; judgements: ExampleJudgement[] };

/**
 * What takes seconds and needs nothing but the examples: no file, no connection, no dictionaries. Each blocks its thread until it is done,
 * and gives the same for the same examples.
 */
export const WORK = {
  /** A model. */
  train: (examples: Examples, progress: Progress): Uint8Array => modelOf(learn(examples, SEED, progress)),
  /** The same model, and what training found out about the examples. */
  trainJudged(examples: Examples, progress: Progress): JudgedModel {
    const { learned, judgements } = learnJudged(examples, SEED, progress);
    return { model: modelOf(learned), judgements };
  },
  /** Where classifiers that have not seen an example put it. */
  judge: (examples: Examples, progress: Progress): Judgement[] =>
    judgeExamples(examples, SEED, (done, total) => progress(done, total, 'cross-validation')),
} as const;

export type Work = keyof typeof WORK;
export type Result<Name extends Work> = ReturnType<(typeof WORK)[Name]>;
