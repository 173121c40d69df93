import { toXlsx } from '../../../dist/base/xlsx.js';
import { becomeAdmin, call, jobEnd } from '../call.js';
import { quantile, sortedCopy } from '../quantile.js';
import { startServer } from '../server.js';
import { p95, visitDuring, visitFor } from '../turns.js';
import { csvOf, logRows, sentences } from './sentences.js';

const REST_MS = 10_000;
const LOOKS = 15;

/** A chat log in which customers say so many different sentences. */
export async function logFile(format, count) {
  const rows = logRows(sentences(count));
  if (format === 'csv') return csvOf(rows);
  const [head, ...body] = rows;
  return toXlsx({ name: '记录', columns: head.map((title) => ({ title, width: 20 })), rows: body });
}

/**
 * Imports a log through the studio of a server that answers customers meanwhile, then looks at the review queue. `dataPath`: data with a trained
 * release that nobody has used yet.
 */
export async function measureQueue({ dataPath, format, bytes, profilePath }) {
  const server = await startServer(dataPath, profilePath);
  try {
    const { address } = server;
    const admin = await becomeAdmin(server);
    await visitFor(address, REST_MS / 2);
    const rest = await visitFor(address, REST_MS);
    const before = await server.usage();
    const { times, result } = await visitDuring(address, () => importLog(address, admin, format, bytes));
    const after = await server.usage();
    return { ...result, rest_p95_ms: p95(rest), import_p95_ms: p95(times), turns: times.length, start_bytes: before.peak_bytes, peak_bytes: after.peak_bytes, cpu_s: after.cpu_s - before.cpu_s, review: await review(address, admin) };
  } finally {
    await server.stop();
  }
}

async function importLog(address, admin, format, bytes) {
  const from = performance.now();
  const upload = await call(address, 'POST', `/api/v1/studio/imports?kind=log&file=log.${format}`, { ...admin, bytes });
  const { result } = await jobEnd(address, admin, upload.answer.job);
  const read_s = (performance.now() - from) / 1000;
  const apply = await call(address, 'POST', `/api/v1/studio/imports/${result.import}/apply`, { ...admin, body: {} });
  const job = await jobEnd(address, admin, apply.answer.job);
  return { read_s, took_s: (performance.now() - from) / 1000, sentences: job.result.sentences };
}

/** What the page asks for: the next groups, and how far the queue is. */
async function review(address, admin) {
  const look = async (work) => {
    const times = [];
    for (let number = 0; number < LOOKS; number += 1) {
      const from = performance.now();
      await work();
      times.push(performance.now() - from);
    }
    return { p50_ms: quantile(sortedCopy(times), 0.5), max_ms: Math.max(...times) };
  };
  const claim = (filter) => look(() => call(address, 'POST', '/api/v1/studio/sentences/claim', { ...admin, body: { filter, count: 3, held: [], passed: [] } }));
  return {
    'next groups': await claim({ state: 'open' }),
    'next groups of an intent': await claim({ state: 'open', intent: 'refund_status' }),
    'next groups, none fits': await claim({ state: 'open', reason: 'badly_rated' }),
    'progress': await look(() => call(address, 'GET', '/api/v1/studio/sentences/progress', admin)),
  };
}
