import type { Meaning } from '../contract/meaning.ts';
import type { ClassifierChoice } from '../text/calibrate.ts';
import { score, type EvaluationLine, type Report } from './evaluate.ts';

/** The same lines, judged with each choice of classifier. */
export type Comparison = Record<ClassifierChoice, Report>;

/** Scores the lines three times; `understandingOf` loads the same release with one choice of classifier. */
export function compareClassifiers(
  lines: readonly EvaluationLine[], understandingOf: (choice: ClassifierChoice) => { understand(text: string): Meaning },
): Comparison {
  const scoreOf = (choice: ClassifierChoice): Report => score(lines, understandingOf(choice).understand);
  return { both: scoreOf('both'), natural: scoreOf('natural'), softmax: scoreOf('softmax') };
}

const NAMES: readonly (readonly [choice: ClassifierChoice, name: string])[] = [['both', 'both'], ['natural', 'natural alone'], ['softmax', 'softmax alone']];
const ROWS: readonly (readonly [name: string, share: (report: Report) => number | null])[] = [
  ['accuracy', ({ accuracy }) => accuracy],
  ['accuracy in scope', ({ accuracyInScope }) => accuracyInScope],
  ['recall outside', ({ recallOutside }) => recallOutside],
  ['wrongly rejected', ({ wronglyRejected }) => wronglyRejected],
  ['macro F1', ({ macroF1 }) => macroF1],
  ['calibration error', ({ calibrationError }) => calibrationError],
];

/** The figures side by side, for a terminal. */
export function printComparison(comparison: Comparison): string {
  const row = (name: string, cells: readonly string[]): string => [name.padEnd(18), ...cells.map((cell) => cell.padStart(14))].join(' ');
  const cellOf = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
  return [
    row('classifier', NAMES.map(([, name]) => name)),
    ...ROWS.map(([name, share]) => row(name, NAMES.map(([choice]) => cellOf(share(comparison[choice]))))),
    row('µs a text, p50', NAMES.map(([choice]) => comparison[choice].microsecondsPerText?.p50.toFixed(0) ?? '-')),
  ].join('\n');
}
