// `npm run bench:training`: trains 10,000 examples in 60 intents through the studio of a server that answers customers meanwhile, and prints how long
// that takes and how much slower customers are answered than by the same server at rest. A part of `npm run bench`. Ends by itself.
//   --json  the figures for a machine
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A run takes two minutes on an idle machine, and one more where nothing has been trained yet; one that takes so long hangs. */
const RUN_MAX_MS = 600_000;

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { killAll } = await import('../test/bench/process.js');
const { measureTraining, TRAINING_BOUNDS } = await import('../test/bench/training.js');

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-training-'));
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error('bench:training: not finished in time');
  process.exit(1);
}, RUN_MAX_MS).unref();

try {
  const [load] = loadavg();
  const figures = await measureTraining({ folder, say: (stage) => console.error(`… ${stage}`) });
  const isWithin = figures.train_s <= TRAINING_BOUNDS.train_s && figures.ratio <= TRAINING_BOUNDS.ratio;
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...figures, load }));
  else {
    const mark = (isGood) => (isGood ? '✓' : '✗');
    console.log(`${figures.examples} examples in ${figures.intents} intents, trained and measured: ${figures.train_s.toFixed(1)} s ${mark(figures.train_s <= TRAINING_BOUNDS.train_s)} (at most ${TRAINING_BOUNDS.train_s} s)`);
    console.log(`turns at rest, p95: ${figures.rest_p95_ms.toFixed(1)} ms; while training: ${figures.training_p95_ms.toFixed(1)} ms, ${figures.ratio.toFixed(2)} times as long ${mark(figures.ratio <= TRAINING_BOUNDS.ratio)} (at most ${TRAINING_BOUNDS.ratio})`);
    console.log(`${figures.turns} turns while training; ${(figures.peak_bytes / 2 ** 20).toFixed(0)} MB at most; load of the machine before: ${load.toFixed(1)}`);
  }
  if (!isWithin) process.exitCode = 1;
} catch (error) {
  console.error(`bench:training: ${error.message}`);
  process.exitCode = 1;
}
process.exit();
