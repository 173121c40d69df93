// Runs in a thread of its own: does one piece of work on the examples that it is started with, tells of its progress, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../../base/giveWay.ts';
import type { Examples } from '../../text/examples.ts';
import { WORK, type Result, type Work } from './work.ts';

export type Task = { work: Work; examples: Examples };
export type Report = { progress: [done: number, total: number, stage: string] } | { result: Result<Work> };

const report = (message: Report): void => parentPort!.postMessage(message);

giveWay();
const { work, examples } = workerData as Task;
report({ result: WORK[work](examples, (...progress) => report({ progress })) });
