import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { emotionSchema } from '../meaning.ts';

/**
 * Why a conversation is looked at: drawn by lot; the customer was angry at the end; a forbidden phrase was sent; the customer waited long for
 * an answer; a low rating; the customer came back with the same matter; a supervisor chose it.
 */
export const REVIEW_REASONS = ['sample', 'angry_end', 'forbidden', 'long_silence', 'low_rating', 'returned', 'chosen'] as const;
export const reviewReasonSchema = z.enum(REVIEW_REASONS);
export type ReviewReason = z.infer<typeof reviewReasonSchema>;

/** `open`: waits for a score; `scored`: the agent may agree or appeal; `agreed`; `appealed`: waits for the supervisor's word; `settled`: has it. */
export const reviewStateSchema = z.enum(['open', 'scored', 'agreed', 'appealed', 'settled']);
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** The score sheet: the five steps of a conversation and how the desk speaks, with what each counts of 100. */
export const CRITERIA = { greet: 10, restate: 15, feeling: 15, solve: 30, ask: 10, close: 10, promise: 10 } as const;
export type Criterion = keyof typeof CRITERIA;
export const CRITERION_NAMES = Object.keys(CRITERIA) as Criterion[];

/** `yes`, `partly`, `no`; `none`: did not apply, and counts for nothing. */
export const gradeSchema = z.enum(['yes', 'partly', 'no', 'none']);
export type Grade = z.infer<typeof gradeSchema>;

/** `line`: what must never happen (abuse, asking for private data, a promise beyond policy) did happen; then the whole is worth nothing. */
export const scoresSchema = z.strictObject({
  greet: gradeSchema, restate: gradeSchema, feeling: gradeSchema, solve: gradeSchema, ask: gradeSchema, close: gradeSchema, promise: gradeSchema,
  line: z.boolean(),
});
export type Scores = z.infer<typeof scoresSchema>;

const SHARE: Record<Exclude<Grade, 'none'>, number> = { yes: 1, partly: 0.5, no: 0 };

/** From 0 to 100: the share of what applied, by weight; `null` where nothing applied. */
export function totalOf(scores: Scores): number | null {
  if (scores.line) return 0;
  let reached = 0;
  let possible = 0;
  for (const name of CRITERION_NAMES) {
    const grade = scores[name];
    if (grade === 'none') continue;
    possible += CRITERIA[name];
    reached += CRITERIA[name] * SHARE[grade];
  }
  return possible === 0 ? null : Math.round((reached / possible) * 100);
}

const textSchema = z.string().trim().max(LIMITS.reviewTextLength);
const instant = z.string();

export const reviewSchema = z.object({
  conversationId: z.string(),
  agent: z.object({ id: z.string(), name: z.string(), workerNumber: z.string() }),
  customer: z.string(),
  reasons: z.array(reviewReasonSchema),
  state: reviewStateSchema,
  rev: z.number().int(),
  pickedAt: instant,
  closedAt: instant,
  intent: z.object({ id: z.string(), name: z.string() }).nullable(),
  emotion: emotionSchema,
  rating: z.number().int().nullable(),
  scores: scoresSchema.nullable(),
  total: z.number().int().nullable(),
  comment: z.string().nullable(),
  scoredBy: z.object({ name: z.string(), workerNumber: z.string() }).nullable(),
  scoredAt: instant.nullable(),
  /** What the agent says about the score, and the supervisor about that. */
  answer: z.string().nullable(),
  reply: z.string().nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

export const reviewParams = z.strictObject({ id: z.string().min(1).max(64) });
export const reviewsQuery = z.strictObject({
  state: reviewStateSchema.optional(),
  agent: z.string().min(1).max(64).optional(),
  /** Picked before this instant: the next page. */
  before: z.iso.datetime().optional(),
});
export type ReviewsQuery = z.infer<typeof reviewsQuery>;
export const reviewsResponse = z.object({ reviews: z.array(reviewSchema), more: z.boolean(), counts: z.record(reviewStateSchema, z.number().int()) });
export const reviewResponse = z.object({ review: reviewSchema });

export const chooseRequest = z.strictObject({ conversationId: z.string().min(1).max(64) });
/** A score, of a review that was read as `rev`; of an appealed one with `reply`, which settles it. */
export const scoreRequest = z.strictObject({ rev: z.number().int(), scores: scoresSchema, comment: textSchema.default(''), reply: textSchema.min(1).optional() });
/** The agent agrees, perhaps with a word, or appeals with the reason. */
export const answerReviewRequest = z.strictObject({ rev: z.number().int(), appeal: z.boolean(), text: textSchema.default('') }).refine(({ appeal, text }) => !appeal || text !== '', 'an appeal has a reason');

/** `samplePercent`: of the conversations of each agent, so many are drawn by lot; from the others those that a rule finds. */
export const qualityRulesSchema = z.strictObject({
  samplePercent: z.number().int().min(0).max(100),
  /** A rating up to this is low. */
  lowRating: z.number().int().min(1).max(4),
  /** A customer who waits this long for an answer waits long, seconds. */
  silence_s: z.number().int().min(60).max(86_400),
});
export type QualityRules = z.infer<typeof qualityRulesSchema>;
