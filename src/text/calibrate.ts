import { normaliseLogarithms } from './classify.ts';

/** Whose word counts: the softmax's and natural's Bayes' pooled, or that of one of them alone. */
export type ClassifierChoice = 'both' | 'natural' | 'softmax';

/**
 * How two opinions become one probability: log p = `softmax` × log p₁ + `bayes` × log p₂ / √features + `outside` for the outside label,
 * normalised (a logarithmic opinion pool; where both agree the result is surer than each). All weights are fitted on texts
 * that the classifiers had not seen, so that the result is a calibrated probability.
 */
export type Calibration = { softmax: number; bayes: number; outside: number };

/** What the classifiers said of a text that they were not trained on, and what was right. */
export type Held = { softmax: Float64Array; bayes: Float64Array; features: number; target: number };

/** `features`: how many features of the text are known. The answer is valid until the next call. */
export type Pool = (softmax: Float64Array, bayes: Float64Array, features: number) => Float64Array;

/** @param outside number of the outside label, or -1. */
export function createPool(calibration: Calibration, labels: number, outside: number): Pool {
  const scores = new Float64Array(labels);
  return (softmax, bayes, features) => {
    const bayesWeight = calibration.bayes / Math.sqrt(Math.max(1, features));
    for (let label = 0; label < labels; label++) scores[label] = calibration.softmax * softmax[label]! + bayesWeight * bayes[label]!;
    if (outside >= 0) scores[outside]! += calibration.outside;
    return normaliseLogarithms(scores);
  };
}

const START: Calibration = { softmax: 1, bayes: 0.5, outside: 0 };

/**
 * Least mean negative log-likelihood, by pattern search (Hooke and Jeeves 1961): repeatable, no derivatives, three dimensions.
 * For a classifier alone the weight of the other stays 0.
 */
export function fitCalibration(held: readonly Held[], outside: number, choice: ClassifierChoice = 'both'): Calibration {
  const start = { ...START, ...(choice === 'natural' && { softmax: 0 }), ...(choice === 'softmax' && { bayes: 0 }) };
  const lossOn = (texts: readonly Held[]) => (candidate: Calibration): number => {
    if (choice === 'natural' ? candidate.softmax !== 0 || candidate.bayes <= 0 : candidate.softmax <= 0) return Infinity;
    if (choice === 'softmax' ? candidate.bayes !== 0 : candidate.bayes < 0) return Infinity;
    const pool = createPool(candidate, texts[0]?.softmax.length ?? 0, outside);
    let loss = 0;
    for (const { softmax, bayes, features, target } of texts) loss -= pool(softmax, bayes, features)[target]!;
    return loss / Math.max(1, texts.length);
  };
  // Most of the way on some of the texts, the end of it on all.
  const some = held.length < ENOUGH ? held : held.filter((_, index) => index % PART === 0);
  return search(search(start, 0.5, lossOn(some)), 0.06, lossOn(held));
}

/** With fewer texts than this the part of them says too little. */
const ENOUGH = 2_000;
const PART = 4;

/** Tries a step up and down in each dimension, halves the steps when none helps. */
export function search<Point extends Record<string, number>>(start: Point, step: number, loss: (point: Point) => number): Point {
  let best = start;
  let least = loss(start);
  for (let size = step; size > 0.01; ) {
    const before = least;
    for (const dimension of Object.keys(start) as (keyof Point)[]) {
      for (const direction of [1, -1]) {
        const candidate = { ...best, [dimension]: best[dimension]! + direction * size };
        const value = loss(candidate);
        if (value < least) [best, least] = [candidate, value];
      }
    }
    if (least === before) size /= 2;
  }
  return best;
}
