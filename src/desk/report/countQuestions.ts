import { LIMITS } from '../../base/limits.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { sweep } from '../../conversation/sweep.ts';
import { addQuestions, listUncounted } from '../../storage/question.ts';
import type { EndedConversation } from '../../storage/tally.ts';
import { allLines } from './allLines.ts';
import { questionsOf } from './questions.ts';

/** Pages that are counted in one go. */
const PAGES_MAX = 20;

/**
 * Counts what customers asked in conversations that are tallied and not counted yet, those of before it was counted at all included; only a few
 * pages of them at a time, so that those that end now do not wait until a long past is counted. Several nodes may do it at once: each conversation
 * is counted once.
 */
export async function countQuestions({ storage, timeZone, log }: Runtime): Promise<void> {
  let pages = 0;
  await sweep<EndedConversation>(
    async (after) => ((pages += 1) > PAGES_MAX ? [] : listUncounted(storage.read, after, LIMITS.sweepPage)),
    ({ id }) =>
      storage.transaction(async (database) => {
        const { counts, gaps } = questionsOf(await allLines(database, id), timeZone);
        await addQuestions(database, id, counts, gaps);
      }),
    (error, { id }) => log.error({ err: error, conversation: id }, 'what was asked in a conversation could not be counted'),
  );
}
