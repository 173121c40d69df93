import { expect, test } from '@jest/globals';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';

const LOADER = new URL('../support/typescriptLoader.js', import.meta.url).href;
const GIVE_WAY = new URL('../../src/base/giveWay.ts', import.meta.url).href;
const PROGRAM = `
  import { readlinkSync } from 'node:fs';
  import { register } from 'node:module';
  import { getPriority } from 'node:os';
  import { parentPort } from 'node:worker_threads';
  register(${JSON.stringify(LOADER)});
  const { giveWay } = await import(${JSON.stringify(GIVE_WAY)});
  giveWay();
  parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))));
`;

(process.platform === 'linux' ? test : test.skip)('a thread that gives way goes after those of its process that answer customers', async () => {
  const own = getPriority();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`));
  const priority = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(priority).toBeGreaterThan(own);
  expect(getPriority()).toBe(own);
});
