// `npm run bench:search`: how long a search takes among 100,000 lines, for words of every rarity and filters that let everything to nothing through.
//   --database URL  an empty database of PostgreSQL instead of SQLite in a folder of its own
//   --lines N       other than 100,000
//   --json          the figures for a machine
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** A run takes a minute on an idle machine; one that takes so long hangs. */
const RUN_MAX_MS = 600_000;
const ROUNDS = 5;

const { values } = parseArgs({ options: { database: { type: 'string' }, lines: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } } });

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

// Imported only now: it loads what was built.
const { BOUND_MS, run, table } = await import('../test/bench/search/run.js');

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-search-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error('bench:search: not finished in time');
  process.exit(1);
}, RUN_MAX_MS).unref();

try {
  const figures = await run({ location: { databaseUrl: values.database, dataPath: folder }, lines: Number(values.lines), rounds: ROUNDS, say: (stage) => console.error(`… ${stage}`) });
  console.log(values.json ? JSON.stringify(figures) : table(figures));
  if (figures.some(({ max_ms }) => max_ms > BOUND_MS)) process.exitCode = 1;
} catch (error) {
  console.error(`bench:search: ${error.message}`);
  process.exitCode = 1;
}
process.exit();
