import { stepByStep } from '../base/steps.ts';
import type { Caution } from '../contract/content/caution.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { emotionSchema, type Emotion } from '../contract/meaning.ts';
import { readerInSteps } from './reading.ts';
import { openRows, type Rows } from './rows.ts';

/**
 * The examples as the classifiers need them, the same row of everything for each example. Arrays of numbers, so that another thread can take over
 * from here without copying them and without the segmenter's dictionaries.
 */
export type Examples = {
  caution: Caution;
  /** Ids of the intents, sorted. */
  labels: string[];
  /** Number of the intent among `labels`, and of the emotion in the order of the contract. */
  intents: Uint16Array;
  emotions: Uint8Array;
  features: Rows;
  meetings: Rows;
  signs: Rows;
};

/** One text of an intent, with the emotion it stands for. */
export type Labelled = { intent: string; text: string; emotion: Emotion };

/** Texts read before others may run: well under a millisecond, because a turn of a customer waits that long a dozen times. */
const READ_AT_ONCE = 4;

const letOthersRun = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/**
 * Reads the examples of all intents, in the order of {@link distinctExamples}, as understanding reads texts. Others run on this thread meanwhile.
 * @param onProgress is told now and then how many are read. `pause`: what happens between a few and the next few.
 * @throws what `signal` is aborted with.
 */
export async function readExamples(
  { intents, lexicons, caution = 'normal' }: { intents: readonly IntentDocument[]; lexicons: Lexicons; caution?: Caution | undefined }, onProgress?: (done: number, total: number) => void, signal?: AbortSignal,
  pause: () => Promise<void> = letOthersRun,
): Promise<Examples> {
  const read = await stepByStep(readerInSteps(lexicons));
  const labels = intents.map(({ id }) => id).sort();
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const examples = distinctExamples(intents);
  const [features, meetings, signs] = [openRows(), openRows(), openRows()];
  for (const [index, { text }] of examples.entries()) {
    if (index % READ_AT_ONCE === 0) {
      signal?.throwIfAborted();
      onProgress?.(index, examples.length);
      await pause();
    }
    const { extracted, signals } = read(text);
    features.add(extracted.features);
    meetings.add(extracted.meetings);
    signs.add(signals.features);
  }
  onProgress?.(examples.length, examples.length);
  return {
    caution,
    labels,
    intents: Uint16Array.from(examples, ({ intent }) => numbers.get(intent)!),
    emotions: Uint8Array.from(examples, ({ emotion }) => emotionSchema.options.indexOf(emotion)),
    features: features.close(), meetings: meetings.close(), signs: signs.close(),
  };
}

/** Each text once for each intent; where it stands there with two emotions, the last one counts. */
export function distinctExamples(intents: readonly IntentDocument[]): Labelled[] {
  return intents.flatMap(({ id, examples }) => [...new Map(examples.map(({ text, emotion }) => [text, { intent: id, text, emotion }])).values()]);
}
