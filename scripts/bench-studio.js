// `npm run bench:studio`: the studio at scale, while customers are answered: 100,000 sentences of a log go into the review queue, an intent of 5,000
// examples among 60 is edited in Chromium, and the analytics of 100,000 conversations are looked at. In a folder of its own, and over by itself.
//   --part NAME     only this: queue, intents, analytics; may be given several times
//   --database URL  an empty database of PostgreSQL for the analytics instead of SQLite
//   --json          the figures for a machine
//   --profile FOLDER writes CPU profiles of the servers
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A run takes five minutes on an idle machine, and one more where nothing has been trained yet; one that takes so long hangs. */
const RUN_MAX_MS = 1_200_000;

const { values } = parseArgs({
  options: { part: { type: 'string', multiple: true }, database: { type: 'string' }, json: { type: 'boolean', default: false }, profile: { type: 'string' } },
});

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { killAll } = await import('../test/bench/process.js');
const { PARTS, run, table } = await import('../test/bench/studio/run.js');

const parts = values.part ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`bench:studio: no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-studio-'));
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error('bench:studio: not finished in time');
  process.exit(1);
}, RUN_MAX_MS).unref();

try {
  const figures = await run({ folder, parts, databaseUrl: values.database, profilePath: values.profile && resolve(values.profile), say: (stage) => console.error(`… ${stage}`) });
  const { lines, over } = table(figures);
  console.log(values.json ? JSON.stringify(figures) : lines);
  if (over > 0) process.exitCode = 1;
} catch (error) {
  console.error(`bench:studio: ${error.message}`);
  process.exitCode = 1;
}
process.exit();
