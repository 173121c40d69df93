import { createInterface } from 'node:readline';
import { SingleBar } from 'cli-progress';
import { readConfig, type Config } from '../base/config.ts';
import { openLog } from '../base/log.ts';
import type { ReleaseContent } from '../contract/content/release.ts';
import type { Runtime } from '../conversation/runtime.ts';
import type { ServedRelease } from '../conversation/serving.ts';
import { compileDialogs } from '../dialog/content.ts';
import { openRuntime } from '../main.ts';
import { ContentDraft } from '../storage/content.ts';
import { activeReleaseNumber, findRelease } from '../storage/release.ts';
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

type ModelForCommand = { number: number; hash: string; content: ReleaseContent; model: Uint8Array };

/** Content and model of the active release; while none is published, the draft, trained for this command only (release number 0). */
export async function modelForCommand(runtime: Runtime, config: Config): Promise<ModelForCommand> {
  const number = await activeReleaseNumber(runtime.storage.read);
  if (number !== null) return findRelease(runtime.storage.read, number);
  const content = await new ContentDraft(config.contentPath).readAll();
  return { number: 0, hash: 'draft', content, model: await trainModel(content, { onProgress: progressBar() }) };
}

/** {@link modelForCommand}, ready to understand and decide, as the configuration says. */
export async function releaseForCommand(runtime: Runtime, config: Config): Promise<ServedRelease> {
  const { number, hash, content, model } = await modelForCommand(runtime, config);
  return {
    number,
    hash,
    understanding: loadUnderstanding(content, model, config.classifier),
    dialogs: compileDialogs(content.dialogs, content.figures, content.intents, content.caution),
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
