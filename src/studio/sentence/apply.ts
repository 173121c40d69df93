import { createHash } from 'node:crypto';
import { LIMITS } from '../../base/limits.ts';
import type { Example, IntentDocument } from '../../contract/content/intent.ts';
import type { DraftReport, Outcome, PlannedIntent } from '../../contract/studio/review.ts';
import { countSentences, listLabelled, lockSentences, saveSentence, type StoredSentence } from '../../storage/sentence.ts';
import { forgetPlanned, listPlanned } from '../../storage/sentenceLabel.ts';
import { alikePairs, mostAlike } from '../doctor/likeness.ts';
import { NEAR } from '../content/examples.ts';
import { saveTogether } from '../content/save.ts';
import { addTestLines, readTestset } from '../content/testset.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { keyOf } from './pieces.ts';

/** Labelled sentences that go into the draft at a time; what is left is told. */
const AT_A_TIME = 500;
/** How many notes an answer holds. */
const NOTES = 200;

/** What a person has to settle first. */
const STAYS: ReadonlySet<Outcome> = new Set(['elsewhere', 'full', 'gone']);

/** What becomes of a labelled sentence, and beside which sentence of the draft it stands. */
type Fate = { sentence: StoredSentence; outcome: Outcome; like?: { intent: string; text: string } };

/**
 * Puts labelled sentences into the draft: all of them become examples of their intents, or none does. What is there already, or nearly, is left out,
 * and so is what another intent has, which stays labelled until a person has settled it. Some become sentences of the test set instead, chosen by what
 * they say, so that the same ones always do.
 * @throws JiedaError `content.conflict` when somebody saves one of the intents meanwhile, `content.read_only`, `content.invalid`.
 */
export async function applyLabels(studio: Studio, by: Author): Promise<DraftReport> {
  requireEditing(studio);
  const { storage } = studio;
  const labelled = await listLabelled(storage.read, AT_A_TIME);
  const { intents } = await studio.draft.readAll();
  const planned = await listPlanned(storage.read);
  const fates = fatesOf(labelled, intents, planned, (await readTestset(studio)).content.map(({ text }) => text), studio.settings.get('studio.review').testPercent);
  const documents = documentsOf(fates, intents, planned);
  const tested = fates.filter(({ outcome }) => outcome === 'tested').map(({ sentence }) => ({ text: sentence.text, intent: sentence.intent!, ...(sentence.emotion && { emotion: sentence.emotion }) }));
  // Before the examples: one that stands in both would spoil what is measured, one that is missing from both is only added again.
  if (tested.length > 0) await addTestLines(studio, by, tested);
  const release = studio.serving.current().number;
  const settled = fates.filter(({ outcome }) => !STAYS.has(outcome));
  await saveTogether(studio, by, documents.map((document) => ({ kind: 'intent', document })), async (database, at_ms) => {
    const outcomes = new Map(settled.map(({ sentence: { id, intent }, outcome }) => [id, { outcome, intent }]));
    for (const sentence of await lockSentences(database, [...outcomes.keys()])) {
      const { outcome, intent } = outcomes.get(sentence.id)!;
      // Somebody may have taken the label back meanwhile, or given another one; the example is in the draft then, where everybody sees it.
      if (sentence.state === 'labelled' && sentence.intent === intent) await saveSentence(database, { ...sentence, state: 'applied', outcome, appliedAt_ms: at_ms, appliedRelease: release });
    }
    await forgetPlanned(database, documents.map(({ id }) => id));
  });
  return report(fates, documents, intents, await countSentences(storage.read, 'labelled'));
}

function fatesOf(labelled: readonly StoredSentence[], intents: readonly IntentDocument[], planned: readonly PlannedIntent[], tests: readonly string[], testPercent: number): Fate[] {
  const examples = intents.flatMap(({ id, examples: own }) => own.map(({ text }) => ({ intent: id, text })));
  const texts = labelled.map(({ text }) => text);
  const same = new Map(examples.map((example) => [keyOf(example.text), example]));
  const near = mostAlike(texts, examples.map(({ text }) => text), NEAR);
  const inTests = new Set(tests.map(keyOf));
  const nearTests = mostAlike(texts, tests, NEAR);
  const room = new Map(intents.map(({ id, examples: own }) => [id, LIMITS.examplesMax - own.length]));
  const there = new Set([...intents, ...planned].map(({ id }) => id));
  const twins = new Map(alikePairs(texts, NEAR).map(({ one, other }) => [other, one]));
  const fresh = new Set<number>();
  return labelled.map((sentence, index) => {
    const like = same.get(sentence.key) ?? (near[index] === null ? undefined : examples[near[index]!.index]);
    if (!there.has(sentence.intent!)) return { sentence, outcome: 'gone' };
    if (/\*{2}/.test(sentence.text)) return { sentence, outcome: 'masked' };
    if (inTests.has(sentence.key) || nearTests[index] !== null) return { sentence, outcome: 'in_test' };
    if (like !== undefined) return { sentence, like, outcome: like.intent !== sentence.intent ? 'elsewhere' : same.has(sentence.key) ? 'duplicate' : 'near' };
    const twin = fresh.has(twins.get(index) ?? -1) ? labelled[twins.get(index)!] : undefined;
    if (twin !== undefined) return { sentence, like: { text: twin.text, intent: twin.intent! }, outcome: twin.intent === sentence.intent ? 'near' : 'elsewhere' };
    fresh.add(index);
    if (isForTest(sentence.key, testPercent)) return { sentence, outcome: 'tested' };
    const left = room.get(sentence.intent!) ?? LIMITS.examplesMax;
    room.set(sentence.intent!, left - 1);
    return { sentence, outcome: left > 0 ? 'added' : 'full' };
  });
}

/** The same sentence is always on the same side. */
function isForTest(key: string, percent: number): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % 100 < percent;
}

/** The intents as they become, those that are new with what was planned. */
function documentsOf(fates: readonly Fate[], intents: readonly IntentDocument[], planned: readonly PlannedIntent[]): IntentDocument[] {
  const added = new Map<string, Example[]>();
  for (const { sentence, outcome } of fates) {
    if (outcome === 'added') added.set(sentence.intent!, [...(added.get(sentence.intent!) ?? []), { text: sentence.text, emotion: sentence.emotion! }]);
  }
  return [...added].flatMap(([id, examples]): IntentDocument[] => {
    const before = intents.find((intent) => intent.id === id);
    if (before !== undefined) return [{ ...before, examples: [...before.examples, ...examples] }];
    const plan = planned.find((intent) => intent.id === id);
    return plan === undefined ? [] : [{ ...plan, rev: 1, rules: [], examples }];
  });
}

function report(fates: readonly Fate[], documents: readonly IntentDocument[], intents: readonly IntentDocument[], left: number): DraftReport {
  const count = (outcome: Outcome, intent?: string): number => fates.filter((fate) => fate.outcome === outcome && (intent === undefined || fate.sentence.intent === intent)).length;
  const known = new Set(intents.map(({ id }) => id));
  return {
    added: count('added'),
    tested: count('tested'),
    intents: documents.map(({ id }) => ({ id, added: count('added', id), isNew: !known.has(id) })),
    notes: fates
      .filter(({ outcome }) => outcome !== 'added' && outcome !== 'tested')
      .slice(0, NOTES)
      .map(({ sentence, outcome, like }) => ({ text: sentence.text, intent: sentence.intent!, outcome, ...(like && { like: { intent: like.intent, text: like.text } }) })),
    left,
  };
}
