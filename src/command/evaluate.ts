import { readFile } from 'node:fs/promises';
import { compareClassifiers, printComparison } from '../studio/compareClassifiers.ts';
import { parseEvaluation, printReport } from '../studio/evaluate.ts';
import { loadUnderstanding } from '../text/model.ts';
import { modelForCommand, printJson, withRuntime } from './common.ts';

/**
 * `jieda evaluate FILE.tsv`: how well the active release understands a labelled file, with the classifier of the configuration, and then
 * both classifiers and each of them alone side by side.
 */
export async function runEvaluate(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const lines = parseEvaluation(await readFile(file, 'utf8'));
  await withRuntime(async (runtime, config) => {
    const { number, content, model } = await modelForCommand(runtime, config);
    const comparison = compareClassifiers(lines, (choice) => loadUnderstanding(content, model, choice));
    const report = comparison[config.classifier];
    if (json) printJson({ release: number, classifier: config.classifier, ...report, comparison: withoutErrors(comparison) });
    else process.stdout.write(`${printReport(report)}\n\n${printComparison(comparison)}\n`);
  });
}

/** The errors of one report are enough for one answer. */
function withoutErrors(comparison: ReturnType<typeof compareClassifiers>): Record<string, object> {
  return Object.fromEntries(Object.entries(comparison).map(([choice, { errors: _errors, ...figures }]) => [choice, figures]));
}
