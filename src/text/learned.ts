import { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import { emotionSchema } from '../contract/meaning.ts';
import { vocabularyOf } from './classify.ts';
import type { BayesTables } from './bayes.ts';
import { pack, unpack, type Pack, type PackedArray } from './packing.ts';
import type { SoftmaxTables } from './softmax.ts';
import type { Learned } from './training.ts';

const trustSchema = z.strictObject({
  calibration: z.strictObject({ softmax: z.number(), bayes: z.number(), outside: z.number() }),
  threshold: z.strictObject({ sureness: z.number(), right: z.number().min(0).max(1) }),
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

/** Everything that was learned as a model: data with a checksum. Equal learning gives equal bytes. */
export function modelOf(learned: Learned): Uint8Array {
  return pack(packOf(learned));
}

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

/** What {@link modelOf} wrote. @throws JiedaError `release.damaged` when it is not a whole model. */
export function learnedOf(model: Uint8Array): Learned {
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
