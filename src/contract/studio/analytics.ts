import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';

/**
 * How a line was not handled well: `outside` was not understood; `clarified`: the bot asked what was meant; `misunderstood`: the customer said
 * that this is not what they meant; `unsure`: answered without being sure.
 */
export const GAP_KINDS = ['outside', 'clarified', 'misunderstood', 'unsure'] as const;
export const gapKindSchema = z.enum(GAP_KINDS);
export type GapKind = z.infer<typeof gapKindSchema>;

/** And what came of a whole conversation: it went to a person, was rated low, or its customer came back within seven days. */
export const FAILURES = [...GAP_KINDS, 'handed_over', 'low_rated', 'returned'] as const;
export const failureSchema = z.enum(FAILURES);
export type Failure = z.infer<typeof failureSchema>;

const DAY_MS = 86_400_000;
const daysShape = { from: z.iso.date(), to: z.iso.date() };
const isPeriod = ({ from, to }: { from: string; to: string }): boolean => from <= to && (Date.parse(to) - Date.parse(from)) / DAY_MS < LIMITS.statisticsDays;
const PERIOD_WORDS = 'from must not be after to, nor a year before it';

/** Days of the desk's time zone, both included, at most a year. */
export const analyticsQuery = z.strictObject(daysShape).refine(isPeriod, PERIOD_WORDS);
export type AnalyticsQuery = z.infer<typeof analyticsQuery>;

const count = z.number().int().nonnegative();

/** How one intent fares. Lines count in the first five, conversations in the others; `rated` of them have a rating. */
export const failingSchema = z.object({
  intent: z.string().nullable(),
  name: z.string(),
  asked: count,
  outside: count,
  clarified: count,
  misunderstood: count,
  unsure: count,
  conversations: count,
  handedOver: count,
  rated: count,
  lowRated: count,
  returned: count,
});
export type Failing = z.infer<typeof failingSchema>;

export const analyticsResponse = z.object({
  asked: count,
  /** In as many days just before. */
  before: count,
  /** Every day of the period, in order. */
  days: z.array(z.object({ day: z.string(), asked: count })),
  /** Of as many days just before, day by day. */
  daysBefore: z.array(z.object({ day: z.string(), asked: count })),
  /** The most asked first; `out_of_scope`: what the bot did not understand. */
  intents: z.array(z.object({ intent: z.string(), name: z.string(), asked: count, before: count })),
  /** Monday first, each with its 24 hours by the desk's clocks. */
  week: z.array(z.array(count).length(24)).length(7),
  /** The worst first; `intent` null: lines that came near no intent. */
  failing: z.array(failingSchema),
  lowRating: z.number().int(),
});
export type Analytics = z.infer<typeof analyticsResponse>;

/** Which sentences: of an intent (`none`: those that came near no intent) that were not handled well in one way. */
export const analyticsSentencesQuery = z.strictObject({ ...daysShape, intent: z.string().min(1).max(64), failure: failureSchema }).refine(isPeriod, PERIOD_WORDS);
export type AnalyticsSentencesQuery = z.infer<typeof analyticsSentencesQuery>;
export const analyticsSentenceSchema = z.object({ conversationId: z.string(), seq: count, at: z.string(), text: z.string() });
export type AnalyticsSentence = z.infer<typeof analyticsSentenceSchema>;
/** Newest first, private data masked; `more`: there are others. */
export const analyticsSentencesResponse = z.object({ sentences: z.array(analyticsSentenceSchema), more: z.boolean() });

/**
 * Lines that were not understood, or not surely, and are alike. `conversations`: in how many they came, and in as many days just before;
 * `words`: what they are about. `nearest`: the intent that they come nearest to, how sure the bot was of it on average, how many examples it
 * has, and how many of the lines are like one of them.
 */
export const topicSchema = z.object({
  id: z.string(),
  words: z.array(z.string()),
  conversations: count,
  before: count,
  lines: count,
  days: z.array(count),
  examples: z.array(z.string()),
  nearest: z.object({ intent: z.string(), name: z.string(), confidence: z.number(), examples: count, alike: count }).nullable(),
});
export type Topic = z.infer<typeof topicSchema>;

/**
 * What to do next, the most useful first. `new_intent`, `add_examples`: for a topic; `sharpen`: an intent that the bot has to ask back about
 * often, `count` of `of` lines; `answer`: an intent whose conversations often go to a person, `count` of `of`.
 */
export const adviceSchema = z.object({
  kind: z.enum(['new_intent', 'add_examples', 'sharpen', 'answer']),
  topic: z.string().optional(),
  intent: z.object({ id: z.string(), name: z.string(), examples: count, alike: count }).optional(),
  count,
  of: count,
});
export type Advice = z.infer<typeof adviceSchema>;

/** `read`: how many different lines were compared; `left`: older ones that were not. */
export const topicsResponse = z.object({ topics: z.array(topicSchema), advice: z.array(adviceSchema), read: count, left: count });
export type Topics = z.infer<typeof topicsResponse>;
