import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Evaluation, JudgedSentence, JudgedSet } from '../../contract/studio/evaluation.ts';
import type { Compared, Comparison, GateCheck, ReleaseDetails, ReleaseFigures, ReleaseSummary } from '../../contract/studio/releases.ts';
import { findEvaluation, listEvaluations, listJudged } from '../../storage/evaluation.ts';
import { listPersons } from '../../storage/person.ts';
import { findReleaseContent, listReleases, type ListedRelease } from '../../storage/release.ts';
import { servedBefore } from '../publish.ts';
import type { Studio } from '../studio.ts';
import { compareSentences, countChanges } from './compare.ts';
import { checkGate } from './gate.ts';

/** Every release, the newest first, and the one that would serve again if one rolled back. */
export async function listSummaries(studio: Studio): Promise<{ releases: ReleaseSummary[]; rollBackTo: number | null }> {
  const releases = await listReleases(studio.storage.read);
  const [evaluations, names, testset] = [await listEvaluations(studio.storage.read), await namesOf(studio), await testsetHash(studio)];
  const active = releases.find((release) => release.active);
  return {
    releases: releases.map((release) => summaryOf(release, evaluations.get(release.hash), names, testset)),
    rollBackTo: active === undefined ? null : (servedBefore(releases, active.publication ?? 0)?.number ?? null),
  };
}

/** One release with everything that was measured of it. @throws JiedaError `release.not_found`. */
export async function readRelease(studio: Studio, number: number): Promise<Omit<ReleaseDetails, 'mayForce' | 'edits'>> {
  const { read } = studio.storage;
  const release = await findListed(studio, number);
  const { content } = await findReleaseContent(read, number);
  const evaluation = await findEvaluation(read, release.hash);
  const testset = await testsetHash(studio);
  const live = (await listReleases(read)).find(({ active }) => active)?.number ?? null;
  return {
    release: summaryOf(release, evaluation, await namesOf(studio), testset),
    evaluation: evaluation?.figures ?? null,
    gate: evaluation === undefined ? [] : await gateOf(studio, release, evaluation.figures),
    names: Object.fromEntries(content.intents.map(({ id, name }) => [id, name])),
    live,
  };
}

/** What the gate says of a release as it is now set. */
export async function gateOf(studio: Studio, release: { hash: string }, figures: Evaluation): Promise<GateCheck[]> {
  const live = (await listReleases(studio.storage.read)).find(({ active }) => active);
  const liveFigures = live && live.hash !== release.hash ? (await findEvaluation(studio.storage.read, live.hash))?.figures : undefined;
  let worse: number | null = null;
  if (live && liveFigures && figures.testsetHash !== null && liveFigures.testsetHash === figures.testsetHash) {
    const [now, before] = [await listJudged(studio.storage.read, release.hash, 'testset'), await listJudged(studio.storage.read, live.hash, 'testset')];
    worse = now.length === 0 ? null : countChanges(compareSentences(now, before)).worse / now.length;
  }
  return checkGate(studio.settings.get('studio.gate'), figures, worse);
}

/** Sentences as a release understood them, the first `LIMITS.judgedPage`: of a cell of the confusion matrix, or those that are wrong. */
export async function listSentences(
  studio: Studio, number: number, { set, expected, got, kind }: { set: JudgedSet; expected?: string | undefined; got?: string | undefined; kind: 'all' | 'wrong' | 'emotion' },
): Promise<{ total: number; sentences: JudgedSentence[] }> {
  const { hash } = await findListed(studio, number);
  const found = (await listJudged(studio.storage.read, hash, set)).filter((sentence) =>
    (expected === undefined || sentence.expected === expected) && (got === undefined || sentence.got === got)
    && (kind !== 'wrong' || sentence.got !== sentence.expected) && (kind !== 'emotion' || (sentence.expectedEmotion !== null && sentence.expectedEmotion !== sentence.emotion)));
  return { total: found.length, sentences: found.sort((a, b) => b.confidence - a.confidence).slice(0, LIMITS.judgedPage) };
}

/** What has become of the sentences of one release since another: how many of each kind, and a page of one kind. */
export async function compareReleases(
  studio: Studio, number: number, { other, set, change, offset }: { other: number; set: JudgedSet; change: Compared; offset: number },
): Promise<Comparison> {
  const [one, another] = [await findListed(studio, number), await findListed(studio, other)];
  const { read } = studio.storage;
  const [now, before] = [(await findEvaluation(read, one.hash))?.figures, (await findEvaluation(read, another.hash))?.figures];
  const comparable = now !== undefined && before !== undefined && (set === 'examples' ? now.examples !== null && before.examples !== null : now.testsetHash !== null && now.testsetHash === before.testsetHash);
  const compared = comparable ? compareSentences(await listJudged(read, one.hash, set), await listJudged(read, another.hash, set)) : [];
  const sentences = compared.filter((sentence) => sentence.change === change).slice(offset, offset + LIMITS.judgedPage);
  return { comparable, counts: countChanges(compared), sentences: sentences.map(({ now: is, before: was }) => ({ now: is, before: was })) };
}

/** @throws JiedaError `release.not_found`. */
export async function findListed({ storage }: Studio, number: number): Promise<ListedRelease> {
  const release = (await listReleases(storage.read)).find((one) => one.number === number);
  if (release === undefined) throw new JiedaError('release.not_found', { number });
  return release;
}

/** Names what the test set says now; null where there is none. */
async function testsetHash({ draft }: Studio): Promise<string | null> {
  const { rev, content } = await draft.readFile('testset');
  return content.length === 0 ? null : rev;
}

async function namesOf({ storage }: Studio): Promise<Map<string, string>> {
  return new Map((await listPersons(storage.read)).map(({ id, name }) => [id, name]));
}

function summaryOf(release: ListedRelease, evaluation: { at_ms: number; figures: Evaluation } | undefined, names: ReadonlyMap<string, string>, testsetHash: string | null): ReleaseSummary {
  const personOf = (id: string | null) => (id === null || !names.has(id) ? null : { id, name: names.get(id)! });
  return {
    number: release.number,
    hash: release.hash,
    at: toIso(release.createdAt_ms),
    by: personOf(release.by),
    note: release.note,
    live: release.active,
    served: release.publication !== null,
    publishedAt: release.publishedAt_ms === null ? null : toIso(release.publishedAt_ms),
    publishedBy: personOf(release.publishedBy),
    reason: release.reason,
    figures: evaluation === undefined ? null : figuresOf(evaluation),
    stale: evaluation !== undefined && evaluation.figures.testsetHash !== testsetHash,
  };
}

function figuresOf({ at_ms, figures: { testset, examples, conversations } }: { at_ms: number; figures: Evaluation }): ReleaseFigures {
  const short = (measure: Evaluation['testset']) => {
    if (measure === null) return null;
    const { lines, accuracy, accuracyInScope, recallOutside, falseAccepts, wronglyRejected, macroF1, calibrationError } = measure;
    return { lines, accuracy, accuracyInScope, recallOutside, falseAccepts, wronglyRejected, macroF1, calibrationError };
  };
  return {
    at: toIso(at_ms), testset: short(testset), examples: short(examples),
    conversations: conversations && { conversations: conversations.conversations, failedConversations: conversations.failedConversations, passed: conversations.passed },
  };
}
