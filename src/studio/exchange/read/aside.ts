import { Worker } from 'node:worker_threads';
import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';
import { readSource } from './read.ts';
import { sheetRows } from './sheet.ts';
import type { Source } from './source.ts';
import type { Read, Reading } from './worker.ts';

/** Only the built program has a file that a thread can run; from sources everything is read on this one. */
const IS_BUILT = import.meta.url.endsWith('.js');

/**
 * {@link readSource} in a thread of its own with a bounded heap: customers are answered meanwhile, and a file that takes more memory than any honest
 * one ends its thread alone.
 * @throws what {@link readSource} throws; JiedaError `import.too_large` with `what: 'memory'`; what `signal` is aborted with.
 */
export async function readAside(bytes: Buffer, fileName: string, signal?: AbortSignal, heap_MB: number = LIMITS.importHeap_MB): Promise<Source> {
  if (!IS_BUILT) return readSource(bytes, fileName);
  const read = await inThread({ bytes, fileName, as: 'source' }, heap_MB, signal);
  return (read as { source: Source }).source;
}

/** {@link sheetRows}, likewise. */
export async function readSheetAside(bytes: Buffer, signal?: AbortSignal): Promise<string[][]> {
  if (!IS_BUILT) return sheetRows(bytes);
  const read = await inThread({ bytes, fileName: '', as: 'sheet' }, LIMITS.importHeap_MB, signal);
  return (read as { rows: string[][] }).rows;
}

async function inThread(reading: Reading, heap_MB: number, signal: AbortSignal | undefined): Promise<Read> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: reading, resourceLimits: { maxOldGenerationSizeMb: heap_MB } });
  const abort = (): void => void worker.terminate();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const read = await new Promise<Read>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new JiedaError('import.too_large', { what: 'memory', max: heap_MB }, error) : error));
      worker.once('exit', () => reject((signal?.reason as Error | undefined) ?? new Error('the thread that reads a file ended early')));
    });
    if ('refused' in read) throw new JiedaError(read.refused.code, read.refused.details);
    return read;
  } finally {
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
