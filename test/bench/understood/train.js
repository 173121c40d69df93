import { systemClock } from '../../../dist/base/clock.js';
import { PROJECT_PATH } from '../../../dist/base/config.js';
import { ContentDraft } from '../../../dist/storage/content.js';
import { openStorage } from '../../../dist/storage/driver.js';
import { publish } from '../../../dist/studio/publish.js';
import { train } from '../../../dist/studio/release.js';

/**
 * Makes a release of the content draft and publishes it, as a server that keeps on answering does: texts are read here, all else is done by a
 * thread. `started` resolves when the thread has begun, `done` with `{ train_s, cpu_s }`: processor time is that of the whole process, so nothing
 * else should run in it. `stop` calls it off.
 */
export function startTraining(dataPath) {
  const abort = new AbortController();
  let done;
  const started = new Promise((resolve, reject) => {
    done = trainDraft(dataPath, { signal: abort.signal, onProgress: (_done, _total, stage) => stage !== 'reading' && resolve() });
    done.catch(reject);
  });
  return {
    started,
    done,
    async stop() {
      abort.abort();
      await done.catch((error) => {
        if (error.name !== 'AbortError') throw error;
      });
    },
  };
}

async function trainDraft(dataPath, { signal, onProgress }) {
  const storage = await openStorage({ databaseUrl: undefined, dataPath });
  try {
    const from = performance.now();
    const cpuFrom = process.cpuUsage();
    const { number } = await train(storage, new ContentDraft(PROJECT_PATH), systemClock, onProgress, { signal });
    const train_s = (performance.now() - from) / 1000;
    const { user, system } = process.cpuUsage(cpuFrom);
    await publish(storage, number, { at_ms: systemClock.now_ms(), id: null, address: null });
    return { train_s, cpu_s: (user + system) / 1e6 };
  } finally {
    await storage.close();
  }
}
