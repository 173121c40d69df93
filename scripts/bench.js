// `npm run bench`: measures the built program and prints each figure beside a baseline measured in the same run. Ends by itself.
//   --quick          under a minute, less exact; leaves out the first start, once an earlier run has trained, and training while customers are answered
//   --json           the figures for a machine
//   --profile FOLDER writes a CPU profile of the server under load
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A run takes three minutes on an idle machine, most of it training; one that takes so long hangs. */
const RUN_MAX_MS = 600_000;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, profile: { type: 'string' } } });

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { killAll } = await import('../test/bench/process.js');
const { removeFolder, run } = await import('../test/bench/run.js');

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-'));
process.once('exit', () => {
  killAll();
  removeFolder(folder);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error(`bench: not finished after ${RUN_MAX_MS / 1000} s`);
  process.exit(1);
}, RUN_MAX_MS).unref();

try {
  const from = performance.now();
  const { figures, warnings } = await run({
    folder,
    quick: values.quick,
    profilePath: values.profile && resolve(values.profile),
    say: (stage) => console.error(`… ${stage}`),
  });
  if (values.json) console.log(JSON.stringify({ ...figures.json(), warnings }));
  else console.log([figures.table(), '', ...warnings.map((warning) => `! ${warning}`), `${((performance.now() - from) / 1000).toFixed(0)} s`].join('\n'));
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
// What is still running ends with the `exit` listener.
process.exit();
