import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { requiredLiterals, requiredParts } from '../../src/text/literals.ts';
import { createPatterns } from '../../src/text/patterns.ts';

describe('required literals', () => {
  test.each<[string, string[] | undefined]>([
    ['转人工', ['转人工']],
    ['a(bc|de)f?', ['bc', 'de']],
    ['(a|b)?xyz+', ['xyz']],
    ['ab|cd', ['ab', 'cd']],
    ['ab|', undefined],
    ['.*', undefined],
    ['(?i)ab', undefined],
    [String.raw`\d+元`, undefined],
    [String.raw`a\?b`, ['a?b']],
    ['[ab]cd{2,3}', ['cd']],
    ['(ab){0,3}c', ['c']],
    ['(a|bc', undefined],
  ])('%s', (pattern, expected) => expect(requiredLiterals(pattern)).toEqual(expected));

  test('of each part that stands in a row, the longest words first', () => {
    expect(requiredParts('(我|自己)[^,]{0,4}(手贱|犯傻)(吧|了)?')).toEqual([['手贱', '犯傻'], ['我', '自己']]);
    expect(requiredParts('(我|自己).(手贱)|骗子')).toEqual([['手贱', '骗子']]);
  });

  test('a text that matches holds one of them', () => {
    const atom = fc.constantFrom('a', 'b', '人', '[ab]', '.', '(a|人b)', '(?:ab|)', String.raw`\.`);
    const repeated = fc.tuple(atom, fc.constantFrom('', '', '?', '*', '+', '{0,2}', '{2}')).map(([one, times]) => one + times);
    const pattern = fc.array(fc.oneof(repeated, fc.constant('|')), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '人', '.'), maxLength: 8 });
    fc.assert(fc.property(pattern, text, (written, tried) => {
      const expected = RE2JS.compile(written).test(tried) ? [0] : [];
      expect(createPatterns([written])(tried)).toEqual(expected);
    }), { numRuns: 500 });
  });
});

describe('patterns', () => {
  test('tell their numbers in order', () => expect(createPatterns(['投诉', '^我', '投.{0,3}诉'])('我要投诉')).toEqual([0, 1, 2]));

  test('an unknown pattern is named', () => {
    expect(() => createPatterns(['(a'])).toThrow(expect.objectContaining({ code: 'content.invalid', details: { pattern: '(a' } }));
    expect(() => createPatterns(['(?<=a)b'])).toThrow(expect.objectContaining({ code: 'content.invalid' }));
  });

  test('a pattern made to explode is matched like any other', () => {
    expect(createPatterns(['(a+)+$', '(.*a){12}x'])('a'.repeat(1_000) + '!')).toEqual([]);
  });
});
