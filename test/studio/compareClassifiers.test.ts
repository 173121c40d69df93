import { expect, test } from '@jest/globals';
import type { Meaning } from '../../src/contract/meaning.ts';
import { compareClassifiers, printComparison } from '../../src/studio/compareClassifiers.ts';
import { parseEvaluation } from '../../src/studio/evaluate.ts';

const meaning = (text: string, intent: string): Meaning => ({
  text, intent, confidence: 0.9, alternatives: [], emotion: 'calm', entities: [], private: [], decidedBy: 'classifier', reason: '',
});

test('both classifiers and each alone are judged on the same lines, and stand side by side', () => {
  const lines = parseEvaluation('到哪了\ta\n开发票\tb\n退货\tb\n天气\tout_of_scope');
  const answers = { both: ['a', 'b', 'b', 'out_of_scope'], natural: ['a', 'a', 'a', 'a'], softmax: ['a', 'b', 'a', 'out_of_scope'] };
  const comparison = compareClassifiers(lines, (choice) => ({
    understand: (text) => meaning(text, answers[choice][lines.findIndex((line) => line.text === text)]!),
  }));
  expect(comparison).toMatchObject({ both: { accuracy: 1 }, natural: { accuracy: 0.25, recallOutside: 0 }, softmax: { accuracy: 0.75, errors: [{ text: '退货' }] } });
  const printed = printComparison(comparison);
  expect(printed).toMatch(/classifier +both +natural alone +softmax alone/);
  expect(printed).toMatch(/accuracy +100\.0 % +25\.0 % +75\.0 %/);
});
