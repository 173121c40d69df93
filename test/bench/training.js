import { join } from 'node:path';
import { becomeAdmin, call, jobEnd } from './call.js';
import { copyContent, enlargeContent } from './content.js';
import { startServer } from './server.js';
import { prepare } from './trained.js';
import { p95, visitDuring, visitFor } from './turns.js';

const SIZE = { intents: 60, examples: 10_000 };
const WARMING_MS = 5_000;
const REST_MS = 10_000;

/** What training a large content may take, and how much longer turns may take meanwhile, 95 of 100 times. */
export const TRAINING_BOUNDS = { train_s: 60, ratio: 1.5 };

/**
 * Trains a large content through the studio of a server that answers customers meanwhile. At rest it is measured before and after, because what
 * else runs on the machine comes and goes. `folder`: one for the run's data.
 */
export async function measureTraining({ folder, say }) {
  const [dataPath, contentPath] = [join(folder, 'training-data'), join(folder, 'training-content')];
  copyContent(contentPath);
  await prepare(dataPath);
  const server = await startServer(dataPath, undefined, { JIEDA_CONTENT: contentPath });
  try {
    const { address } = server;
    const admin = await becomeAdmin(server);
    say('training: at rest');
    await visitFor(address, WARMING_MS);
    const rest = await visitFor(address, REST_MS);
    enlargeContent(contentPath, SIZE);
    say('training');
    const { times, result } = await visitDuring(address, () => train(address, admin));
    say('training: at rest again');
    rest.push(...(await visitFor(address, REST_MS)));
    const { peak_bytes } = await server.usage();
    const [rest_ms, training_ms] = [p95(rest), p95(times)];
    return { ...SIZE, train_s: (Date.parse(result.endedAt) - Date.parse(result.startedAt)) / 1000, rest_p95_ms: rest_ms, training_p95_ms: training_ms, ratio: training_ms / rest_ms, turns: times.length, peak_bytes };
  } finally {
    await server.stop();
  }
}

async function train(address, admin) {
  const { answer } = await call(address, 'POST', '/api/v1/studio/releases/train', { ...admin, body: {} });
  return jobEnd(address, admin, answer.job);
}
