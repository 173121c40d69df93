// Trains a candidate as the studio does, and ends as a power cut would at the step that it is told, counted from 1; 0: never. Prints each stage
// with the number of its first and its last step, and the hash of the release.
import { readConfig } from '../../dist/base/config.js';
import { openLog } from '../../dist/base/log.js';
import { openRuntime } from '../../dist/main.js';
import { studioOn } from '../../dist/server/studio.js';
import { trainCandidate } from '../../dist/studio/releases/train.js';

const dieAt = Number(process.argv[2]);
const config = readConfig(process.env);
const { runtime, close } = await openRuntime(config, openLog('warn'));
const stages = new Map();
let step = 0;
const { number, hash } = await trainCandidate(studioOn(config, runtime), {
  progress(_done, _total, stage) {
    step += 1;
    stages.set(stage, [stages.get(stage)?.[0] ?? step, step]);
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
await close();
process.stdout.write(JSON.stringify({ number, hash, stages: [...stages] }));
