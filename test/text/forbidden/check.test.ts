import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { FORBIDDEN_KINDS, FORBIDDEN_SEVERITIES, forbiddenEntrySchema, forbiddenSchema, type ForbiddenEntry } from '../../../src/contract/content/forbidden.ts';
import { createForbidden } from '../../../src/text/forbidden/check.ts';
import { BAD } from './bad.ts';
import { GOOD } from './good.ts';

const ENTRIES = forbiddenSchema.parse(JSON.parse(readFileSync(join(PROJECT_PATH, 'data/forbidden.json'), 'utf8')));
const check = createForbidden(ENTRIES);

const entry = (changes: Partial<ForbiddenEntry>): ForbiddenEntry => forbiddenEntrySchema.parse({ id: 'own', kind: 'promise', severity: 'reason', because: '超出承诺', instead: ['会尽力'], ...changes });
const worst = (text: string) => [...check(text)].sort((a, b) => FORBIDDEN_SEVERITIES.indexOf(a.severity) - FORBIDDEN_SEVERITIES.indexOf(b.severity))[0];

describe('our list of what nobody writes to a customer', () => {
  test.each(BAD)('$severity, $kind: $text', ({ kind, severity, text }) => {
    expect(worst(text)).toMatchObject({ kind, severity });
  });

  test('finds no fault with what polite agents write', () => {
    expect(GOOD.length).toBeGreaterThanOrEqual(150);
    expect(GOOD.flatMap((text) => check(text).map((finding) => [text, finding.entry, finding.text]))).toEqual([]);
  });

  test('has every kind, and offers nothing that it forbids', () => {
    expect(new Set(ENTRIES.map(({ kind }) => kind))).toEqual(new Set(FORBIDDEN_KINDS));
    expect(ENTRIES.flatMap(({ id, instead }) => instead.filter((text) => check(text).length > 0).map((text) => [id, text]))).toEqual([]);
  });

  test('makes a polite line of a bad one when every replacement is taken', () => {
    const takenOver = (text: string): string => [...check(text)].reverse().reduce((left, { start, end, instead }) => left.slice(0, start) + instead[0] + left.slice(end), text);
    for (const { text } of BAD) expect([text, check(takenOver(text)).map((finding) => finding.entry)]).toEqual([text, []]);
  });
});

describe('a hidden word', () => {
  test.each([
    ['spaced', '我 保 证 明天到', '保 证'],
    ['with a zero-width character', '我保\u200b证明天到', '保\u200b证'],
    ['with marks', '我保*证明天到', '保*证'],
    ['with two marks', '我保--证明天到', '保--证'],
    ['traditional', '我保證明天到', '保證'],
    ['of another sound-alike', '不行旧是不行', '不行旧是不行'],
    ['of full width', '你是ｓｂ', '你是ｓｂ'],
    ['with combining marks', '我保\u0301证明天到', '保\u0301证'],
  ])('%s is found where it stands', (_name, text, found) => {
    const [finding] = check(text);
    expect(finding?.text).toBe(found);
    expect(text.slice(finding?.start, finding?.end)).toBe(found);
  });

  test('is not made up of the ends of two clauses or lines, or of a longer word', () => {
    const words = createForbidden([entry({ phrases: ['马上', 'sb'] })]);
    for (const text of ['他骑着马，上山去了', '他骑着马\n上山去了', '他骑着马……上山去了', '请插usb线', 'sbx']) expect([text, words(text)]).toEqual([text, []]);
    expect(words('马 上').map(({ text }) => text)).toEqual(['马 上']);
  });
});

describe('an entry', () => {
  test('is not found where it overlaps an exception', () => {
    const own = createForbidden([entry({ phrases: ['保证'], unless: ['不.{0,2}保证'] })]);
    expect(own('我不能保证，但我保证尽力').map(({ start }) => start)).toEqual([8]);
  });

  test('marks its first group, or its clause with the mark that ends it', () => {
    expect(createForbidden([entry({ patterns: ['(?:^|,)(喂)'] })])('喂，你好').map(({ text }) => text)).toEqual(['喂']);
    expect(createForbidden([entry({ phrases: ['规定'], clause: true })])('您好，这是规定。\n再见').map(({ text }) => text)).toEqual(['这是规定。']);
  });

  test('gives way to a worse one that overlaps it', () => {
    const own = createForbidden([entry({ phrases: ['马上'], severity: 'hint' }), entry({ id: 'worse', phrases: ['马上退'], severity: 'block' })]);
    expect(own('马上退，马上').map(({ entry: id, start }) => [id, start])).toEqual([['worse', 0], ['own', 4]]);
  });

  test('with a pattern that RE2 does not know is refused by its name', () => {
    expect(() => createForbidden([entry({ patterns: ['(保)\\1'] })])).toThrow(expect.objectContaining({ code: 'content.invalid', details: { pattern: '(保)\\1' } }));
  });

  test('without phrase and pattern, without replacement, or twice is refused', () => {
    expect(forbiddenEntrySchema.safeParse({ ...entry({ phrases: ['保证'] }), phrases: [] }).success).toBe(false);
    expect(forbiddenEntrySchema.safeParse({ ...entry({ phrases: ['保证'] }), instead: [] }).success).toBe(false);
    expect(forbiddenSchema.safeParse([entry({ phrases: ['保证'] }), entry({ phrases: ['肯定'] })]).success).toBe(false);
  });
});

test('spans of any text are its own, in order and apart', () => {
  const pieces = fc.constantFrom(...BAD.map(({ text }) => text), ...GOOD.slice(0, 20), '，', '。', '\n', ' ', '😀', '\u200b', '！！！');
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { start, end, text: found } of check(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(found).toBe(text.slice(start, end));
        last = end;
      }
    }),
    { numRuns: 200 },
  );
});

test('2,000 characters take less than 5 ms', () => {
  const text = GOOD.join('').slice(0, LIMITS.messageLength - 20) + BAD[0]!.text;
  const times = Array.from({ length: 41 }, () => {
    const from = performance.now();
    check(text);
    return performance.now() - from;
  });
  expect(times.sort((a, b) => a - b)[8]).toBeLessThan(5);
});
