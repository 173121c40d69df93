import { Worker } from 'node:worker_threads';
import { paced } from '../base/steps.ts';
import { readExamples, type Examples } from '../text/examples.ts';
import type { TextContent } from '../text/model.ts';
import { WORK, type Progress, type Result, type Work } from './learning/work.ts';
import type { Report, Task } from './learning/worker.ts';

export type { JudgedModel, Progress } from './learning/work.ts';

export type LearningOptions = {
  /** `stage` is `reading`, then what the work goes through; of each the last call has `done` = `total`. */
  onProgress?: Progress;
  /** Ends the work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
};

/** Does a piece of work on all examples of a content: `train` makes a model, `judge` cross-validates. The same content gives the same result. */
export type Learning = <Name extends Work>(work: Name, content: TextContent, options?: LearningOptions) => Promise<Result<Name>>;

/** On this thread: for programs that have nothing else to do. It can only be ended while it reads. */
export const learnHere: Learning = async (work, content, { onProgress = () => {}, signal } = {}) => {
  const examples = await readExamples(content, (done, total) => onProgress(done, total, 'reading'), signal);
  return WORK[work](examples, onProgress) as Result<typeof work>;
};

/** In a thread of its own, so that customers are answered meanwhile. */
export const learnAside: Learning = learningIn(new URL('./learning/worker.js', import.meta.url));

/**
 * The examples are read here, a few at a time, because the segmenter's dictionaries take 250 MB and are loaded here already. The thread takes over
 * their features, which are handed on without being copied, and knows nothing else.
 * @param url the program of the thread, {@link worker.ts}; `execArgv`: options of Node.js for it.
 */
export function learningIn(url: URL, execArgv: string[] = []): Learning {
  return async (work, content, { onProgress = () => {}, signal } = {}) => {
    const examples = await readExamples(content, (done, total) => onProgress(done, total, 'reading'), signal, paced());
    signal?.throwIfAborted();
    const task: Task = { work, examples };
    const worker = new Worker(url, { workerData: task, transferList: buffersOf(examples), execArgv });
    try {
      return (await resultOf(worker, onProgress, signal)) as Result<typeof work>;
    } finally {
      await worker.terminate();
    }
  };
}

function resultOf(worker: Worker, onProgress: Progress, signal: AbortSignal | undefined): Promise<Result<Work>> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal!.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (report: Report) => {
      if (signal?.aborted) return;
      if ('result' in report) resolve(report.result);
      else onProgress(...report.progress);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', abort);
      reject(new Error(`the thread that learns ended with ${code}`));
    });
  });
}

function buffersOf({ intents, emotions, features, meetings, signs }: Examples): ArrayBuffer[] {
  const arrays = [intents, emotions, ...[features, meetings, signs].flatMap(({ values, offsets }) => [values, offsets])];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
