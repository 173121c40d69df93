import { z } from 'zod';
import { emotionSchema } from '../meaning.ts';

const share = z.number().min(0).max(1);
const shareOrNone = share.nullable();

/** Precision, recall and F1 of one label; `support` texts have it, `predicted` were given it. */
export const labelScoreSchema = z.object({ precision: share, recall: share, f1: share, support: z.number().int(), predicted: z.number().int() });
export type LabelScore = z.infer<typeof labelScoreSchema>;

/** Texts whose confidence lies in [from, to): how many, their mean confidence, and the share that is right. Nulls: no text. */
export const calibrationBinSchema = z.object({ from: share, to: share, texts: z.number().int(), confidence: shareOrNone, right: shareOrNone });
export type CalibrationBin = z.infer<typeof calibrationBinSchema>;

/** How well labelled texts are understood. Shares are in [0, 1]; a share of nothing is null. */
export const figuresOfMeasureSchema = z.object({
  lines: z.number().int(),
  /** Right intents of all lines, and of those that have one. */
  accuracy: shareOrNone,
  accuracyInScope: shareOrNone,
  /** Lines outside that were found to be so, and that were taken for one of our intents. */
  recallOutside: shareOrNone,
  falseAccepts: shareOrNone,
  /** Lines with an intent that were taken for outside. */
  wronglyRejected: shareOrNone,
  /** Mean F1 of all labels that occur, outside included. */
  macroF1: shareOrNone,
  /** Expected calibration error over ten bins of confidence (Guo et al. 2017). */
  calibrationError: shareOrNone,
});

export const measureSchema = figuresOfMeasureSchema.extend({
  calibration: z.array(calibrationBinSchema),
  intents: z.record(z.string(), labelScoreSchema),
  /** How many texts that are `expected` were given `got`; pairs that do not occur are left out. */
  confusion: z.array(z.object({ expected: z.string(), got: z.string(), texts: z.number().int() })),
  emotions: z.object({ accuracy: share, labels: z.record(z.string(), labelScoreSchema), confusion: z.record(z.string(), z.record(z.string(), z.number().int())) }).nullable(),
});
export type Measure = z.infer<typeof measureSchema>;

/** Written conversations that were played: counts, whether that is enough to pass, and those that went otherwise than expected. */
export const playedConversationsSchema = z.object({
  conversations: z.number().int(),
  failedConversations: z.number().int(),
  expectations: z.number().int(),
  failures: z.number().int(),
  labels: z.number().int(),
  wrongLabels: z.number().int(),
  passed: z.boolean(),
  failed: z.array(z.object({
    file: z.string(),
    title: z.string(),
    scene: z.string(),
    lines: z.array(z.object({
      line: z.number().int(),
      text: z.string(),
      understood: z.string(),
      replies: z.array(z.string()),
      failures: z.array(z.object({ expected: z.string(), got: z.string() })),
    })),
  })),
});
export type PlayedConversations = z.infer<typeof playedConversationsSchema>;

/**
 * What was measured of a release. `testset`: the desk's fixed test set, where there is one, with rules and all; `testsetHash` names what it said.
 * `examples`: each example judged by classifiers that have not seen it, rules left aside; null where only the test set was looked at.
 */
export const evaluationSchema = z.object({
  testset: measureSchema.nullable(),
  testsetHash: z.string().nullable(),
  examples: measureSchema.nullable(),
  conversations: playedConversationsSchema.nullable(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** One text with what is right and what it was taken for. `second`: the runner-up. */
export const judgedSentenceSchema = z.object({
  text: z.string(),
  expected: z.string(),
  got: z.string(),
  confidence: share,
  expectedEmotion: emotionSchema.nullable(),
  emotion: emotionSchema,
  reason: z.string(),
});
export type JudgedSentence = z.infer<typeof judgedSentenceSchema>;

/** Which texts were judged: those of the test set, or the examples. */
export const judgedSetSchema = z.enum(['testset', 'examples']);
export type JudgedSet = z.infer<typeof judgedSetSchema>;
