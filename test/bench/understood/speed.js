import nodejieba from 'nodejieba';
import { quantile, sortedCopy } from '../quantile.js';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 12;
/** Texts of a live system arrive one by one, not in a row. */
const PAUSE_MS = 4;
const LIVE_MS = 5_000;

/**
 * Microseconds of understanding and of nodejieba's cut of the same texts, by turns, so that what else the machine does meets both alike.
 * `ofTexts`: the median of each text's rounds, which what else the machine does hardly changes.
 */
export function measureSpeed(understand, texts) {
  const understood = texts.map(() => []);
  const cut = texts.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const [index, text] of texts.entries()) {
      const understand_us = time_us(() => understand(text));
      const cut_us = time_us(() => nodejieba.cut(text, true));
      if (round < 0) continue;
      understood[index].push(understand_us);
      cut[index].push(cut_us);
    }
  }
  return { understood: summary(understood.flat()), cut: summary(cut.flat()), ofTexts: summary(understood.map((own) => summary(own).p50_us)) };
}

/** Understanding text by text with pauses between them, for a while. */
export async function measureLive(understand, texts) {
  const samples = [];
  const end = performance.now() + LIVE_MS;
  for (let at = 0; performance.now() < end; at += 1) {
    samples.push(time_us(() => understand(texts[at % texts.length])));
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  return summary(samples);
}

function time_us(work) {
  const from = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - from) / 1000;
}

function summary(samples) {
  const sorted = sortedCopy(samples);
  return { p50_us: quantile(sorted, 0.5), p95_us: quantile(sorted, 0.95), p99_us: quantile(sorted, 0.99) };
}
