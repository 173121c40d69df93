import { setImmediate } from 'node:timers/promises';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { Emotion } from '../../contract/meaning.ts';
import type { ImportChoices, ImportedIntent, ImportLine, ImportVerdict, IntentChoice } from '../../contract/studio/exchange.ts';
import { normalise } from '../../text/normalise.ts';
import { maskForLog } from '../../text/privacy.ts';
import { NEAR, TEXT_LENGTH_MAX } from '../content/examples.ts';
import { mostAlikeAmong } from '../doctor/likeness.ts';
import { idFor, isReserved, nameFor } from './intentId.ts';
import type { ReadLine } from './read/source.ts';

/** Long work: whom it tells how far it has come, what ends it, and who hears how the customer feels where a file does not say. */
export type Work = { progress?: (done: number, total: number) => void; signal?: AbortSignal; hear?: (text: string) => Emotion };
type Draft = Pick<ReleaseContent, 'intents'>;

/** Lines looked at in a row before customers get their turn. */
const IN_A_ROW = 20;

/** The intents that a file names, each with what it is in the draft, or what somebody decided about it. */
export function importedIntents(lines: readonly ReadLine[], { intents }: Draft, choices: ImportChoices): ImportedIntent[] {
  const decided = new Map(choices.intents);
  const known = new Map(intents.flatMap(({ id, name }): [string, string][] => [[name.toLowerCase(), id], [id, id]]));
  const counts = new Map<string, number>();
  for (const { intent } of lines) counts.set(intent, (counts.get(intent) ?? 0) + 1);
  const taken = new Set(intents.map(({ id }) => id));
  return [...counts].map(([name, count]) => {
    const id = isReserved(name) ? null : idFor(name);
    const existing = isReserved(name) ? null : (known.get(name.trim().toLowerCase()) ?? (id !== null && taken.has(id) ? id : null));
    return { name, lines: count, known: existing, choice: existing === null ? allowed(decided.get(name), name, taken) : null, id };
  });
}

/** A choice that can be carried out: what is put into an existing intent finds it there, and a new one takes nobody's place. */
function allowed(choice: IntentChoice | undefined, name: string, ids: ReadonlySet<string>): IntentChoice | null {
  if (choice === undefined || isReserved(name)) return null;
  if (choice.as === 'map') return ids.has(choice.id) ? choice : null;
  if (choice.as === 'create') return ids.has(choice.id) ? { as: 'map', id: choice.id } : { ...choice, name: nameFor(choice.name) };
  return choice;
}

/** The intent of the draft that lines of an intent go into; null where none does. */
export function targetOf({ known, choice }: ImportedIntent): string | null {
  if (known !== null) return known;
  return choice === null || choice.as === 'skip' ? null : choice.id;
}

/**
 * What each line would be in the draft, as somebody's choices have it. Private data is masked in every line, also in those that are not taken.
 * Without somebody who hears them, emotions that the file leaves open are calm.
 */
export async function examineLines(lines: readonly ReadLine[], draft: Draft, intents: readonly ImportedIntent[], choices: ImportChoices, { progress = () => {}, signal, hear = () => 'calm' }: Work = {}): Promise<ImportLine[]> {
  const examples = draft.intents.flatMap(({ id, examples: own }) => own.map(({ text }) => ({ intent: id, text })));
  const plain = new Map(examples.map((example) => [normalise(example.text).text, example]));
  const alike = mostAlikeAmong(examples.map(({ text }) => text), NEAR);
  const byName = new Map(intents.map((intent) => [intent.name, intent]));
  const own = new Map<string, { intent: string; text: string }>();
  const examined: ImportLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % IN_A_ROW === 0) {
      signal?.throwIfAborted();
      progress(index, lines.length);
      await setImmediate();
    }
    const intent = byName.get(line.intent)!;
    const target = targetOf(intent);
    const text = line.text.trim();
    const masked = maskForLog(text);
    const key = normalise(text).text;
    const judged = judge();
    const taken = isTaken(judged.verdict, choices);
    const emotion = line.emotion ?? (taken ? hear(text) : 'calm');
    examined.push({ at: line.at, intent: line.intent, target, text: masked.slice(0, TEXT_LENGTH_MAX), emotion, taken, ...judged });

    function judge(): Pick<ImportLine, 'verdict' | 'like'> {
      if (isReserved(line.intent)) return { verdict: 'reserved' };
      if (text.length > TEXT_LENGTH_MAX) return { verdict: 'tooLong' };
      if (intent.choice?.as === 'skip') return { verdict: 'leftOut' };
      if (target === null) return { verdict: 'undecided' };
      const same = plain.get(key);
      if (same?.intent === target) return { verdict: 'duplicate', like: { ...same, likeness: 1 } };
      const before = own.get(key);
      if (before?.intent === target) return { verdict: 'repeated' };
      const elsewhere = same ?? before;
      if (elsewhere !== undefined) return { verdict: 'contradiction', like: { intent: elsewhere.intent, text: maskForLog(elsewhere.text), likeness: 1 } };
      own.set(key, { intent: target, text });
      if (masked !== text) return { verdict: 'private' };
      const near = alike(text);
      return near === null ? { verdict: 'new' } : { verdict: 'near', like: { ...examples[near.index]!, likeness: near.likeness } };
    }
  }
  progress(lines.length, lines.length);
  return examined;
}

function isTaken(verdict: ImportVerdict, { near, contradictions, private: hidden }: ImportChoices): boolean {
  if (verdict === 'new') return true;
  if (verdict === 'near') return near === 'take';
  if (verdict === 'contradiction') return contradictions === 'take';
  return verdict === 'private' && hidden === 'mask';
}

/** The documents that become others by the lines that are taken: each with its new examples at the end. Created ones have revision 1. */
export function withLines(lines: readonly ImportLine[], { intents }: Draft, imported: readonly ImportedIntent[]): IntentDocument[] {
  const byTarget = new Map<string, ImportLine[]>();
  for (const line of lines) {
    if (!line.taken) continue;
    const added = byTarget.get(line.target!);
    if (added === undefined) byTarget.set(line.target!, [line]);
    else added.push(line);
  }
  const existing = new Map(intents.map((intent) => [intent.id, intent]));
  return [...byTarget].map(([id, added]) => {
    const document = existing.get(id) ?? created(id, imported);
    return { ...document, examples: [...document.examples, ...added.map(({ text, emotion }) => ({ text, emotion }))] };
  });
}

function created(id: string, imported: readonly ImportedIntent[]): IntentDocument {
  const choice = imported.map((one) => one.choice).find((one) => one?.as === 'create' && one.id === id);
  return { id, name: choice?.as === 'create' ? choice.name : id, domain: 'common', description: '', rev: 1, rules: [], examples: [] };
}
