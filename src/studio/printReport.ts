import { emotionSchema } from '../contract/meaning.ts';
import type { LabelScore } from '../contract/studio/evaluation.ts';
import type { Report } from './evaluate.ts';

/** Errors shown in a terminal; the others are counted. */
const ERRORS_SHOWN = 50;

/** A report for a terminal. */
export function printReport(report: Report): string {
  return [
    ...summary(report), '',
    ...table('intent', report.intents), '',
    ...emotions(report),
    ...errors(report),
  ].join('\n');
}

function summary(report: Report): string[] {
  const rows: [string, string][] = [
    ['lines', String(report.lines)],
    ['accuracy', percent(report.accuracy)],
    ['accuracy in scope', percent(report.accuracyInScope)],
    ['recall outside', percent(report.recallOutside)],
    ['wrongly rejected', percent(report.wronglyRejected)],
    ['macro F1', percent(report.macroF1)],
    ['calibration error', percent(report.calibrationError)],
    ['emotion accuracy', percent(report.emotions?.accuracy ?? null)],
    ['µs a text', report.microsecondsPerText ? `p50 ${report.microsecondsPerText.p50.toFixed(0)}, p99 ${report.microsecondsPerText.p99.toFixed(0)}` : '-'],
  ];
  return rows.map(([name, value]) => `${name.padEnd(18)} ${value}`);
}

/** The worst first, because that is what one looks for. */
function table(title: string, labels: Readonly<Record<string, LabelScore>>): string[] {
  const head = `${title.padEnd(22)} ${'precision'.padStart(9)} ${'recall'.padStart(8)} ${'F1'.padStart(8)} ${'texts'.padStart(6)}`;
  const rows = Object.entries(labels).sort((a, b) => a[1].f1 - b[1].f1 || (a[0] < b[0] ? -1 : 1));
  return [head, ...rows.map(([label, { precision, recall, f1, support }]) =>
    `${label.padEnd(22)} ${percent(precision).padStart(9)} ${percent(recall).padStart(8)} ${percent(f1).padStart(8)} ${String(support).padStart(6)}`)];
}

function emotions(report: Report): string[] {
  if (report.emotions === null) return [];
  const { labels, confusion } = report.emotions;
  const options = emotionSchema.options;
  return [
    ...table('emotion', labels), '',
    `${'expected \\ given'.padEnd(22)} ${options.map((option) => option.padStart(8)).join(' ')}`,
    ...options.map((expected) => `${expected.padEnd(22)} ${options.map((given) => String(confusion[expected]?.[given] ?? 0).padStart(8)).join(' ')}`), '',
  ];
}

function errors({ errors }: Report): string[] {
  const lines = errors.slice(0, ERRORS_SHOWN).flatMap(({ line, text, expected, got, reason }) => [
    `${line}: ${text}`,
    `   expected ${expected.intent}${expected.emotion ? ' ' + expected.emotion : ''}, got ${got.intent} ${got.confidence.toFixed(2)} ${got.emotion}; ${reason}`,
  ]);
  const left = errors.length - ERRORS_SHOWN;
  return [`${errors.length} errors`, ...lines, ...(left > 0 ? [`… and ${left} more`] : [])];
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}
