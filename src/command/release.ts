import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { ContentDraft } from '../storage/content.ts';
import { listReleases } from '../storage/release.ts';
import { publish, rollBack, train } from '../studio/release.ts';
import { printJson, progressBar, withRuntime } from './common.ts';

type Output = { json?: boolean };

/** `jieda train`: makes a release of the draft; it does not serve yet. */
export async function runTrain({ json = false }: Output): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const { number, hash } = await train(runtime.storage, new ContentDraft(config.contentPath), runtime.clock, progressBar());
    tell(json, { release: number, hash }, `版本 ${number}（${hash}）已就绪；用 jieda publish ${number} 发布。`);
  });
}

/** `jieda publish [number]`: lets a release serve, the newest by default. */
export async function runPublish(number: number | undefined, { json = false }: Output): Promise<void> {
  await withRuntime(async (runtime) => {
    const newest = (await listReleases(runtime.storage.read))[0]?.number;
    const target = number ?? newest;
    if (target === undefined) throw new JiedaError('release.none');
    await publish(runtime.storage, target);
    runtime.events.publish({ type: 'release' });
    tell(json, { release: target }, `版本 ${target} 已发布。`);
  });
}

/** `jieda rollback [number]`: back to the release before the active one, or to a named one. */
export async function runRollback(number: number | undefined, { json = false }: Output): Promise<void> {
  await withRuntime(async (runtime) => {
    const target = await rollBack(runtime.storage, number);
    runtime.events.publish({ type: 'release' });
    tell(json, { release: target }, `已回滚到版本 ${target}。`);
  });
}

/** `jieda releases`: all releases, newest first. */
export async function runReleases({ json = false }: Output): Promise<void> {
  await withRuntime(async (runtime) => {
    for (const release of await listReleases(runtime.storage.read)) {
      const { number, hash, createdAt_ms, active } = release;
      tell(json, { number, hash, createdAt: toIso(createdAt_ms), active }, `${active ? '*' : ' '} ${number}  ${hash}  ${toIso(createdAt_ms)}`);
    }
  });
}

function tell(json: boolean, value: object, line: string): void {
  if (json) printJson(value);
  else process.stdout.write(`${line}\n`);
}
