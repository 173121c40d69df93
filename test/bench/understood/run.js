import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRelease } from '../../../dist/conversation/serving.js';
import { openStorage } from '../../../dist/storage/driver.js';
import { activeReleaseNumber, findRelease } from '../../../dist/storage/release.js';
import { parseEvaluation, score } from '../../../dist/studio/evaluate.js';
import { warmUp } from '../../../dist/text/segment.js';
import { PROJECT_PATH } from '../process.js';
import { startServer } from '../server.js';
import { createMistyping, toTraditional, withoutPunctuation } from './disturb.js';
import { openFigures } from './figures.js';
import { measurePublic } from './publicSets.js';
import { measureLive, measureSpeed } from './speed.js';
import { startTraining } from './train.js';

const TYPO_SEEDS = [1, 2, 3, 4, 5];
/** The last lines of the development set: first strong words that are no anger at us, then anger without a strong word. */
const HARD = 30;

/**
 * Trains the content draft, then measures what understanding makes of the development set, how fast it is and how large.
 * `folder`: an empty one for the release and a second training; `publicPath`: a folder with public sets, or none.
 */
export async function run({ folder, publicPath, say }) {
  const figures = openFigures();
  const dataPath = join(folder, 'data');
  warmUp();
  say('training');
  const { train_s, cpu_s } = await startTraining(dataPath).done;
  const { understand, examples, model_bytes } = await loadPublished(dataPath);
  const lines = parseEvaluation(readFileSync(join(PROJECT_PATH, 'test/evaluation/dev.tsv'), 'utf8'));

  say('the development set');
  const report = score(lines, understand);
  addIntents(figures, report);
  addEmotions(figures, report, lines, understand);
  addDisturbed(figures, { report, lines, understand, examples });
  say('speed');
  await addSpeed(figures, { understand, texts: lines.map(({ text }) => text), spare: join(folder, 'spare') });
  figures.group('Training and size');
  figures.add('training the default content, beside a server', 's', train_s, { most: 15 });
  figures.add('its processor time', 's', cpu_s);
  figures.add('model', 'bytes', model_bytes, { most: 12 * 2 ** 20 });
  figures.add('resident memory of the server', 'bytes', await serverMemory(dataPath), { most: 450 * 2 ** 20 });
  if (publicPath !== undefined) await measurePublic(publicPath, figures, say);
  return figures;
}

async function loadPublished(dataPath) {
  const storage = await openStorage({ databaseUrl: undefined, dataPath });
  try {
    const number = await activeReleaseNumber(storage.read);
    const { model, content } = await findRelease(storage.read, number);
    const { understanding } = await loadRelease(storage, number);
    return { understand: understanding.understand, examples: content.intents.flatMap((intent) => intent.examples.map(({ text }) => text)), model_bytes: model.byteLength };
  } finally {
    await storage.close();
  }
}

function addIntents(figures, report) {
  figures.group(`Development set (${report.lines} lines)`);
  figures.add('accuracy in scope', 'percent', report.accuracyInScope, { least: 0.94 });
  figures.add('recall outside', 'percent', report.recallOutside, { least: 0.92 });
  figures.add('wrongly rejected', 'percent', report.wronglyRejected, { most: 0.03 });
  figures.add('macro-F1', 'percent', report.macroF1, { least: 0.93 });
  figures.add('expected calibration error', 'points', report.calibrationError, { most: 0.04 });
}

function addEmotions(figures, { emotions }, lines, understand) {
  const hard = lines.slice(-2 * HARD).map(({ text, emotion }) => understand(text).emotion === emotion);
  const right = (from) => hard.slice(from, from + HARD).filter(Boolean).length;
  figures.group('Emotions on it');
  figures.add('angry, precision', 'percent', emotions.labels.angry.precision, { least: 0.94 });
  figures.add('angry, recall', 'percent', emotions.labels.angry.recall, { least: 0.94 });
  figures.add('upset, F1', 'percent', emotions.labels.upset.f1, { least: 0.85 });
  figures.add(`strong words, not at us (of ${HARD})`, 'lines', right(0), { least: 27 });
  figures.add(`anger without a strong word (of ${HARD})`, 'lines', right(HARD), { least: 27 });
}

function addDisturbed(figures, { report, lines, understand, examples }) {
  const loss = (change) => report.accuracyInScope - score(lines.map((line) => ({ ...line, text: change(line.text) })), understand).accuracyInScope;
  const typos = TYPO_SEEDS.map((seed) => loss(createMistyping(examples, seed)));
  figures.group('Loss of accuracy in scope, with the same lines');
  figures.add('in traditional characters', 'points', loss(toTraditional), { most: 0.005 });
  figures.add(`with a homophone typo each, mean of ${typos.length}`, 'points', typos.reduce((sum, value) => sum + value, 0) / typos.length, { most: 0.03 });
  figures.add('without punctuation', 'points', loss(withoutPunctuation), { most: 0.01 });
}

async function addSpeed(figures, { understand, texts, spare }) {
  const { understood, cut, ofTexts } = measureSpeed(understand, texts);
  const idle = await measureLive(understand, texts);
  const training = startTraining(spare);
  await training.started;
  const busy = await measureLive(understand, texts);
  await training.stop();
  figures.group('Time of understanding a text');
  figures.add('p50', 'us', understood.p50_us, { most: 150 });
  figures.add('p99', 'us', understood.p99_us, { most: 500 });
  figures.add('p99 of texts, each the median of its rounds', 'us', ofTexts.p99_us);
  figures.add("p50, as a multiple of nodejieba's cut", 'ratio', understood.p50_us / cut.p50_us, { most: 10 });
  figures.add('p95 while a worker trains, as a multiple of idle', 'ratio', busy.p95_us / idle.p95_us, { most: 1.5 });
}

async function serverMemory(dataPath) {
  const server = await startServer(dataPath);
  const { resident_bytes } = await server.usage();
  await server.stop();
  return resident_bytes;
}
