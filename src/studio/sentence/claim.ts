import { LIMITS } from '../../base/limits.ts';
import type { SentenceFilter, SentenceGroup } from '../../contract/studio/review.ts';
import { claimGroup, listGroups, releaseGroups, type StoredGroup } from '../../storage/sentenceGroup.ts';
import type { ReviewSetting } from '../../contract/studio/review.ts';
import type { Studio } from '../studio.ts';
import { keyOf } from './pieces.ts';
import { knownTo, presentGroup } from './view.ts';

/** Of several admins at once all but one of whom lose a group, each looks at so many at a time for one that is free. */
const TRIED = 20;

export type Claim = { filter: SentenceFilter; count: number; held: readonly string[]; passed: readonly string[] };

/**
 * Gives somebody the groups that teach most and that nobody else is looking at, and keeps them, and those that they hold, for
 * `LIMITS.groupClaim_ms`.
 */
export async function claimGroups(studio: Studio, personId: string, { filter, count, held, passed }: Claim): Promise<SentenceGroup[]> {
  const { storage, clock, settings } = studio;
  const now_ms = clock.now_ms();
  const until_ms = now_ms + LIMITS.groupClaim_ms;
  await storage.transaction(async (database) => {
    for (const id of held) await claimGroup(database, id, personId, until_ms, now_ms);
  });
  const { words, ...rest } = filter;
  const wanted = { filter: rest, ...(words !== undefined && { key: keyOf(words) || words }), personId, ownLabel: countsOwn(settings.get('studio.review'), filter), now_ms };
  const claimed: StoredGroup[] = [];
  const without = new Set([...held, ...passed]);
  while (claimed.length < count) {
    const found = await listGroups(storage.read, { ...wanted, without: [...without] }, TRIED);
    for (const group of found) {
      if (claimed.length === count) break;
      without.add(group.id);
      if (await storage.transaction((database) => claimGroup(database, group.id, personId, until_ms, now_ms))) claimed.push(group);
    }
    if (found.length < TRIED) break;
  }
  if (claimed.length === 0) return [];
  const known = await knownTo(studio);
  const presented = await Promise.all(claimed.map((group) => presentGroup(storage.read, known, group, filter.state)));
  return presented.filter((group) => group !== null);
}

/** Gives back what somebody is not looking at any more. */
export async function giveBackGroups({ storage }: Studio, personId: string, ids: readonly string[]): Promise<void> {
  await storage.transaction((database) => releaseGroups(database, ids, personId));
}

/** Where a second opinion is asked for, it is not that of the same person; whoever said something of a disputed sentence may say something else. */
function countsOwn({ opinions }: ReviewSetting, { state }: SentenceFilter): boolean {
  return opinions === 1 || state === 'disputed';
}
