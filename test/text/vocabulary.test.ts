import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createVectoriser, createVocabulary } from '../../src/text/classify.ts';
import { KIND, fingerprintOf, fingerprintOfPair } from '../../src/text/fingerprint.ts';

describe('a vocabulary', () => {
  test('numbers the most frequent first, of equals the first to occur', () => {
    expect([...createVocabulary([[7, 5], [5, 9]]).names]).toEqual([5, 7, 9]);
  });

  test('finds what it has, and nothing else', () => {
    const feature = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(fc.property(fc.array(fc.array(feature)), feature, (documents, other) => {
      const vocabulary = createVocabulary(documents);
      vocabulary.names.forEach((name, number) => expect(vocabulary.numberOf(name)).toBe(number));
      if (!documents.flat().includes(other)) expect(vocabulary.numberOf(other)).toBe(-1);
    }));
  });

  test('counts how often each feature occurs, from one text to the next anew', () => {
    const vectorise = createVectoriser(createVocabulary([[1, 2, 3]]));
    expect(vectorise([3, 4, 1, 3])).toEqual({ numbers: [2, 0], counts: [2, 1], unknown: 1 });
    expect(vectorise([3])).toEqual({ numbers: [2], counts: [1], unknown: 0 });
  });
});

describe('a fingerprint', () => {
  test('tells kinds, places and words apart', () => {
    const all = [
      fingerprintOf(KIND.word, '快递'), fingerprintOf(KIND.sign, '快递'), fingerprintOf(KIND.word, '递快'),
      fingerprintOfPair(KIND.characters, 1, 2), fingerprintOfPair(KIND.characters, 2, 1), fingerprintOfPair(KIND.folded, 1, 2),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const fingerprint of all) expect(fingerprint | 0).toBe(fingerprint);
  });
});
