// `npm run bench:desk`: 200 desks and thousands of open conversations at the built server; how soon each desk has what it should see, and how
// smoothly its page scrolls. On this machine alone, in a folder of its own, and over by itself.
//   --quick    a few seconds of load
//   --no-page  without the page in Chromium
//   --json     the figures for a machine
//   --profile FOLDER writes a CPU profile of the server
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A run takes two minutes on an idle machine, and one more where nothing has been trained yet; one that takes so long hangs. */
const RUN_MAX_MS = 600_000;

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, 'no-page': { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, profile: { type: 'string' } },
});

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { killAll } = await import('../test/bench/process.js');
const { BOUND_MS, run, table } = await import('../test/bench/desk/run.js');

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-desk-'));
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error('bench:desk: not finished in time');
  process.exit(1);
}, RUN_MAX_MS).unref();

try {
  const figures = await run({ folder, quick: values.quick, withPage: !values['no-page'], profilePath: values.profile && resolve(values.profile), say: (stage) => console.error(`… ${stage}`) });
  console.log(values.json ? JSON.stringify(figures) : table(figures));
  if (!(figures.live.sent.p95_ms <= BOUND_MS) || figures.live.missing > 0) process.exitCode = 1;
} catch (error) {
  console.error(`bench:desk: ${error.message}`);
  process.exitCode = 1;
}
process.exit();
