import { readFile } from 'node:fs/promises';
import { parseEvaluation, printReport, score } from '../studio/evaluate.ts';
import { printJson, releaseForCommand, withRuntime } from './common.ts';

/** `jieda evaluate FILE.tsv`: how well the active release understands a labelled file. */
export async function runEvaluate(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const lines = parseEvaluation(await readFile(file, 'utf8'));
  await withRuntime(async (runtime, config) => {
    const { understanding, number } = await releaseForCommand(runtime, config);
    const report = score(lines, understanding.understand);
    if (json) printJson({ release: number, ...report });
    else process.stdout.write(`${printReport(report)}\n`);
  });
}
