import { JiedaError } from '../../base/errors.ts';
import { findReleaseContent } from '../../storage/release.ts';
import { measureRelease } from '../evaluation/measure.ts';
import { startJob } from '../job/job.ts';
import type { Progress } from '../learning.ts';
import { hashOf, measureContent, train, type Made, type TrainingOptions } from '../release.ts';
import type { Author, Studio } from '../studio.ts';

type Wishes = { progress?: Progress; signal?: AbortSignal; by?: string; note?: string };

/**
 * Makes a release of the draft that can be published, with everything that is measured of it. One of the same content is not made again, but
 * measured if it has not been.
 * @throws JiedaError `content.invalid`, `evaluation.invalid`; what `signal` is aborted with.
 */
export function trainCandidate(studio: Studio, { progress, ...wishes }: Wishes = {}): Promise<{ number: number; hash: string; isNew: boolean }> {
  return train(studio.storage, studio.draft, studio.clock, progress, { ...wishes, ...measured(studio, progress, wishes.signal) });
}

/**
 * Measures a release that is there.
 * @throws JiedaError `release.not_found`; `release.damaged` for one of another version of the program, whose model this one does not make.
 */
export async function evaluateRelease(studio: Studio, number: number, { progress, signal }: Wishes = {}): Promise<void> {
  const { hash, content } = await findReleaseContent(studio.storage.read, number);
  if (hash !== hashOf(content)) throw new JiedaError('release.of_another_version', { number });
  await measureContent(studio.storage, content, progress, { ...(signal && { signal }), ...measured(studio, progress, signal) });
}

function measured(studio: Studio, progress: Progress = () => {}, signal?: AbortSignal): Pick<TrainingOptions, 'evaluate' | 'learning'> {
  return { learning: studio.learning, evaluate: (made: Made) => measureRelease(studio, made, progress, signal) };
}

/** {@link trainCandidate} as a job, whose result is `{ release, isNew }`. @returns its id. @throws JiedaError `job.running`, `content.read_only`. */
export function startTraining(studio: Studio, author: Author, note?: string): Promise<string> {
  return startJob(studio, { kind: 'train', author, ...(note && { title: note }) }, async ({ progress, signal }) => {
    const { number, isNew } = await trainCandidate(studio, { progress, signal, by: author.id, ...(note && { note }) });
    return { release: number, isNew };
  });
}

/** {@link evaluateRelease} as a job, whose result is `{ release }`. @returns its id. @throws JiedaError `release.not_found`, `job.running`. */
export async function startEvaluation(studio: Studio, author: Author, number: number): Promise<string> {
  await findReleaseContent(studio.storage.read, number);
  return startJob(studio, { kind: 'evaluate', author, title: `#${number}` }, async ({ progress, signal }) => {
    await evaluateRelease(studio, number, { progress, signal });
    return { release: number };
  });
}
