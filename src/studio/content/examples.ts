import type { Example } from '../../contract/content/intent.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { CheckedLine, ExampleMark } from '../../contract/studio/intents.ts';
import { normalise } from '../../text/normalise.ts';
import { mapGently } from '../gently.ts';
import type { Studio } from '../studio.ts';
import { readIntent } from './intents.ts';
import { knownExamples, nearestTo, sameAs } from './known.ts';

/** From here on two examples are nearly the same. */
export const NEAR = 0.8;
/** Only where the model is so sure does it say that an example belongs to another intent. */
const SURE = 0.7;
/** Texts understood in a row before customers get their turn. */
const IN_A_ROW = 4;
export const TEXT_LENGTH_MAX = 500;

export type Owned = Example & { intent: string };

/** What lines would be as examples of an intent; the emotion is the one that the model which serves hears in them. Empty lines are left out. */
export async function checkLines(studio: Studio, intent: string, lines: readonly string[]): Promise<CheckedLine[]> {
  await readIntent(studio, intent);
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  const known = await knownExamples(studio);
  const alike = await mapGently(texts, IN_A_ROW, (text) => nearestTo(known, text, NEAR));
  const seen = new Set<string>();
  const meanings = await understandAll(studio, texts.map((text) => text.slice(0, TEXT_LENGTH_MAX)));
  return texts.map((text, index) => {
    const key = normalise(text).text;
    const same = sameAs(known, key);
    const near = alike[index];
    const example = same ?? near;
    const repeated = seen.has(key);
    seen.add(key);
    return {
      text,
      verdict: text.length > TEXT_LENGTH_MAX ? 'tooLong' : same ? 'duplicate' : repeated ? 'repeated' : near ? 'near' : 'new',
      ...(example && { like: { intent: example.intent, text: example.text, likeness: same ? 1 : near!.likeness } }),
      ...elsewhere(meanings[index]!, intent),
      emotion: meanings[index]!.emotion,
    };
  });
}

/** The examples of an intent that stand elsewhere, too, or nearly so, or that the model which serves surely understands as another intent. */
export async function markExamples(studio: Studio, id: string): Promise<ExampleMark[]> {
  const { examples } = await readIntent(studio, id);
  const texts = examples.map(({ text }) => text);
  const others = new Map(await knownExamples(studio));
  others.delete(id);
  const alike = await mapGently(texts, IN_A_ROW, (text) => nearestTo(others, text, NEAR));
  const plain = await mapGently(texts, IN_A_ROW, (text) => normalise(text).text);
  const first = new Map<string, number>();
  for (const [index, key] of plain.entries()) if (!first.has(key)) first.set(key, index);
  const meanings = await understandAll(studio, texts);
  return texts.flatMap((_text, index) => {
    const near = alike[index];
    const twin = first.get(plain[index]!)!;
    const like = twin !== index ? { like: { intent: id, text: texts[twin]!, likeness: 1 } } : near ? { like: near } : {};
    const mark = { index, ...like, ...elsewhere(meanings[index]!, id) };
    return Object.keys(mark).length > 1 ? [mark] : [];
  });
}

function elsewhere({ intent, confidence }: Meaning, id: string): Pick<CheckedLine, 'elsewhere'> {
  return intent !== id && confidence >= SURE ? { elsewhere: { intent, confidence } } : {};
}

/** With a pause for live turns every few texts, because understanding keeps the thread busy. */
export async function understandAll({ serving }: Studio, texts: readonly string[]): Promise<Meaning[]> {
  const { understanding } = serving.current();
  return mapGently(texts, IN_A_ROW, (text) => understanding.understand(text));
}

export async function allExamples({ draft }: Studio): Promise<Owned[]> {
  const { intents } = await draft.readAll();
  return intents.flatMap(({ id, examples }) => examples.map((example): Owned => ({ ...example, intent: id })));
}
