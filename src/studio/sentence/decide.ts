import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { DecideRequest, Decision, SentenceGroup } from '../../contract/studio/review.ts';
import type { Database } from '../../storage/schema.ts';
import { lockSentences } from '../../storage/sentence.ts';
import { claimGroup, findGroup, releaseGroups } from '../../storage/sentenceGroup.ts';
import { deleteDecision, findDecision, forgetPlanned, insertLabels, listPlanned, planIntent } from '../../storage/sentenceLabel.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Studio } from '../studio.ts';
import { settleAll } from './settleAll.ts';
import { knownTo, namesOf, presentGroup } from './view.ts';

/**
 * Somebody says what sentences of one group mean. Those that were decided meanwhile are left as they are.
 * @throws JiedaError `sentence.taken` while somebody else is looking at the group, `sentence.decided` when none of them waits any more,
 * `content.not_found` for an intent that there is not, `sentence.intent_taken` for a new one that there is.
 */
export async function decideSentences(studio: Studio, personId: string, { group, sentences, intent, emotion, planned }: DecideRequest): Promise<Decision> {
  await requireIntent(studio, intent, planned?.id);
  const { storage, clock, ids } = studio;
  const now_ms = clock.now_ms();
  const id = ids.id();
  const done = await storage.transaction(async (database) => {
    if (!(await claimGroup(database, group, personId, now_ms + LIMITS.groupClaim_ms, now_ms))) throw await takenBy(database, group);
    const waiting = (await lockSentences(database, sentences)).filter(({ groupId, state }) => groupId === group && (state === 'open' || state === 'disputed'));
    if (waiting.length === 0) throw new JiedaError('sentence.decided');
    if (planned !== undefined) await planIntent(database, planned, personId, now_ms);
    await insertLabels(database, waiting.map((one) => ({ decisionId: id, sentenceId: one.id, personId, intent, emotion: emotion ?? one.guess.emotion, at_ms: now_ms })));
    const disputed = await settleAll(studio, database, waiting);
    await releaseGroups(database, [group], personId);
    return { text: waiting[0]!.text, count: waiting.length, disputed };
  });
  const name = (await namesOf(storage.read)).get(personId) ?? personId;
  return { id, intent, ...done, by: name, at: toIso(now_ms), undoable: true };
}

/**
 * Takes a decision back: its sentences wait again, and their group is whoever's took it back. @returns that group; `null` when somebody else has it.
 * @throws JiedaError `sentence.not_found`; `sentence.not_yours`; `sentence.applied` when one of them is in the draft.
 */
export async function undoDecision(studio: Studio, personId: string, id: string): Promise<SentenceGroup | null> {
  const { storage, clock } = studio;
  const now_ms = clock.now_ms();
  const groupId = await storage.transaction(async (database) => {
    const decision = await findDecision(database, id);
    if (decision === undefined) throw new JiedaError('sentence.not_found');
    if (decision.personId !== personId) throw new JiedaError('sentence.not_yours');
    const labelled = await lockSentences(database, decision.sentenceIds);
    if (labelled.some(({ state }) => state === 'applied')) throw new JiedaError('sentence.applied');
    await deleteDecision(database, id);
    await settleAll(studio, database, labelled);
    await forgetPlanned(database, []);
    const first = labelled[0]!.groupId;
    return (await claimGroup(database, first, personId, now_ms + LIMITS.groupClaim_ms, now_ms)) ? first : null;
  });
  const group = groupId === null ? undefined : await findGroup(storage.read, groupId);
  return group === undefined ? null : presentGroup(storage.read, await knownTo(studio), group, group.open > 0 ? 'open' : 'disputed');
}

async function requireIntent({ draft, storage }: Studio, intent: string | null, planned: string | undefined): Promise<void> {
  if (intent === null || intent === OUT_OF_SCOPE) {
    if (planned !== undefined) throw new JiedaError('request.invalid');
    return;
  }
  const isThere = (await draft.find('intent', intent)) !== null;
  if (planned !== undefined) {
    if (planned !== intent) throw new JiedaError('request.invalid');
    if (isThere) throw new JiedaError('sentence.intent_taken');
  } else if (!isThere && !(await listPlanned(storage.read)).some(({ id }) => id === intent)) throw new JiedaError('content.not_found');
}

async function takenBy(database: Database, groupId: string): Promise<JiedaError> {
  const group = await findGroup(database, groupId);
  if (group === undefined || group.claimedBy === null) return new JiedaError('sentence.not_found');
  return new JiedaError('sentence.taken', { name: (await namesOf(database)).get(group.claimedBy) ?? '' });
}
