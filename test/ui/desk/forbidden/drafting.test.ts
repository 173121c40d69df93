import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ForbiddenFinding } from '../../../../src/contract/content/forbidden.ts';
import { patternsShown, patternsWritten, piecesOf, stillThere } from '../../../../src/ui/desk/forbidden/drafting.ts';
import { daysBefore, kindsIn, sumOf } from '../../../../src/ui/desk/forbidden/sums.ts';

const finding = (start: number, text: string): ForbiddenFinding => ({ entry: 'own', kind: 'promise', severity: 'reason', start, end: start + text.length, text, because: '', instead: ['会尽力'] });

describe('a draft', () => {
  test('is cut where findings begin and end, and loses nothing', () => {
    expect(piecesOf('我保证，保证', [finding(1, '保证'), finding(4, '保证')]).map(({ text, finding: one }) => [text, one !== undefined])).toEqual([['我', false], ['保证', true], ['，', false], ['保证', true]]);
    expect(piecesOf('', [])).toEqual([]);
  });

  test('keeps the marks that still stand where they stood while more is typed', () => {
    const findings = [finding(1, '保证'), finding(4, '一定会')];
    expect(stillThere('我保证，一定', findings)).toEqual([findings[0]]);
    expect(stillThere('那我保证', findings)).toEqual([]);
  });
});

test('patterns come out of their field as they went in, line breaks inside of them included', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', '保', '\n', '[', ']', '^', '*', 'n'), minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text);
  fc.assert(fc.property(fc.array(pattern, { maxLength: 5 }), (patterns) => expect(patternsWritten(patternsShown(patterns))).toEqual(patterns)));
  expect(patternsWritten('[^。\\n]{0,4}保证\n\\d+\n')).toEqual(['[^。\n]{0,4}保证', '\\d+']);
});

test('what was replaced in time is counted by itself', () => {
  const counts = [{ kind: 'blame', outcome: 'sent', count: 2 }, { kind: 'promise', outcome: 'refused', count: 3 }, { kind: 'jargon', outcome: 'replaced', count: 9 }] as const;
  expect(sumOf([...counts], ['refused', 'sent'])).toBe(5);
  expect(sumOf([...counts], ['replaced'], 'jargon')).toBe(9);
  expect(kindsIn([[...counts]])).toEqual(['promise', 'blame']);
  expect(daysBefore('2026-03-01', 6)).toBe('2026-02-23');
});
