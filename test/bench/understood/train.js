// In a worker thread, as a program that keeps on answering would do it: makes a release of the content draft and publishes it.
import { parentPort, workerData } from 'node:worker_threads';
import { PROJECT_PATH } from '../../../dist/base/config.js';
import { systemClock } from '../../../dist/base/clock.js';
import { ContentDraft } from '../../../dist/storage/content.js';
import { openStorage } from '../../../dist/storage/driver.js';
import { publish, train } from '../../../dist/studio/release.js';
import { warmUp } from '../../../dist/text/segment.js';

warmUp();
parentPort.postMessage({ started: true });
const storage = await openStorage({ databaseUrl: undefined, dataPath: workerData.dataPath });
const from = performance.now();
const cpuFrom = process.cpuUsage();
const { number } = await train(storage, new ContentDraft(PROJECT_PATH), systemClock);
const train_s = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(cpuFrom);
await publish(storage, number);
await storage.close();
parentPort.postMessage({ trained: { train_s, cpu_s: (user + system) / 1e6 } });
