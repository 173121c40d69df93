import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { Evaluation } from '../contract/studio/evaluation.ts';
import { studioOn } from '../server/studio.ts';
import { findEvaluation, listEvaluations } from '../storage/evaluation.ts';
import { listReleases } from '../storage/release.ts';
import { rollBack, type Publisher } from '../studio/publish.ts';
import { publishChecked } from '../studio/releases/publish.ts';
import { findListed } from '../studio/releases/read.ts';
import { evaluateRelease, trainCandidate } from '../studio/releases/train.ts';
import { printJson, progressBar, withRuntime } from './common.ts';

type Output = { json?: boolean };

/** `jieda train`: makes a release of the draft and measures it; it does not serve yet. */
export async function runTrain({ json = false, note }: Output & { note?: string }): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const { number, hash } = await trainCandidate(studioOn(config, runtime), { progress: progressBar(), ...(note && { note }) });
    const evaluation = await findEvaluation(runtime.storage.read, hash);
    tell(json, { release: number, hash, ...shortFigures(evaluation?.figures) }, `版本 ${number}（${hash}）已就绪，${inWords(evaluation?.figures)}；用 jieda publish ${number} 发布。`);
  });
}

/**
 * `jieda publish [number]`: lets a release serve, the newest by default. It is measured first where that has not been done; below the gate it
 * needs `--force` and a reason.
 */
export async function runPublish(number: number | undefined, { json = false, force = false, reason }: Output & { force?: boolean; reason?: string }): Promise<void> {
  if (force && !reason?.trim()) throw new JiedaError('release.reason_needed');
  await withRuntime(async (runtime, config) => {
    const studio = studioOn(config, runtime);
    const newest = (await listReleases(runtime.storage.read))[0]?.number;
    const target = number ?? newest;
    if (target === undefined) throw new JiedaError('release.none');
    const { hash } = await findListed(studio, target);
    if (!force && !(await findEvaluation(runtime.storage.read, hash))) await evaluateRelease(studio, target, { progress: progressBar() });
    await publishChecked(studio, target, { ...byCommand(runtime), ...(force && reason !== undefined && { reason }) });
    runtime.events.publish({ type: 'release' });
    tell(json, { release: target }, `版本 ${target} 已发布。`);
  });
}

/** `jieda rollback [number]`: back to the release that served before the active one, or to a named one that has served. */
export async function runRollback(number: number | undefined, { json = false }: Output): Promise<void> {
  await withRuntime(async (runtime) => {
    const target = await rollBack(runtime.storage, byCommand(runtime), number);
    runtime.events.publish({ type: 'release' });
    tell(json, { release: target }, `已回滚到版本 ${target}。`);
  });
}

/** `jieda releases`: all releases, newest first. */
export async function runReleases({ json = false }: Output): Promise<void> {
  await withRuntime(async ({ storage }) => {
    const evaluations = await listEvaluations(storage.read);
    for (const { number, hash, createdAt_ms, active, note, reason } of await listReleases(storage.read)) {
      const figures = evaluations.get(hash)?.figures;
      const line = `${active ? '*' : ' '} ${number}  ${hash}  ${toIso(createdAt_ms)}  ${inWords(figures)}${note ? `  ${note}` : ''}${reason ? `  越过门槛：${reason}` : ''}`;
      tell(json, { number, hash, createdAt: toIso(createdAt_ms), active, note, reason, ...shortFigures(figures) }, line);
    }
  });
}

function byCommand({ clock }: Runtime): Publisher {
  return { at_ms: clock.now_ms(), id: 'command', address: null };
}

function shortFigures(figures: Evaluation | undefined): object {
  return {
    testsetAccuracy: figures?.testset?.accuracy ?? null,
    crossValidation: figures?.examples?.accuracy ?? null,
    conversationsPassed: figures?.conversations?.passed ?? null,
  };
}

function inWords(figures: Evaluation | undefined): string {
  if (figures === undefined) return '未评测';
  const percent = (share: number | null | undefined): string => (share == null ? '-' : `${(share * 100).toFixed(1)}%`);
  const { testset, examples, conversations } = figures;
  const played = conversations === null ? '' : `，会话测试${conversations.passed ? '通过' : `未通过（${conversations.failedConversations} 段）`}`;
  return `测试集 ${percent(testset?.accuracy)}，交叉验证 ${percent(examples?.accuracy)}${played}`;
}

function tell(json: boolean, value: object, line: string): void {
  if (json) printJson(value);
  else process.stdout.write(`${line}\n`);
}
