// Understanding, text by text, with the release that serves, and nodejieba's cut of the same text beside it. Argument: data folder, rounds.
import nodejieba from 'nodejieba';
import { loadRelease } from '../../dist/conversation/serving.js';
import { openStorage } from '../../dist/storage/driver.js';
import { activeReleaseNumber, findRelease } from '../../dist/storage/release.js';
import { warmUp } from '../../dist/text/segment.js';
import { quantile, sortedCopy } from './quantile.js';
import { OTHERS, QUESTIONS } from './texts.js';

const [dataPath, rounds] = [process.argv[2], Number(process.argv[3])];
const WARM_UP_ROUNDS = 3;
const TEXTS = [...QUESTIONS, ...OTHERS];

async function load() {
  const storage = await openStorage({ databaseUrl: undefined, dataPath });
  try {
    const number = await activeReleaseNumber(storage.read);
    const { model, content } = await findRelease(storage.read, number);
    const { understanding } = await loadRelease(storage, number);
    return { understanding, model_bytes: model.byteLength, content_bytes: Buffer.byteLength(JSON.stringify(content)) };
  } finally {
    await storage.close();
  }
}

/** Microseconds of one call. */
function time(work) {
  const from = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - from) / 1000;
}

/**
 * By turns, so that whatever else this machine does meets both alike. A text counts with its median of all rounds: a single call that takes
 * milliseconds was interrupted, which says nothing about the text.
 */
function measure(understanding) {
  const understood = TEXTS.map(() => []);
  const cut = TEXTS.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [number, text] of TEXTS.entries()) {
      const understand_us = time(() => understanding.understand(text));
      const cut_us = time(() => nodejieba.cut(text, true));
      if (round < 0) continue;
      understood[number].push(understand_us);
      cut[number].push(cut_us);
    }
  }
  return { understood: summary(understood), cut: summary(cut) };
}

function summary(samplesOfTexts) {
  const medians = sortedCopy(samplesOfTexts.map((samples) => quantile(sortedCopy(samples), 0.5)));
  return { p50_us: quantile(medians, 0.5), p99_us: quantile(medians, 0.99) };
}

warmUp();
const { understanding, ...sizes } = await load();
process.send({ texts: TEXTS.length, rounds, ...sizes, ...measure(understanding) });
