import { z } from 'zod';

/**
 * What is wrong with a wording: 称呼不当, 反问训斥, 傲慢, 推诿, 过度承诺, 规定搪塞, 甩锅, 行话, 索要隐私, 辱骂. A kind never changes its meaning.
 */
export const FORBIDDEN_KINDS = ['address', 'scolding', 'arrogance', 'evasion', 'promise', 'rules', 'blame', 'jargon', 'privacy', 'abuse'] as const;
export const forbiddenKindSchema = z.enum(FORBIDDEN_KINDS);
export type ForbiddenKind = z.infer<typeof forbiddenKindSchema>;

/** `block`: is not sent; `reason`: is sent when the agent says why; `hint`: the agent is told. */
export const FORBIDDEN_SEVERITIES = ['block', 'reason', 'hint'] as const;
export const forbiddenSeveritySchema = z.enum(FORBIDDEN_SEVERITIES);
export type ForbiddenSeverity = z.infer<typeof forbiddenSeveritySchema>;

/** An exception longer than this is no exception any more. */
const PATTERN_LENGTH = 300;

export const forbiddenEntryIdSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60);

/**
 * One entry of `data/forbidden.json`: what nobody who speaks for us writes to a customer. Texts are compared in simplified script, lower
 * case, punctuation of half width, without what was put between Chinese characters to hide a word.
 */
export const forbiddenEntrySchema = z
  .strictObject({
    id: forbiddenEntryIdSchema,
    kind: forbiddenKindSchema,
    severity: forbiddenSeveritySchema,
    /** Words that stand anywhere in a text; of four Chinese characters and more also as other characters of the same sound. */
    phrases: z.array(z.string().min(1).max(30)).max(200).default([]),
    /** RE2. The first group, where there is one, is what is marked. */
    patterns: z.array(z.string().min(1).max(PATTERN_LENGTH)).max(12).default([]),
    /** RE2. What overlaps one of them is allowed. */
    unless: z.array(z.string().min(1).max(PATTERN_LENGTH)).max(12).default([]),
    /** Whether the whole clause with its punctuation is marked and replaced. */
    clause: z.boolean().default(false),
    /** What is wrong with it. */
    because: z.string().min(1).max(100),
    /** What takes its place as it stands; the first is the best. */
    instead: z.array(z.string().min(1).max(100)).min(1).max(4),
  })
  .refine(({ phrases, patterns }) => phrases.length + patterns.length > 0, 'at least one phrase or pattern');
export type ForbiddenEntry = z.infer<typeof forbiddenEntrySchema>;

export const forbiddenSchema = z
  .array(forbiddenEntrySchema)
  .max(1_000)
  .refine((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, 'every id stands once');

/** One thing found: the half-open span `[start, end)` of the text as it was written, in UTF-16 units, and what is wrong with it. */
export const forbiddenFindingSchema = z.object({
  entry: forbiddenEntryIdSchema,
  kind: forbiddenKindSchema,
  severity: forbiddenSeveritySchema,
  start: z.number().int().min(0),
  end: z.number().int().positive(),
  text: z.string(),
  because: z.string(),
  instead: z.array(z.string()),
});
export type ForbiddenFinding = z.infer<typeof forbiddenFindingSchema>;
