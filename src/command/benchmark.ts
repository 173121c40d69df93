import { readFile } from 'node:fs/promises';
import { runBenchmark, type Benchmark } from '../studio/benchmark.ts';
import { printJson, progressBar } from './common.ts';

/** `jieda benchmark --train A.tsv --test B.tsv`: the engine alone, on any data: no content, no rules, no lexicons. */
export async function runBenchmarkCommand({ train, test, json = false }: { train: string; test: string; json?: boolean }): Promise<void> {
  const result = await runBenchmark(await readFile(train, 'utf8'), await readFile(test, 'utf8'), progressBar());
  if (json) printJson(result);
  else process.stdout.write(`${lines(result).join('\n')}\n`);
}

function lines(result: Benchmark): string[] {
  const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
  return [
    `texts              ${result.trainTexts} to train, ${result.testTexts} to test, ${result.labels} labels`,
    `accuracy           ${share(result.accuracy)}`,
    `accuracy in scope  ${share(result.accuracyInScope)}`,
    `recall outside     ${share(result.recallOutside)}`,
    `wrongly rejected   ${share(result.wronglyRejected)}`,
    `macro F1           ${share(result.macroF1)}`,
    `training           ${result.trainSeconds.toFixed(1)} s`,
    `model              ${(result.modelBytes / 2 ** 20).toFixed(1)} MB`,
    ...(result.microsecondsPerText ? [`µs a text          p50 ${result.microsecondsPerText.p50.toFixed(0)}, p99 ${result.microsecondsPerText.p99.toFixed(0)}`] : []),
  ];
}
