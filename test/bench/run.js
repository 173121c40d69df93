import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { committedMessages } from './committed.js';
import { measureDisk } from './disk.js';
import { BOUNDS, openFigures } from './figure.js';
import { measureLevel } from './level.js';
import { PROJECT_PATH, startProcess } from './process.js';
import { loadSegmentation, startEcho, startServer } from './server.js';
import { TRAINED } from './trained.js';
import { measureTraining, TRAINING_BOUNDS } from './training.js';

const LEVELS = [1, 50, 500];
/** Seconds of load on our server: 8 at each level. */
const FULL = { rounds: 20, starts: 2, times: { warmUp_s: 1, slice_s: 4, slices: 2 }, warming_s: 6 };
const QUICK = { rounds: 6, starts: 1, times: { warmUp_s: 0.7, slice_s: 2.5, slices: 1 }, warming_s: 4 };

/**
 * Measures everything in turn, nothing beside anything else but what is compared. `folder`: an empty one for the run's data.
 * @returns the figures, and warnings where a figure says less than it seems.
 */
export async function run({ folder, quick, profilePath, say }) {
  const plan = quick ? QUICK : FULL;
  const figures = openFigures();
  const warnings = [];
  const dataPath = join(folder, 'data');

  say('start-up');
  const start = await measureStart({ dataPath, plan, quick });
  say('understanding');
  const understood = await measureUnderstanding(dataPath, plan);
  addUnderstanding(figures, understood);
  say('deciding');
  addDeciding(figures, await measureDeciding(dataPath, plan), understood);

  const disk_ms = measureDisk(folder);
  const jieda = await startServer(dataPath, profilePath);
  const { resident_bytes } = await jieda.usage();
  const echo = await startEcho();
  say('warming up');
  // A turn costs twice as much until the compiler has seen a thousand of them; without this the first level alone would pay for that.
  await measureLevel({ visitors: 50, jieda, echo, times: { warmUp_s: plan.warming_s, slice_s: 0.5, slices: 1 } });
  let acknowledged = 0;
  let afterLoad;
  for (const visitors of LEVELS) {
    say(`visitors: ${visitors}`);
    const level = await measureLevel({ visitors, jieda, echo, times: plan.times });
    addLevel(figures, level, disk_ms, warnings);
    acknowledged += level.jieda.acknowledged;
    afterLoad = level;
  }
  await echo.stop();
  await jieda.stop();
  const committed = committedMessages(dataPath);
  if (committed < acknowledged) throw new Error(`${acknowledged} messages were acknowledged, but only ${committed} are stored`);

  addMemory(figures, { resident_bytes, afterLoad, start });
  addStart(figures, start);
  if (!quick) addTraining(figures, await measureTraining({ folder, say }));
  addSizes(figures, understood);
  return { figures, warnings };
}

/** Start-ups, each beside nodejieba alone; of several the fastest, which other programs disturbed least. */
async function measureStart({ dataPath, plan, quick }) {
  const alone = [await loadSegmentation()];
  let first;
  if (quick && existsSync(TRAINED)) {
    cpSync(TRAINED, dataPath, { recursive: true });
  } else {
    mkdirSync(dataPath);
    first = await oneStart(dataPath);
    cpSync(dataPath, TRAINED, { recursive: true });
  }
  const later = [];
  for (let number = 0; number < plan.starts; number += 1) {
    later.push(await oneStart(dataPath));
    if (number + 1 < plan.starts) alone.push(await loadSegmentation());
  }
  const fastest = (starts) => starts.toSorted((one, other) => one.ready_s - other.ready_s)[0];
  return { first, later: fastest(later), alone: fastest(alone) };
}

async function oneStart(dataPath) {
  const server = await startServer(dataPath);
  const { cpu_s } = await server.usage();
  await server.stop();
  return { ready_s: server.ready_s, cpu_s };
}

async function measureUnderstanding(dataPath, { rounds }) {
  const process = startProcess(join(PROJECT_PATH, 'test/bench/understanding.js'), { args: [dataPath, String(rounds)] });
  try {
    return await process.answer();
  } finally {
    await process.stop();
  }
}

async function measureDeciding(dataPath, { rounds }) {
  const process = startProcess(join(PROJECT_PATH, 'test/bench/deciding.js'), { args: [dataPath, String(rounds)] });
  try {
    return await process.answer();
  } finally {
    await process.stop();
  }
}

function addDeciding(figures, { turns, inForms, rounds, decided }, { understood }) {
  figures.group(`Deciding (${turns} turns, ${inForms} of them in forms, each by its median of ${rounds} rounds)`);
  figures.add('a turn, p50', 'us', decided.p50_us, ['bound', BOUNDS.decision_us], BOUNDS.decision_us);
  figures.add('a turn, p99', 'us', decided.p99_us, ['bound', BOUNDS.decision_us]);
  figures.add('a turn, p50', 'us', decided.p50_us, ['understanding a text', understood.p50_us]);
}

function addUnderstanding(figures, { texts, rounds, understood, cut }) {
  figures.group(`Understanding (${texts} texts, each by its median of ${rounds} rounds)`);
  figures.add('a text, p50', 'us', understood.p50_us, ['nodejieba cut alone', cut.p50_us]);
  figures.add('a text, p99', 'us', understood.p99_us, ['nodejieba cut alone', cut.p99_us]);
}

function addLevel(figures, { visitors, conversations, jieda, echo }, disk_ms, warnings) {
  const title = `${visitors} concurrent visitor${visitors === 1 ? '' : 's'}`;
  figures.group(`${title} (${conversations} conversations each, ${jieda.acknowledged} turns)`);
  figures.add('committed turns', 'perSecond', jieda.perSecond, ['messages of a bare Socket.IO echo', echo.perSecond]);
  figures.add('until acknowledged, p50', 'ms', jieda.p50_ms, ['echo', echo.p50_ms]);
  figures.add('until acknowledged, p95', 'ms', jieda.p95_ms, ['echo', echo.p95_ms]);
  figures.add('until acknowledged, p99', 'ms', jieda.p99_ms, ['echo', echo.p99_ms]);
  figures.add('processor time a turn', 'ms', jieda.cpu_ms, ['echo', echo.cpu_ms]);
  if (visitors === 1) figures.add('until acknowledged, p50', 'ms', jieda.p50_ms, ['one page written and fsynced on this disk', disk_ms]);
  for (const [code, count] of [...Object.entries(jieda.failures), ...Object.entries(echo.failures)]) warnings.push(`${title}: ${count} messages failed with ${code}`);
  if (jieda.late > 0) warnings.push(`${title}: ${jieda.late} conversations were opened in the middle, which cost turns`);
}

function addMemory(figures, { resident_bytes, afterLoad, start }) {
  figures.group('Resident memory of the server');
  figures.add('after its start', 'bytes', resident_bytes, ['nodejieba alone', start.alone.resident_bytes]);
  figures.add('after the load', 'bytes', afterLoad.jieda.resident_bytes, ['after its start', resident_bytes]);
  figures.add('after the load', 'bytes', afterLoad.jieda.resident_bytes, ['echo after the load', afterLoad.echo.resident_bytes]);
}

function addStart(figures, { first, later, alone }) {
  figures.group('Start until /ready');
  if (first !== undefined) {
    figures.add('first start, with training', 's', first.ready_s, ['bound', BOUNDS.firstStart_s], BOUNDS.firstStart_s);
    figures.add('first start, processor time', 's', first.cpu_s, ['nodejieba alone', alone.cpu_s]);
  }
  figures.add('later start', 's', later.ready_s, ['nodejieba alone', alone.ready_s], BOUNDS.laterStart_s);
  figures.add('later start, processor time', 's', later.cpu_s, ['nodejieba alone', alone.cpu_s]);
  figures.add('of it besides nodejieba', 's', Math.max(0, later.ready_s - alone.load_s), ['nodejieba loading', alone.load_s]);
}

function addTraining(figures, { intents, examples, train_s, rest_p95_ms, training_p95_ms, turns }) {
  figures.group(`Training ${examples} examples in ${intents} intents while customers are answered (${turns} turns)`);
  figures.add('trained and measured', 's', train_s, ['bound', TRAINING_BOUNDS.train_s], TRAINING_BOUNDS.train_s);
  figures.add('a turn meanwhile, p95', 'ms', training_p95_ms, ['the same server at rest', rest_p95_ms], TRAINING_BOUNDS.ratio * rest_p95_ms);
}

function addSizes(figures, { model_bytes, content_bytes }) {
  const widget = gzipSync(readFileSync(join(PROJECT_PATH, 'dist/ui/widget.js'))).byteLength;
  figures.group('Sizes');
  figures.add('widget, gzipped', 'bytes', widget, ['bound', BOUNDS.widget_bytes], BOUNDS.widget_bytes);
  figures.add('model', 'bytes', model_bytes, ['content it was trained from', content_bytes]);
}

/** Removes what a run has left. Works in an `exit` listener. */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
