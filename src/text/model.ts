import { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { emotionSchema } from '../contract/meaning.ts';
import { vocabularyOf } from './classify.ts';
import type { BayesTables } from './bayes.ts';
import type { ClassifierChoice } from './calibrate.ts';
import { pack, unpack, type Pack, type PackedArray } from './packing.ts';
import type { SoftmaxTables } from './softmax.ts';
import { train, type Learned } from './training.ts';
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
  return pack(packOf(learned));
}

/**
 * The understanding of a release: its content with its trained model. `classifier` says who ranks the intents.
 * @throws JiedaError `release.damaged` when the model is not one or belongs to other content, `content.invalid` for a rule that is no RE2 pattern.
 */
export function loadUnderstanding(content: TextContent, model: Uint8Array, classifier: ClassifierChoice = 'both'): Understanding {
  const learned = learnedOf(model);
  const ids = content.intents.map(({ id }) => id).sort();
  if (ids.length !== learned.intents.labels.length || ids.some((id, index) => id !== learned.intents.labels[index])) {
    throw new JiedaError('release.damaged', { reason: 'the model belongs to other intents' });
  }
  return createUnderstanding(content.intents, content.lexicons, learned, classifier);
}

const trustSchema = z.strictObject({
  calibration: z.strictObject({ softmax: z.number(), bayes: z.number(), outside: z.number() }),
  threshold: z.strictObject({ confidence: z.number(), right: z.number().min(0).max(1) }),
});

const headerSchema = z.strictObject({
  features: z.number().int().nonnegative(),
  textFeatures: z.number().int().nonnegative(),
  intents: z.strictObject({
    labels: z.array(z.string()),
    smoothing: z.number().positive(),
    scale: z.number(),
    unknownIdf: z.number(),
    trust: z.strictObject({ both: trustSchema, natural: trustSchema, softmax: trustSchema }),
  }),
  emotions: z.strictObject({ scale: z.number(), unknownIdf: z.number(), lean: z.array(z.number()).length(emotionSchema.options.length) }),
});

function packOf({ vocabulary, textFeatures, intents, emotions }: Learned): Pack {
  const { labels, bayes, softmax, trust } = intents;
  const header: z.infer<typeof headerSchema> = {
    features: vocabulary.names.length, textFeatures,
    intents: { labels, smoothing: bayes.smoothing, scale: softmax.scale, unknownIdf: softmax.unknownIdf, trust },
    emotions: { scale: emotions.softmax.scale, unknownIdf: emotions.softmax.unknownIdf, lean: emotions.lean },
  };
  const { totals, offsets, labels: entryLabels, counts } = bayes;
  return {
    header,
    arrays: {
      vocabulary: vocabulary.names,
      'bayes.totals': totals, 'bayes.offsets': offsets, 'bayes.labels': entryLabels, 'bayes.counts': counts,
      'intents.weights': softmax.weights, 'intents.idf': softmax.idf, 'intents.bias': softmax.bias,
      'emotions.weights': emotions.softmax.weights, 'emotions.idf': emotions.softmax.idf, 'emotions.bias': emotions.softmax.bias,
    },
  };
}

function learnedOf(model: Uint8Array): Learned {
  const { header, arrays } = unpack(model);
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new JiedaError('release.damaged', undefined, parsed.error);
  const { features, textFeatures, intents, emotions } = parsed.data;
  assertSound(textFeatures <= features, 'vocabulary');
  const { labels, smoothing, trust } = intents;
  return {
    vocabulary: vocabularyOf(take(arrays, 'vocabulary', Int32Array, features)), textFeatures,
    intents: {
      labels, trust,
      bayes: bayesOf(arrays, smoothing, labels.length, textFeatures),
      softmax: softmaxOf(arrays, 'intents', intents, labels.length, textFeatures),
    },
    emotions: { lean: emotions.lean, softmax: softmaxOf(arrays, 'emotions', emotions, emotionSchema.options.length, features) },
  };
}

type Arrays = Pack['arrays'];

function bayesOf(arrays: Arrays, smoothing: number, labels: number, features: number): BayesTables {
  const offsets = take(arrays, 'bayes.offsets', Uint32Array, features + 1);
  assertSound(offsets.every((offset, at) => offset >= (offsets[at - 1] ?? 0)), 'bayes.offsets');
  const entries = offsets[features]!;
  const entryLabels = take(arrays, 'bayes.labels', Uint16Array, entries);
  assertSound(entryLabels.every((label) => label < labels), 'bayes.labels');
  const totals = take(arrays, 'bayes.totals', Uint32Array, labels);
  return { smoothing, totals, offsets, labels: entryLabels, counts: take(arrays, 'bayes.counts', Uint16Array, entries) };
}

function softmaxOf(
  arrays: Arrays, name: string, { scale, unknownIdf }: Pick<SoftmaxTables, 'scale' | 'unknownIdf'>, labels: number, features: number,
): SoftmaxTables {
  return {
    labels, scale, unknownIdf,
    weights: take(arrays, `${name}.weights`, Int8Array, features * labels),
    idf: take(arrays, `${name}.idf`, Float32Array, features),
    bias: take(arrays, `${name}.bias`, Float32Array, labels),
  };
}

function take<Array extends PackedArray>(arrays: Arrays, name: string, type: abstract new (...a: never[]) => Array, length: number): Array {
  const array = arrays[name];
  if (!(array instanceof type) || array.length !== length) throw new JiedaError('release.damaged', { reason: name });
  return array;
}

function assertSound(isSound: boolean, reason: string): void {
  if (!isSound) throw new JiedaError('release.damaged', { reason });
}
