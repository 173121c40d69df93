import { describe, expect, test } from '@jest/globals';
import { CAUTIONS } from '../../src/contract/content/caution.ts';
import { createPool, type Calibration, type Held } from '../../src/text/calibrate.ts';
import { bestOf, fitThreshold, surenessOf } from '../../src/text/threshold.ts';

const BOTH: Calibration = { softmax: 1, bayes: 1, outside: 0 };
const logarithms = (...shares: number[]): Float64Array => Float64Array.from(shares, Math.log);

/** A hundred texts of label 0, of which the first classifier is ever surer, and Bayes always very sure. */
const HELD: Held[] = Array.from({ length: 100 }, (_, index) => {
  const share = 0.5 + index / 250;
  return { softmax: logarithms(share, 1 - share), bayes: logarithms(0.999, 0.001), features: 1, target: 0 };
});

describe('the threshold', () => {
  test('would turn two of a hundred texts away, by what the first classifier says of them', () => {
    const { sureness } = fitThreshold(HELD, BOTH, -1);
    expect(HELD.filter(({ softmax }) => Math.exp(softmax[0]!) < sureness)).toHaveLength(2);
  });

  test('turns away more of them the more careful the bot is to be', () => {
    const turnedAway = CAUTIONS.map((caution) => {
      const { sureness } = fitThreshold(HELD, BOTH, -1, caution);
      return HELD.filter(({ softmax }) => Math.exp(softmax[0]!) < sureness).length;
    });
    expect(turnedAway).toEqual([0, 2, 15]);
  });

  test('is not passed by a text of which only Bayes is sure', () => {
    const { sureness } = fitThreshold(HELD, BOTH, -1);
    const softmax = logarithms(0.4, 0.3, 0.3);
    const pooled = createPool(BOTH, 3, -1)(softmax, logarithms(0.998, 0.001, 0.001), 1);
    expect(Math.exp(surenessOf(bestOf(pooled), softmax, pooled, BOTH))).toBeLessThan(sureness);
    expect(Math.exp(pooled[0]!)).toBeGreaterThan(0.99);
  });

  test('of Bayes alone goes by Bayes', () => {
    const { sureness } = fitThreshold(HELD, { softmax: 0, bayes: 1, outside: 0 }, -1);
    expect(sureness).toBeCloseTo(0.999);
  });

  test('says how many of those below it are outside indeed, by Laplace', () => {
    const strange: Held = { softmax: logarithms(0.45, 0.3, 0.25), bayes: logarithms(0.9, 0.05, 0.05), features: 1, target: 2 };
    const inside = HELD.map((held) => ({ ...held, softmax: Float64Array.of(...held.softmax, -9), bayes: Float64Array.of(...held.bayes, -9) }));
    const { right } = fitThreshold([...inside, strange, strange], { ...BOTH, outside: -5 }, 2);
    expect(right).toBeCloseTo(3 / 6);
  });
});
