import type { Example, IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { loadUnderstanding, trainModel } from '../text/model.ts';
import { warmUp } from '../text/understand.ts';
import { parseEvaluation, score, type EvaluationLine } from './evaluate.ts';

/** Shares are in [0, 1]; null where there is nothing to count. */
export type Benchmark = {
  accuracy: number | null;
  accuracyInScope: number | null;
  recallOutside: number | null;
  wronglyRejected: number | null;
  macroF1: number | null;
  calibrationError: number | null;
  trainSeconds: number;
  modelBytes: number;
  microsecondsPerText: { p50: number; p99: number } | null;
  trainTexts: number;
  testTexts: number;
  labels: number;
};

const NO_LEXICONS: Lexicons = { words: [], synonyms: [], emotion: { angry: {}, upset: {}, patterns: [], notAtUs: [] }, gazetteer: {} };

/**
 * Trains the engine on `trainTsv` alone, without rules and lexicons, and tests it on `testTsv` (lines `text<TAB>label`).
 * Loading the segmenter's dictionaries does not count as training.
 * @throws JiedaError `evaluation.invalid` for a line of another form.
 */
export async function runBenchmark(trainTsv: string, testTsv: string, onProgress?: (done: number, total: number, stage: string) => void): Promise<Benchmark> {
  const training = parseEvaluation(trainTsv);
  const test = parseEvaluation(testTsv);
  const ids = idsOf([...training, ...test]);
  const content = { intents: documentsOf(training, ids), lexicons: NO_LEXICONS };
  warmUp();
  const start_ms = performance.now();
  const model = await trainModel(content, onProgress ? { onProgress } : {});
  const trainSeconds = (performance.now() - start_ms) / 1000;
  const { understand } = loadUnderstanding(content, model);
  const { accuracy, accuracyInScope, recallOutside, wronglyRejected, macroF1, calibrationError, microsecondsPerText } =
    score(test.map((line) => ({ ...line, intent: ids.get(line.intent)! })), understand);
  return {
    accuracy, accuracyInScope, recallOutside, wronglyRejected, macroF1, calibrationError, trainSeconds, modelBytes: model.length, microsecondsPerText,
    trainTexts: training.length, testTexts: test.length, labels: content.intents.length,
  };
}

/** Foreign labels may be of any form; ids of ours are not. */
function idsOf(lines: readonly EvaluationLine[]): Map<string, string> {
  const labels = [...new Set(lines.map(({ intent }) => intent))].sort();
  return new Map(labels.map((label, index) => [label, label === OUT_OF_SCOPE ? OUT_OF_SCOPE : `label_${index + 1}`]));
}

function documentsOf(lines: readonly EvaluationLine[], ids: ReadonlyMap<string, string>): IntentDocument[] {
  const examples = new Map<string, Example[]>();
  for (const { text, intent, emotion } of lines) {
    const id = ids.get(intent)!;
    const own = examples.get(id) ?? [];
    own.push({ text, emotion: emotion ?? 'calm' });
    examples.set(id, own);
  }
  return [...examples].map(([id, own]) => ({ id, name: id, domain: 'common', description: '', rev: 1, rules: [], examples: own }));
}
