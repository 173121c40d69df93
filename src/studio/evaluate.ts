import { JiedaError } from '../base/errors.ts';
import { OUT_OF_SCOPE, emotionSchema, type Emotion, type Meaning } from '../contract/meaning.ts';
import type { CalibrationBin, LabelScore, Measure } from '../contract/studio/evaluation.ts';

export { printReport } from './printReport.ts';

/** A text with what is right. Without `emotion` only the intent is judged. */
export type EvaluationLine = { line: number; text: string; intent: string; emotion?: Emotion };

export type EvaluationError = {
  line: number; text: string;
  expected: { intent: string; emotion?: Emotion };
  got: { intent: string; confidence: number; emotion: Emotion };
  reason: string;
};

/** A measure with how long it took a text and what went wrong. */
export type Report = Measure & { microsecondsPerText: { p50: number; p99: number } | null; errors: EvaluationError[] };

/**
 * Reads lines `text<TAB>intent[<TAB>emotion]`; empty lines and a byte-order mark are skipped.
 * @throws JiedaError `evaluation.invalid` with the line (from 1) and what is wrong with it.
 */
export function parseEvaluation(tsv: string): EvaluationLine[] {
  const lines: EvaluationLine[] = [];
  for (const [index, raw] of tsv.replace(/^\ufeff/, '').split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    lines.push(parseLine(raw, index + 1));
  }
  if (lines.length === 0) throw new JiedaError('evaluation.invalid', { line: 1, reason: 'no lines' });
  return lines;
}

function parseLine(raw: string, line: number): EvaluationLine {
  const invalid = (reason: string): JiedaError => new JiedaError('evaluation.invalid', { line, reason });
  const [text, intent, emotion, ...more] = raw.split('\t');
  if (text === undefined || text === '') throw invalid('no text');
  if (intent === undefined || intent.trim() === '') throw invalid('no intent: expected text<TAB>intent[<TAB>emotion]');
  if (more.length > 0) throw invalid('more than three columns');
  if (emotion === undefined || emotion.trim() === '') return { line, text, intent: intent.trim() };
  const parsed = emotionSchema.safeParse(emotion.trim());
  if (!parsed.success) throw invalid(`emotion is one of ${emotionSchema.options.join(', ')}`);
  return { line, text, intent: intent.trim(), emotion: parsed.data };
}

/** Understands every line and compares. `now_us` tells a time in microseconds, from any start. */
export function score(
  lines: readonly EvaluationLine[], understand: (text: string) => Meaning, now_us: () => number = () => performance.now() * 1000,
): Report {
  const judged: Judged[] = [];
  const times_us: number[] = [];
  for (const expected of lines) {
    const start_us = now_us();
    const got = understand(expected.text);
    times_us.push(now_us() - start_us);
    judged.push({ expected, got });
  }
  return {
    ...measure(judged),
    microsecondsPerText: times_us.length === 0 ? null : { p50: percentile(times_us, 0.5), p99: percentile(times_us, 0.99) },
    errors: judged.filter(isWrong).map(errorOf),
  };
}

/** What a text was taken for, beside what is right. */
export type Judged<Expected extends Pick<EvaluationLine, 'intent' | 'emotion'> = EvaluationLine> = {
  expected: Expected;
  got: Pick<Meaning, 'intent' | 'confidence' | 'emotion' | 'reason'>;
};
type AnyJudged = Judged<Pick<EvaluationLine, 'intent' | 'emotion'>>;

/** Every figure of what was judged. */
export function measure(judged: readonly AnyJudged[]): Measure {
  const inScope = judged.filter(({ expected }) => expected.intent !== OUT_OF_SCOPE);
  const outside = judged.filter(({ expected }) => expected.intent === OUT_OF_SCOPE);
  const pairs = judged.map(({ expected, got }) => [expected.intent, got.intent] as const);
  const intents = scoresOf(pairs);
  const occurring = Object.values(intents).filter(({ support }) => support > 0);
  const calibration = calibrationOf(judged);
  return {
    lines: judged.length,
    accuracy: share(judged, isRight),
    accuracyInScope: share(inScope, isRight),
    recallOutside: share(outside, isRight),
    falseAccepts: share(outside, (one) => !isRight(one)),
    wronglyRejected: share(inScope, ({ got }) => got.intent === OUT_OF_SCOPE),
    macroF1: occurring.length === 0 ? null : occurring.reduce((sum, { f1 }) => sum + f1, 0) / occurring.length,
    calibrationError: calibrationErrorOf(calibration, judged.length),
    calibration,
    intents,
    confusion: confusionOf(pairs),
    emotions: emotionsOf(judged),
  };
}

const isRight = ({ expected, got }: AnyJudged): boolean => expected.intent === got.intent;
const isWrong = (judged: Judged): boolean =>
  !isRight(judged) || (judged.expected.emotion !== undefined && judged.expected.emotion !== judged.got.emotion);

function errorOf({ expected: { line, text, intent, emotion }, got }: Judged): EvaluationError {
  return {
    line, text,
    expected: emotion === undefined ? { intent } : { intent, emotion },
    got: { intent: got.intent, confidence: got.confidence, emotion: got.emotion },
    reason: got.reason,
  };
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}

/** Precision, recall and F1 of every label that is expected or given. */
function scoresOf(pairs: readonly (readonly [expected: string, got: string])[]): Record<string, LabelScore> {
  const labels = [...new Set(pairs.flat())].sort();
  return Object.fromEntries(labels.map((label) => {
    const support = pairs.filter(([expected]) => expected === label).length;
    const predicted = pairs.filter(([, got]) => got === label).length;
    const right = pairs.filter(([expected, got]) => expected === label && got === label).length;
    const precision = predicted === 0 ? 0 : right / predicted;
    const recall = support === 0 ? 0 : right / support;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return [label, { precision, recall, f1, support, predicted }];
  }));
}

function confusionOf(pairs: readonly (readonly [expected: string, got: string])[]): Measure['confusion'] {
  const counts = new Map<string, Measure['confusion'][number]>();
  for (const [expected, got] of pairs) {
    const key = `${expected} ${got}`;
    const cell = counts.get(key) ?? { expected, got, texts: 0 };
    cell.texts += 1;
    counts.set(key, cell);
  }
  return [...counts.values()];
}

function emotionsOf(judged: readonly AnyJudged[]): Measure['emotions'] {
  const pairs = judged.flatMap(({ expected, got }) => (expected.emotion === undefined ? [] : [[expected.emotion, got.emotion] as const]));
  if (pairs.length === 0) return null;
  const count = (expected: Emotion, given: Emotion): number => pairs.filter(([a, b]) => a === expected && b === given).length;
  const row = (expected: Emotion): Record<string, number> => Object.fromEntries(emotionSchema.options.map((given) => [given, count(expected, given)]));
  return {
    accuracy: pairs.filter(([expected, got]) => expected === got).length / pairs.length,
    labels: scoresOf(pairs),
    confusion: Object.fromEntries(emotionSchema.options.map((expected) => [expected, row(expected)])),
  };
}

const BINS = 10;

/** How right texts of each tenth of confidence are. */
function calibrationOf(judged: readonly AnyJudged[]): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({ texts: 0, confidence: 0, right: 0 }));
  for (const item of judged) {
    const bin = bins[Math.min(BINS - 1, Math.floor(item.got.confidence * BINS))]!;
    bin.texts += 1;
    bin.confidence += item.got.confidence;
    bin.right += isRight(item) ? 1 : 0;
  }
  return bins.map(({ texts, confidence, right }, index) => ({
    from: index / BINS, to: (index + 1) / BINS, texts, confidence: texts === 0 ? null : confidence / texts, right: texts === 0 ? null : right / texts,
  }));
}

function calibrationErrorOf(bins: readonly CalibrationBin[], texts: number): number | null {
  return texts === 0 ? null : bins.reduce((sum, bin) => sum + bin.texts * Math.abs((bin.confidence ?? 0) - (bin.right ?? 0)), 0) / texts;
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}
