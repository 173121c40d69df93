import { createInterface } from 'node:readline';
import { SingleBar } from 'cli-progress';
import { readConfig, type Config } from '../base/config.ts';
import { openLog } from '../base/log.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { loadRelease, type ServedRelease } from '../conversation/serving.ts';
import { compileDialogs } from '../dialog/content.ts';
import { openRuntime } from '../main.ts';
import { ContentDraft } from '../storage/content.ts';
import { activeReleaseNumber } from '../storage/release.ts';
import type { Progress } from '../studio/release.ts';
import { loadUnderstanding, trainModel } from '../text/model.ts';

/** Commands speak to people; what they log are warnings. */
export function commandConfig(): Config {
  return readConfig({ JIEDA_LOG_LEVEL: 'warn', ...process.env });
}

/** Runs a command's work on an open runtime and closes it whatever happens. */
export async function withRuntime<Result>(work: (runtime: Runtime, config: Config) => Promise<Result>): Promise<Result> {
  const config = commandConfig();
  const { runtime, close } = await openRuntime(config, openLog(config.logLevel));
  try {
    return await work(runtime, config);
  } finally {
    await close();
  }
}

/** The active release; while none is published, the draft, trained for this command only (release number 0). */
export async function releaseForCommand(runtime: Runtime, config: Config): Promise<ServedRelease> {
  const number = await activeReleaseNumber(runtime.storage.read);
  if (number !== null) return loadRelease(runtime.storage, number);
  const content = await new ContentDraft(config.contentPath).readAll();
  const model = await trainModel(content, { onProgress: progressBar() });
  return {
    number: 0,
    hash: 'draft',
    understanding: loadUnderstanding(content, model),
    dialogs: compileDialogs(content.dialogs, content.figures, content.intents),
    intentNames: new Map(content.intents.map(({ id, name }) => [id, name])),
  };
}

/** A progress bar on standard error, so that standard output holds the answer alone. */
export function progressBar(): Progress {
  const bar = new SingleBar({ format: '{bar} {percentage}% {stage}', hideCursor: true, stream: process.stderr, noTTYOutput: false });
  let running = false;
  return (done, total, stage) => {
    if (!running) bar.start(total, 0, { stage });
    running = true;
    bar.update(done, { stage });
    if (done >= total) {
      bar.stop();
      running = false;
    }
  };
}

/** The lines of standard input, without their ends. */
export function inputLines(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, crlfDelay: Infinity });
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
