import { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { emotionSchema } from '../contract/meaning.ts';
import { vocabularyOf } from './classify.ts';
import { pack, unpack, type PackedArray } from './packing.ts';
import { train, type Learned, type Trained } from './training.ts';
import { createUnderstanding, type Understanding } from './understand.ts';

export { MODEL_FORMAT, TEXT_VERSION } from './version.ts';

/** What understanding is made of. */
export type TextContent = { intents: IntentDocument[]; lexicons: Lexicons };

export type TrainingOptions = {
  /** Another seed orders the texts in another way. */
  seed?: number;
  /** `stage` is `reading`, `intents` or `emotions`. */
  onProgress?: (done: number, total: number, stage: string) => void;
};

/** Trains a model. The same content, seed and code give the same bytes. It lets the event loop run now and then, but needs a core for itself. */
export async function trainModel(content: TextContent, { seed = 1, onProgress }: TrainingOptions = {}): Promise<Uint8Array> {
  const learned = await train(content.intents, content.lexicons, seed, async (done, total, stage) => {
    onProgress?.(done, total, stage);
    await new Promise((resume) => setImmediate(resume));
  });
  return pack({
    header: { intents: headerOf(learned.intents), emotions: headerOf(learned.emotions), threshold: learned.threshold },
    arrays: { ...arraysOf('intents', learned.intents), ...arraysOf('emotions', learned.emotions) },
  });
}

/**
 * The understanding of a release: its content with its trained model.
 * @throws JiedaError `release.damaged` when the model is not one or belongs to other content, `content.invalid` for a rule that is no RE2 pattern.
 */
export function loadUnderstanding(content: TextContent, model: Uint8Array): Understanding {
  const learned = learnedOf(model);
  const ids = content.intents.map(({ id }) => id).sort();
  if (ids.length !== learned.intents.labels.length || ids.some((id, index) => id !== learned.intents.labels[index])) {
    throw new JiedaError('release.damaged', { reason: 'the model belongs to other intents' });
  }
  return createUnderstanding(content.intents, content.lexicons, learned);
}

const trainedSchema = z.strictObject({
  labels: z.array(z.string()),
  names: z.array(z.string()),
  smoothing: z.number().positive(),
  scale: z.number(),
  calibration: z.strictObject({ softmax: z.number(), bayes: z.number(), outside: z.number() }),
});
const headerSchema = z.strictObject({
  intents: trainedSchema,
  emotions: trainedSchema,
  threshold: z.strictObject({ confidence: z.number(), right: z.number() }),
});
type Header = z.infer<typeof trainedSchema>;

function headerOf({ labels, vocabulary, bayes, softmax, calibration }: Trained): Header {
  return { labels, names: [...vocabulary.names], smoothing: bayes.smoothing, scale: softmax.scale, calibration };
}

function arraysOf(prefix: string, { bayes, softmax }: Trained): Record<string, PackedArray> {
  return {
    [`${prefix}.bayes.totals`]: bayes.totals,
    [`${prefix}.bayes.offsets`]: bayes.offsets,
    [`${prefix}.bayes.labels`]: bayes.labels,
    [`${prefix}.bayes.counts`]: bayes.counts,
    [`${prefix}.softmax.weights`]: softmax.weights,
    [`${prefix}.softmax.idf`]: softmax.idf,
    [`${prefix}.softmax.bias`]: softmax.bias,
  };
}

function learnedOf(model: Uint8Array): Learned {
  const { header, arrays } = unpack(model);
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new JiedaError('release.damaged', undefined, parsed.error);
  const emotions = trainedOf('emotions', parsed.data.emotions, arrays);
  if (emotions.labels.join() !== emotionSchema.options.join()) throw new JiedaError('release.damaged', { reason: 'emotions' });
  return { intents: trainedOf('intents', parsed.data.intents, arrays), emotions, threshold: parsed.data.threshold };
}

function trainedOf(prefix: string, header: Header, arrays: Record<string, PackedArray>): Trained {
  const labels = header.labels.length;
  const features = header.names.length;
  const vocabulary = vocabularyOf(header.names);
  const take = <Array extends PackedArray>(name: string, type: abstract new (...a: never[]) => Array, length?: number): Array => {
    const array = arrays[`${prefix}.${name}`];
    if (!(array instanceof type) || (length !== undefined && array.length !== length)) throw new JiedaError('release.damaged', { reason: name });
    return array;
  };
  const offsets = take('bayes.offsets', Uint32Array, features + 1);
  const entries = offsets[features]!;
  const entryLabels = take('bayes.labels', Uint16Array, entries);
  if (vocabulary.numbers.size !== features || offsets.some((offset, at) => at > 0 && offset < offsets[at - 1]!) || entryLabels.some((label) => label >= labels)) {
    throw new JiedaError('release.damaged', { reason: prefix });
  }
  return {
    labels: header.labels, vocabulary, calibration: header.calibration,
    bayes: {
      smoothing: header.smoothing, offsets, labels: entryLabels,
      totals: take('bayes.totals', Uint32Array, labels),
      counts: take('bayes.counts', Uint16Array, entries),
    },
    softmax: {
      labels, scale: header.scale,
      weights: take('softmax.weights', Int8Array, features * labels),
      idf: take('softmax.idf', Float32Array, features),
      bias: take('softmax.bias', Float32Array, labels),
    },
  };
}
