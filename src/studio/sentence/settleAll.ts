import { LIMITS } from '../../base/limits.ts';
import type { Database } from '../../storage/schema.ts';
import { lockSentences, saveSentence, type StoredSentence } from '../../storage/sentence.ts';
import { refreshGroups } from '../../storage/sentenceGroup.ts';
import { listLabelledWaiting, listLabels } from '../../storage/sentenceLabel.ts';
import type { Studio } from '../studio.ts';
import { settle } from './settle.ts';
import { valueOf } from './value.ts';

type Surroundings = Pick<Studio, 'settings' | 'clock'>;

/** Lets the labels of locked sentences count. @returns on how many of them people differ now. */
export async function settleAll({ settings, clock }: Surroundings, database: Database, sentences: readonly StoredSentence[]): Promise<number> {
  const { opinions } = settings.get('studio.review');
  const labels = await listLabels(database, sentences.map(({ id }) => id));
  let disputed = 0;
  for (const sentence of sentences) {
    const verdict = settle(labels.get(sentence.id) ?? [], opinions);
    if (verdict.state === 'disputed') disputed += 1;
    await saveSentence(database, { ...sentence, ...verdict, decidedAt_ms: verdict.state === 'open' ? null : clock.now_ms() });
  }
  await refreshGroups(database, [...new Set(sentences.map(({ groupId }) => groupId))], valueOf);
  return disputed;
}

/** Where one opinion is enough again, what waited for a second one, or was disputed, is settled by the last word. */
export async function settleWaiting({ storage, ...surroundings }: Surroundings & Pick<Studio, 'storage'>): Promise<void> {
  // Asked each time: once two are wanted again, what is left would never be settled here.
  while (surroundings.settings.get('studio.review').opinions === 1) {
    const ids = await listLabelledWaiting(storage.read, LIMITS.sweepPage);
    if (ids.length === 0) return;
    await storage.transaction(async (database) => {
      const locked = await lockSentences(database, ids);
      await settleAll(surroundings, database, locked.filter(({ state }) => state === 'open' || state === 'disputed'));
    });
  }
}
