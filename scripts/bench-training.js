// `npm run bench:training`: trains 10,000 examples in 60 intents through the studio of a server that answers customers meanwhile, and prints how long
// that takes and how much slower customers are answered than by the same server at rest. Ends by itself; `--json` for a machine.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);
const { killAll, PROJECT_PATH, startProcess } = await import('../test/bench/process.js');
const { quantile, sortedCopy } = await import('../test/bench/quantile.js');
const { QUESTIONS } = await import('../test/bench/texts.js');

const [INTENTS, EXAMPLES] = [60, 10_000];
const VISITORS = 10;
const PAUSE_MS = 100;
const REST_MS = 15_000;
const RUN_MAX_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'jieda-bench-training-'));
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.error(`bench: not finished after ${RUN_MAX_MS / 1000} s`);
  process.exit(1);
}, RUN_MAX_MS).unref();

const contentPath = join(folder, 'content');
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

function copyContent() {
  for (const part of ['intents', 'dialogs', 'data/lexicons', 'data/figures.json', 'data/forbidden.json', 'data/demo', 'data/testset.tsv']) {
    mkdirSync(join(contentPath, part, '..'), { recursive: true });
    cpSync(join(PROJECT_PATH, part), join(contentPath, part), { recursive: true });
  }
}

/** Our own examples in as many intents as a large desk has: the largest ones are halved until there are enough, and each gives its share. */
function enlargeContent() {
  const read = (file) => JSON.parse(readFileSync(join(PROJECT_PATH, 'intents', file), 'utf8'));
  const intents = readdirSync(join(PROJECT_PATH, 'intents')).filter((file) => file.endsWith('.json')).map(read);
  while (intents.length < INTENTS) {
    const largest = intents.reduce((one, other) => (other.examples.length > one.examples.length ? other : one));
    const moved = largest.examples.splice(Math.ceil(largest.examples.length / 2));
    intents.push({ ...largest, id: `bench_${intents.length}`, name: `测 ${intents.length}`, rules: [], examples: moved });
  }
  const total = intents.reduce((sum, { examples }) => sum + examples.length, 0);
  for (const intent of intents) {
    const kept = intent.examples.filter((_, index) => Math.floor(((index + 1) * EXAMPLES) / total) > Math.floor((index * EXAMPLES) / total));
    writeFileSync(join(contentPath, 'intents', `${intent.id}.json`), JSON.stringify({ ...intent, examples: kept }));
  }
}

async function call(address, method, path, { body, headers = {} } = {}) {
  const response = await fetch(address + path, { method, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return { answer, cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

/** Customers who write now and then until they are told to stop. @returns the times of all their turns, in ms. */
async function visit(address, isOver) {
  const times = [];
  await Promise.all(Array.from({ length: VISITORS }, async (_, visitor) => {
    const headers = { 'x-forwarded-for': `10.0.1.${visitor + 1}` };
    const { answer } = await call(address, 'POST', '/api/v1/visitor/conversations', { body: {}, headers });
    const authorization = { ...headers, authorization: `Bearer ${answer.token}` };
    for (let turn = 0; !isOver(); turn += 1) {
      const from = performance.now();
      const body = { clientId: `t${turn}`, text: QUESTIONS[(turn + visitor) % QUESTIONS.length] };
      await call(address, 'POST', `/api/v1/visitor/conversations/${answer.conversationId}/messages`, { body, headers: authorization });
      times.push(performance.now() - from);
      // One conversation takes 20 messages in 10 s.
      await pause(PAUSE_MS * 6);
    }
  }));
  return times;
}

copyContent();
console.error('… the server starts');
const server = startProcess(join(PROJECT_PATH, 'dist/cli.js'), {
  args: ['start'],
  environment: { PORT: '0', HOST: '127.0.0.1', JIEDA_DATA: join(folder, 'data'), JIEDA_CONTENT: contentPath, JIEDA_TRUST_PROXY: '127.0.0.1', JIEDA_LOG_LEVEL: 'warn' },
});
const [, port] = await server.printed(/http:\/\/localhost:(\d+)\//);
const address = `http://127.0.0.1:${port}`;
const [, token] = await server.printed(/\/desk\/#\/join\/([\w-]+)/);
const { cookie } = await call(address, 'POST', '/api/v1/desk/persons', { body: { token, login: 'bench', name: '测量', workerNumber: '9001', password: 'long-enough-1' } });
const admin = { headers: { cookie } };

console.error('… at rest');
await visit(address, ((until) => () => performance.now() > until)(performance.now() + 5_000));
const rest = await visit(address, ((until) => () => performance.now() > until)(performance.now() + REST_MS));
enlargeContent();
console.error('… training');
const { answer: { job } } = await call(address, 'POST', '/api/v1/studio/releases/train', { ...admin, body: {} });
let ended = null;
const watching = (async () => {
  while (ended === null) {
    await pause(500);
    const { answer } = await call(address, 'GET', `/api/v1/studio/jobs/${job}`, admin);
    if (answer.job.state !== 'running') ended = answer.job;
  }
})();
const busy = await visit(address, () => ended !== null);
await watching;
if (ended.state !== 'done') throw new Error(`training ended as ${ended.state}: ${JSON.stringify(ended.error)}`);
await server.stop();

const p95 = (times) => quantile(sortedCopy(times), 0.95);
const figures = {
  intents: INTENTS, examples: EXAMPLES,
  train_s: (Date.parse(ended.endedAt) - Date.parse(ended.startedAt)) / 1000,
  rest_p95_ms: p95(rest), training_p95_ms: p95(busy), ratio: p95(busy) / p95(rest), turns: busy.length,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`${EXAMPLES} examples in ${INTENTS} intents, trained and measured: ${figures.train_s.toFixed(1)} s (bound 60)`);
  console.log(`turns at rest, p95: ${figures.rest_p95_ms.toFixed(1)} ms; while training: ${figures.training_p95_ms.toFixed(1)} ms, ${figures.ratio.toFixed(2)} times as long (bound 1.5)`);
}
process.exit();
