// Runs in a thread of its own: reads one file that it is started with, tells what it holds or why it is refused, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { JiedaError, type ErrorCode } from '../../../base/errors.ts';
import { giveWay } from '../../../base/giveWay.ts';
import { readSource } from './read.ts';
import { sheetRows } from './sheet.ts';
import type { Source } from './source.ts';

export type Reading = { bytes: Uint8Array; fileName: string; as: 'source' | 'sheet' };
export type Read = { source: Source } | { rows: string[][] } | { refused: { code: ErrorCode; details: Record<string, unknown> | undefined } };

giveWay();
const { bytes, fileName, as } = workerData as Reading;
const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
parentPort!.postMessage(await read());

async function read(): Promise<Read> {
  try {
    return as === 'sheet' ? { rows: await sheetRows(content) } : { source: await readSource(content, fileName) };
  } catch (error) {
    if (error instanceof JiedaError) return { refused: { code: error.code, details: error.details } };
    throw error;
  }
}
