// Runs in a thread of its own: examines the content that it is started with, says what it has found, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../../base/giveWay.ts';
import type { ForbiddenEntry } from '../../contract/content/forbidden.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { examineContent } from './whole.ts';

export type Examined = { content: ReleaseContent; forbidden: ForbiddenEntry[] };

giveWay();
const { content, forbidden } = workerData as Examined;
parentPort!.postMessage(examineContent(content, forbidden));
