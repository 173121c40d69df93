import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSegmenter, warmUp } from '../../src/text/segment.ts';
import { normalise } from '../../src/text/normalise.ts';
import { anyText } from './anyText.ts';

describe('segment', () => {
  warmUp();
  test('keeps words of our dictionary whole, and only for who asked for them', () => {
    expect(createSegmenter(['商务外链'])('商务外链怎么用')).toContain('商务外链');
    expect(createSegmenter([])('商务外链怎么用')).not.toContain('商务外链');
  });

  test('loses nothing of a normalised text', () => {
    const segment = createSegmenter(['商务外链']);
    fc.assert(fc.property(anyText(), (text) => {
      const { text: plain } = normalise(text);
      expect(segment(plain).join('')).toBe(plain);
    }));
  });
});
