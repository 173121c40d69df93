// `npm run bench:understanding`: trains our content and prints how well it is understood, how fast, and what each figure has to be.
//   --public FOLDER  also trains on public sets (FOLDER/massive_zh, FOLDER/clinc150), which takes minutes
//   --json           the figures for a machine
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A run takes a minute on an idle machine, with public sets about ten; one that takes so long hangs. */
const RUN_MAX_MS = { own: 600_000, public: 3_600_000 };

const { values } = parseArgs({ options: { public: { type: 'string' }, json: { type: 'boolean', default: false } } });

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { killAll } = await import('../test/bench/process.js');
const { run } = await import('../test/bench/understood/run.js');

const folder = mkdtempSync(join(tmpdir(), 'jieda-understanding-'));
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error('bench:understanding: not finished in time');
  process.exit(1);
}, values.public === undefined ? RUN_MAX_MS.own : RUN_MAX_MS.public).unref();

try {
  const figures = await run({ folder, publicPath: values.public && resolve(values.public), say: (stage) => console.error(`… ${stage}`) });
  console.log(values.json ? JSON.stringify(figures.json()) : figures.table());
} catch (error) {
  console.error(`bench:understanding: ${error.message}`);
  process.exitCode = 1;
}
process.exit();
