import { setImmediate } from 'node:timers/promises';
import { normalise } from '../../text/normalise.ts';
import { addText, gramsIn, mostAlikeIn, openGrams, type GramIndex } from '../doctor/likeness.ts';
import type { Studio } from '../studio.ts';

/** Texts read in a row before customers get their turn. */
const IN_A_ROW = 20;

/** The examples of one intent, ready to be compared. `written`: all of them, by which it is seen whether they have changed; `plain`: the last of each once normalised. */
type Known = { written: string; texts: readonly string[]; plain: Map<string, number>; index: GramIndex };
/** Of each intent of the draft, in its order. */
export type KnownExamples = ReadonlyMap<string, Known>;
export type Found = { intent: string; text: string; likeness: number };

const kept = new WeakMap<Studio, KnownExamples>();

/**
 * The examples of the draft as it is now. Only intents whose examples have changed since the last time are read anew, because somebody who writes
 * asks for them at every pause. Customers are answered meanwhile.
 */
export async function knownExamples(studio: Studio): Promise<KnownExamples> {
  const { intents } = await studio.draft.readAll();
  const before = kept.get(studio);
  const now = new Map<string, Known>();
  for (const { id, examples } of intents) {
    const texts = examples.map(({ text }) => text);
    const written = JSON.stringify(texts);
    const same = before?.get(id);
    now.set(id, same?.written === written ? same : await read(written, texts));
  }
  kept.set(studio, now);
  return now;
}

async function read(written: string, texts: readonly string[]): Promise<Known> {
  const plain = new Map<string, number>();
  const index = openGrams();
  for (const [number, text] of texts.entries()) {
    if (number % IN_A_ROW === IN_A_ROW - 1) await setImmediate();
    plain.set(normalise(text).text, number);
    addText(index, text);
  }
  return { written, texts, plain, index };
}

/** An example that is the same as a text, once both are normalised; `key`: the text, normalised. */
export function sameAs(known: KnownExamples, key: string): Found | undefined {
  for (const [intent, { texts, plain }] of known) {
    const number = plain.get(key);
    if (number !== undefined) return { intent, text: texts[number]!, likeness: 1 };
  }
  return undefined;
}

/** The example that is most like a text, of those that are at least so alike. */
export function nearestTo(known: KnownExamples, text: string, least: number): Found | undefined {
  const grams = gramsIn(text);
  let best: Found | undefined;
  for (const [intent, { texts, index }] of known) {
    const found = mostAlikeIn(index, grams, least);
    if (found !== null && (best === undefined || found.likeness > best.likeness)) best = { intent, text: texts[found.index]!, likeness: found.likeness };
  }
  return best;
}
