import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import { compileDialogs, DIALOG_VERSION } from '../dialog/content.ts';
import type { ContentDraft } from '../storage/content.ts';
import type { Storage } from '../storage/driver.ts';
import { findEvaluation, saveEvaluation, type StoredEvaluation } from '../storage/evaluation.ts';
import { findReleaseContent, insertRelease, listReleases, restoreModel } from '../storage/release.ts';
import { MODEL_FORMAT, TEXT_VERSION } from '../text/version.ts';
import { learnAside, type JudgedModel, type Learning, type Progress } from './learning.ts';
import { publish, type Publisher } from './publish.ts';

export type { Progress } from './learning.ts';

/** A content with the model that was made of it, and what training found out about its examples. */
export type Made = JudgedModel & { content: ReleaseContent; hash: string };

/**
 * How a release is trained: in a thread of its own unless told otherwise. `signal` ends it; nothing is stored then. `evaluate` measures what was
 * made before it is stored, so that a release and its figures are there together or not at all. `by` and `note` are kept with it.
 */
export type TrainingOptions = {
  signal?: AbortSignal;
  learning?: Learning;
  evaluate?: (made: Made) => Promise<StoredEvaluation>;
  by?: string;
  note?: string;
};

/**
 * Name of a release: hash of content and code version. The same content and code train the same model, so that a release can be made
 * again anywhere. Documents' `rev` counts saves, not content, and stays outside.
 */
export function hashOf(content: ReleaseContent): string {
  const withoutRev = (documents: { rev: number }[]) => documents.map(({ rev: _rev, ...rest }) => rest);
  const named = { ...content, intents: withoutRev(content.intents), dialogs: withoutRev(content.dialogs), model: MODEL_FORMAT, text: TEXT_VERSION, dialog: DIALOG_VERSION };
  return createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 16);
}

/**
 * Trains a release from the draft and stores it; nothing serves it yet. A release of the same content and code is not made twice.
 * @throws JiedaError `content.invalid` with every problem; what `signal` is aborted with.
 */
export async function train(
  storage: Storage, draft: Pick<ContentDraft, 'readAll'>, clock: Clock, onProgress?: Progress, options: TrainingOptions = {},
): Promise<{ number: number; hash: string; isNew: boolean }> {
  const content = await draft.readAll();
  await setImmediate();
  compileDialogs(content.dialogs, content.figures, content.intents);
  await setImmediate();
  const hash = hashOf(content);
  const existing = (await listReleases(storage.read)).find((release) => release.hash === hash);
  if (!existing) return { number: await trainContent(storage, content, clock, onProgress, options), hash, isNew: true };
  if (options.evaluate && !(await findEvaluation(storage.read, hash))) await measureContent(storage, content, onProgress, options);
  return { number: existing.number, hash, isNew: false };
}

/**
 * Makes what should serve serve again where its model cannot be used: after an upgrade of the program, as a new release of the same
 * content; after damage, by training the same model again. Where an upgraded program needs what the content of before does not have, the draft
 * takes its place: its files came with the program.
 * @throws JiedaError `release.damaged` when the content is not whole either, `content.invalid` when the draft cannot be used.
 */
export async function repair(
  storage: Storage, number: number, draft: Pick<ContentDraft, 'readAll'>, clock: Clock, onProgress?: Progress, options: TrainingOptions = {},
): Promise<{ number: number; ofDraft: boolean }> {
  const { hash, content } = await findReleaseContent(storage.read, number);
  const program: Publisher = { at_ms: clock.now_ms(), id: null, address: null };
  if (!fits(content)) {
    const trained = await train(storage, draft, clock, onProgress, options);
    await publish(storage, trained.number, program);
    return { number: trained.number, ofDraft: true };
  }
  if (hash === hashOf(content)) {
    const { model } = await make(content, onProgress, options);
    await storage.transaction((database) => restoreModel(database, number, model));
    return { number, ofDraft: false };
  }
  const upgraded = await trainContent(storage, content, clock, onProgress, options);
  await publish(storage, upgraded, program);
  return { number: upgraded, ofDraft: false };
}

/** Whether this program can serve the content. */
function fits(content: ReleaseContent): boolean {
  try {
    compileDialogs(content.dialogs, content.figures, content.intents);
    return true;
  } catch (error) {
    if (error instanceof JiedaError && error.code === 'content.invalid') return false;
    throw error;
  }
}

async function trainContent(storage: Storage, content: ReleaseContent, clock: Clock, onProgress: Progress | undefined, options: TrainingOptions): Promise<number> {
  const made = await make(content, onProgress, options);
  const evaluation = await options.evaluate?.(made);
  options.signal?.throwIfAborted();
  return storage.transaction(async (database) => {
    if (evaluation) await saveEvaluation(database, made.hash, evaluation);
    return insertRelease(database, { hash: made.hash, content, model: made.model, createdAt_ms: clock.now_ms(), by: options.by ?? null, note: options.note ?? null });
  });
}

/** Measures what is a release already: training is repeated for what it finds out about the examples, and its model is dropped. */
export async function measureContent(storage: Storage, content: ReleaseContent, onProgress: Progress | undefined, options: TrainingOptions): Promise<void> {
  const made = await make(content, onProgress, options);
  const evaluation = await options.evaluate?.(made);
  options.signal?.throwIfAborted();
  if (evaluation) await storage.transaction((database) => saveEvaluation(database, made.hash, evaluation));
}

async function make(content: ReleaseContent, onProgress: Progress | undefined, { signal, learning = learnAside }: TrainingOptions): Promise<Made> {
  const judged = await learning('trainJudged', content, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
  return { ...judged, content, hash: hashOf(content) };
}
