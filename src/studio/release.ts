import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import { compileDialogs, DIALOG_VERSION } from '../dialog/content.ts';
import type { ContentDraft } from '../storage/content.ts';
import type { Storage } from '../storage/driver.ts';
import { activateRelease, activeReleaseNumber, findReleaseContent, insertRelease, listReleases, restoreModel } from '../storage/release.ts';
import { JiedaError } from '../base/errors.ts';
import { MODEL_FORMAT, TEXT_VERSION } from '../text/version.ts';
import { learnAside, type Learning, type Progress } from './learning.ts';

export type { Progress } from './learning.ts';

/** How a release is trained: in a thread of its own unless told otherwise. `signal` ends it; nothing is stored then. */
export type TrainingOptions = { signal?: AbortSignal; learning?: Learning };

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
): Promise<{ number: number; hash: string }> {
  const content = await draft.readAll();
  compileDialogs(content.dialogs, content.figures, content.intents);
  const hash = hashOf(content);
  const existing = (await listReleases(storage.read)).find((release) => release.hash === hash);
  if (existing) return { number: existing.number, hash };
  return { number: await trainContent(storage, content, clock, onProgress, options), hash };
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
  if (!fits(content)) {
    const trained = await train(storage, draft, clock, onProgress, options);
    await publish(storage, trained.number);
    return { number: trained.number, ofDraft: true };
  }
  if (hash === hashOf(content)) {
    const model = await modelOf(content, onProgress, options);
    await storage.transaction((database) => restoreModel(database, number, model));
    return { number, ofDraft: false };
  }
  const upgraded = await trainContent(storage, content, clock, onProgress, options);
  await publish(storage, upgraded);
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
  const model = await modelOf(content, onProgress, options);
  return storage.transaction((database) => insertRelease(database, { hash: hashOf(content), content, model, createdAt_ms: clock.now_ms() }));
}

function modelOf(content: ReleaseContent, onProgress: Progress | undefined, { signal, learning = learnAside }: TrainingOptions): Promise<Uint8Array> {
  return learning('train', content, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
}

/** Lets a release serve. Nodes that run see it within seconds. @throws JiedaError `release.not_found`. */
export async function publish(storage: Storage, number: number): Promise<void> {
  await storage.transaction((database) => activateRelease(database, number));
}

/**
 * Lets the release before the active one serve again, or a named one.
 * @throws JiedaError `release.none`, `release.not_found` when there is no earlier one.
 */
export async function rollBack(storage: Storage, number?: number): Promise<number> {
  const active = await activeReleaseNumber(storage.read);
  if (active === null) throw new JiedaError('release.none');
  const target = number ?? (await listReleases(storage.read)).find((release) => release.number < active)?.number;
  if (target === undefined) throw new JiedaError('release.not_found', { before: active });
  await publish(storage, target);
  return target;
}
