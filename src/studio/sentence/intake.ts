import type { Ids } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { Guess, SentenceKind, SentenceReason } from '../../contract/studio/review.ts';
import type { Database } from '../../storage/schema.ts';
import { insertPlace, insertSentences, lockIntake, lockSentencesByKey, saveSentence, type StoredSentence } from '../../storage/sentence.ts';
import { findGroupsByBand, insertGroups, refreshGroups, type NewGroup } from '../../storage/sentenceGroup.ts';
import { forgetLabels } from '../../storage/sentenceLabel.ts';
import { headsOf } from './heads.ts';
import { bandsOf, likeness, piecesOf } from './pieces.ts';
import { doubtOf, valueOf } from './value.ts';

/** From here on sentences are so alike that one look may do for all of them. */
const GROUPED = 0.35;
/** Groups that are found under one number, so that what many sentences begin with makes none of them slow; the others are found under theirs. */
const UNDER_ONE = 24;

/** Something that was said. `times`: how often it stands in a file; of a conversation each customer counts once. */
export type Said = {
  kind: SentenceKind;
  /** As {@link keyOf} makes it, never empty. */
  key: string;
  text: string;
  reasons: readonly SentenceReason[];
  guess: Guess;
  hint?: string | null;
  file?: string;
  conversation?: { id: string; seq: number };
  customerKey?: string;
  times: number;
  at_ms: number;
};

/** What was understood, as the queue keeps it. */
export function guessOf({ intent, confidence, alternatives, emotion, reason }: Pick<Meaning, 'intent' | 'confidence' | 'alternatives' | 'emotion' | 'reason'>, release: number | null): Guess {
  return { release, intent, confidence, alternatives, emotion, reason };
}

/**
 * Takes what was said into the queue, in the caller's transaction: a sentence that is there already is said more often and has more reasons; a new one
 * joins the group that it is most like, or begins one. @returns how many are new.
 */
export async function takeIn(database: Database, ids: Ids, said: readonly Said[]): Promise<number> {
  if (said.length === 0) return 0;
  await lockIntake(database);
  const merged = mergeAlike(said);
  const known = new Map<string, StoredSentence>();
  for (const kind of ['conversation', 'import'] as const) {
    const keys = merged.filter((one) => one.kind === kind).map(({ key }) => key);
    for (const sentence of await lockSentencesByKey(database, kind, keys)) known.set(`${kind} ${sentence.key}`, sentence);
  }
  const touched = new Set<string>();
  const fresh: Said[] = [];
  for (const one of merged) {
    const sentence = known.get(`${one.kind} ${one.key}`);
    if (sentence === undefined) fresh.push(one);
    else {
      // What was said of it would settle it at once as it was.
      if (comesBack(sentence, one)) await forgetLabels(database, sentence.id);
      await saveSentence(database, saidAgain(sentence, one, await isNews(database, sentence.id, one)));
      touched.add(sentence.groupId);
    }
  }
  const added = await addNew(database, ids, fresh);
  for (const { groupId } of added) touched.add(groupId);
  await refreshGroups(database, [...touched], valueOf);
  return added.length;
}

/** The same sentence several times in one batch becomes one; of conversations, where it matters who said it, a batch holds one at a time. */
function mergeAlike(said: readonly Said[]): Said[] {
  const byKey = new Map<string, Said>();
  for (const one of said) {
    const place = `${one.kind} ${one.key}`;
    const before = byKey.get(place);
    if (before === undefined) byKey.set(place, one);
    else byKey.set(place, { ...before, ...one, reasons: union(before.reasons, one.reasons), hint: one.hint ?? before.hint ?? null, times: before.times + one.times });
  }
  return [...byKey.values()];
}

async function isNews(database: Database, sentenceId: string, { customerKey, at_ms }: Said): Promise<boolean> {
  return customerKey === undefined || insertPlace(database, sentenceId, customerKey, at_ms);
}

function saidAgain(sentence: StoredSentence, said: Said, isNew: boolean): StoredSentence {
  const reasons = union(sentence.reasons, said.reasons);
  const isLater = said.at_ms >= sentence.lastSeen_ms;
  const guess = isLater ? said.guess : sentence.guess;
  const isBack = comesBack(sentence, said);
  return {
    ...sentence,
    reasons,
    guess,
    doubt: doubtOf(guess, reasons),
    count: sentence.count + (isNew ? said.times : 0),
    firstSeen_ms: Math.min(sentence.firstSeen_ms, said.at_ms),
    lastSeen_ms: Math.max(sentence.lastSeen_ms, said.at_ms),
    hint: said.hint ?? sentence.hint,
    file: said.file ?? sentence.file,
    conversation: (isLater ? said.conversation : undefined) ?? sentence.conversation,
    ...(isBack && { state: 'open' as const, intent: null, emotion: null, decidedAt_ms: null, outcome: null, appliedAt_ms: null, appliedRelease: null }),
  };
}

/** An example that a later release knows and that is still not understood needs another look. */
function comesBack({ state, outcome, appliedRelease }: StoredSentence, { guess }: Said): boolean {
  return state === 'applied' && outcome === 'added' && appliedRelease !== null && guess.release !== null && guess.release > appliedRelease;
}

async function addNew(database: Database, ids: Ids, said: readonly Said[]): Promise<StoredSentence[]> {
  if (said.length === 0) return [];
  const groups = await openGrouping(database, ids, said);
  const added = said.map((one): StoredSentence => ({
    id: ids.id(),
    kind: one.kind,
    key: one.key,
    text: one.text,
    file: one.file ?? null,
    count: one.times,
    firstSeen_ms: one.at_ms,
    lastSeen_ms: one.at_ms,
    state: 'open',
    groupId: groups.groupOf(one),
    reasons: union([], one.reasons),
    guess: one.guess,
    doubt: doubtOf(one.guess, one.reasons),
    hint: one.hint ?? null,
    conversation: one.conversation ?? null,
    intent: null, emotion: null, decidedAt_ms: null, outcome: null, appliedAt_ms: null, appliedRelease: null,
  }));
  await insertGroups(database, groups.opened);
  await insertSentences(database, added);
  for (const [index, one] of said.entries()) if (one.customerKey !== undefined) await insertPlace(database, added[index]!.id, one.customerKey, one.at_ms);
  return added;
}

/** Finds for each text the group that it is most like; texts of one batch find one another's groups, too. */
async function openGrouping(database: Database, ids: Ids, said: readonly Said[]): Promise<{ groupOf(said: Said): string; opened: NewGroup[] }> {
  const opened: NewGroup[] = [];
  const pieces = new Map(said.map(({ key }) => [key, piecesOf(key)]));
  const bands = new Map(said.map(({ key }) => [key, bandsOf(pieces.get(key)!)]));
  const holders = new Map<number, string[]>();
  const hold = (band: number, id: string): void => {
    const under = holders.get(band);
    if (under === undefined) holders.set(band, [id]);
    else under.push(id);
  };
  const found = await findGroupsByBand(database, [...new Set([...bands.values()].flat())]);
  for (const { band, id } of found) hold(band, id);
  const heads = await headsOf(database, ids, new Set(found.map(({ id }) => id)));

  function groupOf({ key }: Said): string {
    const own = pieces.get(key)!;
    let best: { id: string; likeness: number } | null = null;
    for (const id of new Set(bands.get(key)!.flatMap((band) => holders.get(band) ?? []))) {
      const alike = likeness(heads.get(id)!, own);
      if (alike >= GROUPED && (best === null || alike > best.likeness)) best = { id, likeness: alike };
    }
    if (best !== null) return best.id;
    const group = { id: ids.id(), text: key, bands: bands.get(key)!.filter((band) => (holders.get(band)?.length ?? 0) < UNDER_ONE) };
    opened.push(group);
    heads.set(group.id, own);
    for (const band of group.bands) hold(band, group.id);
    return group.id;
  }
  return { groupOf, opened };
}

function union(one: readonly SentenceReason[], other: readonly SentenceReason[]): SentenceReason[] {
  return [...new Set([...one, ...other])].sort();
}

/** Whether a text can become an example at all: neither a story nor without a letter. */
export function isSentence(text: string, key: string): boolean {
  return key.length >= 2 && text.length <= LIMITS.sentenceLength;
}
