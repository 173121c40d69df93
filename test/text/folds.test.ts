import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/base/random.ts';
import type { Corpus } from '../../src/text/classify.ts';
import { FOLDS, foldsOf } from '../../src/text/folds.ts';

/** Text `i` has feature 0, which all have, and feature `i + 1`, twice, which no other has. */
const texts = 50;
const corpus: Corpus = {
  vectors: Array.from({ length: texts }, (_, index) => ({ numbers: [0, index + 1], counts: [1, 2], unknown: 3 })),
  targets: Array.from({ length: texts }, (_, index) => index % 2),
  labels: 2,
  size: texts + 1,
};

describe('the parts of cross-validation', () => {
  const folds = [...foldsOf(corpus, seededRandom(1))];

  test('judge every text once, and train on it in all others', () => {
    expect(folds).toHaveLength(FOLDS);
    expect(folds.flatMap(({ judged }) => judged.map(({ index }) => index)).sort((a, b) => a - b)).toEqual(corpus.vectors.map((_, index) => index));
    for (const { seen, judged } of folds) {
      for (const { index } of judged) expect(seen.vectors).not.toContain(corpus.vectors[index]);
      expect(seen.vectors.length + judged.length).toBe(texts);
    }
  });

  test('have as many texts of every label', () => {
    for (const { judged } of folds) expect(judged.filter(({ target }) => target === 0)).toHaveLength(texts / FOLDS / 2);
  });

  test('do not know features that only the judged text has', () => {
    for (const { judged } of folds) for (const { vector } of judged) expect(vector).toEqual({ numbers: [0], counts: [1], unknown: 5 });
  });
});
