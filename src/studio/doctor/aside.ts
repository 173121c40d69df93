import { Worker } from 'node:worker_threads';
import type { FindingOfDraft } from '../../contract/studio/releases.ts';
import type { Studio } from '../studio.ts';
import { findingsOfRefusal } from './dialogs.ts';
import type { Finding } from './finding.ts';
import { bySeverity, examineContent } from './whole.ts';
import type { Examined } from './worker.ts';

/** How a content is examined. */
export type Examining = (examined: Examined) => Promise<Finding[]>;

/** In a thread of its own, so that customers are answered meanwhile: comparing thousands of examples takes seconds. */
export const examineAside: Examining = async (examined) => {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: examined });
  try {
    return await new Promise<Finding[]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread that examines ended with ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
};

/** On this thread: for programs that have nothing else to do. */
export const examineHere: Examining = async ({ content, forbidden }) => examineContent(content, forbidden);

/** What the doctor says of the draft, without a model; the worst first. A draft that cannot be read is one finding a problem. */
export async function examineDraft({ draft, examining }: Studio): Promise<FindingOfDraft[]> {
  return bySeverity(await findingsOf(draft, examining)).map(({ severity, kind, where, message, texts }) => ({ severity, kind, where, ...message, texts }));
}

async function findingsOf(draft: Studio['draft'], examining: Examining): Promise<Finding[]> {
  let examined: Examined;
  try {
    examined = { content: await draft.readAll(), forbidden: await draft.readForbidden() };
  } catch (error) {
    return findingsOfRefusal(error);
  }
  return examining(examined);
}
