import { toIso } from '../../base/clock.ts';
import { dayOf, instantOf } from '../../base/day.ts';
import type { ReviewProgress } from '../../contract/studio/review.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import { countSentences } from '../../storage/sentence.ts';
import { listClaimed } from '../../storage/sentenceGroup.ts';
import { countLabelled, listDecisions, listJudged, listPlanned } from '../../storage/sentenceLabel.ts';
import type { Studio } from '../studio.ts';
import { namesOf } from './view.ts';

/** Decisions that the page shows, and how far back agreement is counted. */
const RECENT = 8;
const AGREEMENT_MS = 30 * 86_400_000;
const JUDGED_MAX = 20_000;

/** How far the queue is, who is at it, and how far people and bot agree. */
export async function reviewProgress({ storage, clock, timeZone, edits }: Studio, personId: string): Promise<ReviewProgress> {
  const { read } = storage;
  const now_ms = clock.now_ms();
  const names = await namesOf(read);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const today = await countLabelled(read, instantOf(dayOf(now_ms, timeZone), '00:00', timeZone));
  const looking = new Map<string, string>();
  for (const { claimedBy, text } of await listClaimed(read, now_ms)) if (claimedBy !== null && claimedBy !== personId && !looking.has(claimedBy)) looking.set(claimedBy, text);
  return {
    edits,
    left: await countSentences(read, 'open'),
    waiting: await countSentences(read, 'labelled'),
    disputed: await countSentences(read, 'disputed'),
    mine: today.find((one) => one.personId === personId)?.count ?? 0,
    today: today.map((one) => ({ name: nameOf(one.personId), count: one.count })),
    looking: [...looking].map(([id, text]) => ({ name: nameOf(id), text })),
    agreement: agreementIn(await listJudged(read, now_ms - AGREEMENT_MS, JUDGED_MAX)),
    planned: await listPlanned(read),
    recent: (await listDecisions(read, RECENT)).map(({ id, personId: by, intent, text, count, at_ms, applied }) => ({
      id, intent, text, count, disputed: 0, by: nameOf(by), at: toIso(at_ms), undoable: by === personId && applied === 0,
    })),
  };
}

/** Of each person the last word on a sentence counts. What is ignored says nothing about the bot. */
function agreementIn(judged: Awaited<ReturnType<typeof listJudged>>): ReviewProgress['agreement'] {
  const bySentence = new Map<string, { guessed: string; votes: Map<string, string | null> }>();
  for (const { sentenceId, guessed, personId, intent } of judged) {
    const one = bySentence.get(sentenceId) ?? { guessed, votes: new Map<string, string | null>() };
    one.votes.set(personId, intent);
    bySentence.set(sentenceId, one);
  }
  const counts = { pairs: 0, agreed: 0, guessed: 0, right: 0 };
  for (const { guessed, votes } of bySentence.values()) {
    const said = [...votes.values()];
    if (said.length > 1) {
      counts.pairs += 1;
      if (said.every((intent) => intent === said[0])) counts.agreed += 1;
    }
    for (const intent of said) {
      if (intent === null || guessed === OUT_OF_SCOPE) continue;
      counts.guessed += 1;
      if (intent === guessed) counts.right += 1;
    }
  }
  return counts;
}
