import { toIso } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { Sentence, SentenceGroup } from '../../contract/studio/review.ts';
import { listPersons } from '../../storage/person.ts';
import type { Database } from '../../storage/schema.ts';
import { listSentencesOfGroup, type StoredSentence } from '../../storage/sentence.ts';
import type { StoredGroup } from '../../storage/sentenceGroup.ts';
import { listLabels, type StoredLabel } from '../../storage/sentenceLabel.ts';
import type { Studio } from '../studio.ts';
import { likeness, piecesOf } from './pieces.ts';
import { worthOf } from './value.ts';

/** Number keys there are. */
const CHOICES = 9;

/** Names of people, and how many examples each intent of the draft has. */
export type Known = { names: ReadonlyMap<string, string>; examples: ReadonlyMap<string, number> };

export async function knownTo({ storage, draft }: Pick<Studio, 'storage' | 'draft'>): Promise<Known> {
  const { intents } = await draft.readAll();
  return { names: await namesOf(storage.read), examples: new Map(intents.map(({ id, examples }) => [id, examples.length])) };
}

export async function namesOf(database: Database): Promise<ReadonlyMap<string, string>> {
  return new Map((await listPersons(database)).map(({ id, name }) => [id, name]));
}

/** A group as somebody looks at it; `null` when nothing in it waits any more. */
export async function presentGroup(database: Database, { names, examples }: Known, { id, frequency }: StoredGroup, state: 'open' | 'disputed'): Promise<SentenceGroup | null> {
  const found = await listSentencesOfGroup(database, id, [state], LIMITS.sentencesDecided);
  const [head] = found;
  if (head === undefined) return null;
  const headPieces = piecesOf(head.key);
  const alike = (sentence: StoredSentence): number => (sentence === head ? 1 : likeness(headPieces, piecesOf(sentence.key)));
  const ordered = found.map((sentence) => ({ sentence, likeness: alike(sentence) })).sort((a, b) => Number(b.sentence === head) - Number(a.sentence === head) || b.likeness - a.likeness);
  const shown = ordered.slice(0, LIMITS.sentencesPerGroup);
  const labels = state === 'disputed' ? await listLabels(database, shown.map(({ sentence }) => sentence.id)) : new Map<string, StoredLabel[]>();
  return {
    id,
    frequency: state === 'open' ? frequency : found.reduce((sum, { count }) => sum + count, 0),
    worth: worthOf(frequency, head.guess, head.reasons, (intent) => examples.get(intent) ?? 0),
    choices: choicesOf(found),
    sentences: shown.map((one) => present(one.sentence, one.likeness, labels.get(one.sentence.id) ?? [], names)),
    more: found.length - shown.length,
  };
}

function present(sentence: StoredSentence, alike: number, labels: readonly StoredLabel[], names: ReadonlyMap<string, string>): Sentence {
  const { id, text, kind, file, count, reasons, guess, hint, lastSeen_ms, conversation } = sentence;
  const opinions = labels.map(({ personId, intent, emotion }) => ({ by: names.get(personId) ?? personId, intent, emotion }));
  return { id, text, kind, file, count, reasons, guess, hint, lastSeen: toIso(lastSeen_ms), conversation, likeness: Math.round(alike * 100) / 100, opinions };
}

/** The intents that these sentences may mean, likeliest first: what their customers chose, what the bot understood, and what it thought of besides. */
function choicesOf(sentences: readonly StoredSentence[]): string[] {
  const scores = new Map<string, number>();
  const add = (intent: string, score: number): void => void scores.set(intent, (scores.get(intent) ?? 0) + score);
  for (const { guess, hint, count } of sentences) {
    if (hint !== null) add(hint, count);
    for (const { intent, confidence } of [guess, ...guess.alternatives]) add(intent, confidence * count);
  }
  scores.delete(OUT_OF_SCOPE);
  return [...scores].sort((a, b) => b[1] - a[1]).slice(0, CHOICES).map(([intent]) => intent);
}
