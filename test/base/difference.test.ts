import { describe, expect, it } from '@jest/globals';
import { differencesBetween, withPart } from '../../src/base/difference.ts';

const before = { name: '发票', examples: [{ text: '开发票', emotion: 'calm' }, { text: '抬头', emotion: 'calm' }], tags: ['a', 'b'], deep: { x: 1 } };
const after = { name: '发票', examples: [{ text: '抬头', emotion: 'upset' }, { text: '专票', emotion: 'calm' }], tags: ['a', 'c'], deep: { x: 1, y: 2 } };

describe('the differences of two documents', () => {
  it('are told part by part, examples by their text, other lists as a whole', () => {
    expect(differencesBetween(before, after)).toEqual([
      { path: ['examples', '开发票'], before: { text: '开发票', emotion: 'calm' }, after: undefined },
      { path: ['examples', '抬头'], before: { text: '抬头', emotion: 'calm' }, after: { text: '抬头', emotion: 'upset' } },
      { path: ['examples', '专票'], before: undefined, after: { text: '专票', emotion: 'calm' } },
      { path: ['tags'], before: ['a', 'b'], after: ['a', 'c'] },
      { path: ['deep', 'y'], before: undefined, after: 2 },
    ]);
    expect(differencesBetween(before, before)).toEqual([]);
  });

  it('carried over one by one make the other document', () => {
    const merged = differencesBetween(before, after).reduce((document, { path, after: value }) => withPart(document, path, value), before);
    expect(differencesBetween(merged, after)).toEqual([]);
    expect(before.examples).toHaveLength(2);
  });

  it('are told of examples also where one side has none of them', () => {
    const empty = { ...before, examples: [] };
    const merged = differencesBetween(empty, after).reduce((document, { path, after: value }) => withPart(document, path, value), empty);
    expect(merged.examples).toEqual(after.examples);
  });
});
