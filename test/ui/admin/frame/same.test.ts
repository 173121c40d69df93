import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSame } from '../../../../src/ui/admin/frame/same.ts';

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('whether a document has been changed', () => {
  it('is told as by what would be sent', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(isSame(copy(one), copy(one))).toBe(true);
      expect(isSame(copy(one), copy(other))).toBe(isSame(copy(other), copy(one)));
      if (isSame(copy(one), copy(other))) expect(copy(one)).toEqual(copy(other));
      else expect(copy(one)).not.toEqual(copy(other));
    }));
  });

  it('does not depend on what is undefined, nor on the order of fields', () => {
    expect(isSame({ text: '好', condition: undefined }, { text: '好' })).toBe(true);
    expect(isSame({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(isSame({ a: null }, {})).toBe(false);
    expect(isSame([], {})).toBe(false);
  });

  it('ends at the first difference', () => {
    const unread = { get text(): string { throw new Error('read'); } };
    expect(isSame([{ text: '一' }, unread], [{ text: '二' }, unread])).toBe(false);
    expect(isSame([unread], [unread, unread])).toBe(false);
  });
});
