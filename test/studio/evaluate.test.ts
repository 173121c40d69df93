import { describe, expect, test } from '@jest/globals';
import type { Meaning } from '../../src/contract/meaning.ts';
import { parseEvaluation, printReport, score } from '../../src/studio/evaluate.ts';

describe('an evaluation file', () => {
  test('has a text, an intent and perhaps an emotion on each line', () => {
    expect(parseEvaluation('\ufeff到哪了\tshipping_status\r\n\r\n滚\tout_of_scope\tangry\n')).toEqual([
      { line: 1, text: '到哪了', intent: 'shipping_status' },
      { line: 3, text: '滚', intent: 'out_of_scope', emotion: 'angry' },
    ]);
  });

  test.each([
    ['到哪了', 1], ['a\tb\n\tb', 2], ['a\t', 1], ['a\tb\tfurious', 1], ['a\tb\tcalm\tx', 1], ['', 1],
  ])('is refused with its line: %j', (tsv, line) => {
    expect(() => parseEvaluation(tsv)).toThrow(expect.objectContaining({ code: 'evaluation.invalid', details: expect.objectContaining({ line }) }));
  });
});

describe('a score', () => {
  const answers: Record<string, Partial<Meaning>> = {
    a1: { intent: 'a', confidence: 0.9, emotion: 'calm' }, a2: { intent: 'b', confidence: 0.5, emotion: 'angry' },
    a3: { intent: 'out_of_scope', confidence: 0.6, emotion: 'upset' }, b1: { intent: 'b', confidence: 0.9, emotion: 'angry' },
    o1: { intent: 'out_of_scope', confidence: 0.8, emotion: 'calm' }, o2: { intent: 'a', confidence: 0.7, emotion: 'calm' },
  };
  const understand = (text: string): Meaning => ({
    text, intent: 'a', confidence: 0, alternatives: [], emotion: 'calm', entities: [], private: [], decidedBy: 'classifier', reason: '因为', ...answers[text],
  });
  const lines = parseEvaluation('a1\ta\tcalm\na2\ta\tangry\na3\ta\tcalm\nb1\tb\tangry\no1\tout_of_scope\tcalm\no2\tout_of_scope\tupset');
  let time_us = 0;
  const report = score(lines, understand, () => (time_us += 5));

  test('counts what is right', () => {
    expect(report).toMatchObject({ lines: 6, accuracy: 0.5, accuracyInScope: 0.5, recallOutside: 0.5, wronglyRejected: 0.25 });
    expect(report.intents).toMatchObject({
      a: { precision: 0.5, recall: 1 / 3, support: 3, predicted: 2 }, b: { precision: 0.5, recall: 1, support: 1 }, out_of_scope: { precision: 0.5, recall: 0.5 },
    });
    expect(report.macroF1).toBeCloseTo((0.4 + 2 / 3 + 0.5) / 3);
  });

  test('compares confidence with what came true, bin by bin', () => {
    // 0.9 twice (2 right), 0.5 (0), 0.6 (0), 0.8 (1), 0.7 (0)
    expect(report.calibrationError).toBeCloseTo((0.2 + 0.5 + 0.6 + 0.2 + 0.7) / 6);
  });

  test('tells emotions apart', () => {
    expect(report.emotions?.confusion['calm']).toEqual({ calm: 2, upset: 1, angry: 0 });
    expect(report.emotions?.labels['angry']).toMatchObject({ precision: 1, recall: 1 });
  });

  test('lists every error with its reason, and the time', () => {
    expect(report.errors.map(({ line }) => line)).toEqual([2, 3, 6]);
    expect(report.errors[0]).toEqual({
      line: 2, text: 'a2', expected: { intent: 'a', emotion: 'angry' }, got: { intent: 'b', confidence: 0.5, emotion: 'angry' }, reason: '因为',
    });
    expect(report.microsecondsPerText).toEqual({ p50: 5, p99: 5 });
  });

  test('can be read in a terminal', () => {
    const printed = printReport(report);
    expect(printed).toContain('accuracy in scope  50.0 %');
    expect(printed).toContain('2: a2');
    expect(printed).toContain('3 errors');
  });

  test('of nothing divides by nothing', () => expect(score([], understand)).toMatchObject({ accuracy: null, emotions: null, microsecondsPerText: null }));
});
