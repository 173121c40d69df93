import { JiedaError } from '../base/errors.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { activeReleaseNumber } from '../storage/release.ts';

/** Loads the active release. @throws JiedaError `release.none`. */
export async function ensureServing(runtime: Runtime): Promise<void> {
  if ((await activeReleaseNumber(runtime.storage.read)) === null) throw new JiedaError('release.none');
  await runtime.serving.refresh();
}
