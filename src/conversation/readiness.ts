import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { noteAlive, readSetting } from '../storage/setting.ts';
import type { Runtime } from './runtime.ts';

/** Whether a turn could be taken now: a release is loaded, and the database reads and commits. `problem` is a code, no internals. */
export async function readiness(runtime: Runtime): Promise<{ ready: boolean; release: number | null; problem?: string }> {
  let release: number | null = null;
  try {
    release = runtime.serving.current().number;
    await readSetting(runtime.storage.read, 'alive_at');
    await runtime.storage.transaction((database) => noteAlive(database, runtime.clock.now_ms()));
    const free = await runtime.storage.freeBytes();
    if (free !== null && free < LIMITS.diskFreeBytes) throw new JiedaError('storage.full', { freeBytes: free });
    return { ready: true, release };
  } catch (error) {
    runtime.log.warn({ err: error }, 'not ready');
    return { ready: false, release, problem: error instanceof JiedaError ? error.code : 'storage.unavailable' };
  }
}
