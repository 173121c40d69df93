import { describe, expect, test } from '@jest/globals';
import { createExtractor } from '../../src/text/features.ts';

const extract = createExtractor([], []);
const meetingsOf = (text: string): Set<number> => new Set(extract(text, []).meetings);
const common = (one: string, other: string): number => [...meetingsOf(one)].filter((feature) => meetingsOf(other).has(feature)).length;

describe('stems of Latin words', () => {
  test('meet in whatever form they stand, in their order', () => {
    expect(meetingsOf('track shipped orders')).toEqual(meetingsOf('tracking shipping order'));
    expect(common('order shipping', 'shipping order')).toBe(0);
  });

  test('meet over one or two words, not over three', () => {
    expect(common('my order was never shipped', 'our order has always shipped here')).toBe(1);
    expect(common('the order was not yet shipped on', 'an order has always almost shipped at')).toBe(0);
  });

  test('do not meet over Chinese, and Chinese has none', () => {
    expect(common('查order的tracking吧', '问order和tracking呢')).toBe(0);
    expect(meetingsOf('我的快递到哪了').size).toBe(0);
  });
});
