import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { domainSchema, intentIdSchema } from '../content/intent.ts';
import { evaluationSchema, figuresOfMeasureSchema, judgedSentenceSchema, judgedSetSchema } from './evaluation.ts';

const person = z.object({ id: z.string(), name: z.string() }).nullable();

/** The figures of a release that a list shows. `failedConversations`: null where none are written. */
export const releaseFiguresSchema = z.object({
  at: z.string(),
  testset: figuresOfMeasureSchema.nullable(),
  examples: figuresOfMeasureSchema.nullable(),
  conversations: z.object({ conversations: z.number().int(), failedConversations: z.number().int(), passed: z.boolean() }).nullable(),
});
export type ReleaseFigures = z.infer<typeof releaseFiguresSchema>;

/**
 * A release. `by` and `publishedBy` are null where a command or the program itself did it. `note`: what is new in it; `reason`: why it was
 * published below the gate. `figures`: null while it is not evaluated; `stale`: the test set has changed since.
 */
export const releaseSummarySchema = z.object({
  number: z.number().int(),
  hash: z.string(),
  at: z.string(),
  by: person,
  note: z.string().nullable(),
  live: z.boolean(),
  served: z.boolean(),
  publishedAt: z.string().nullable(),
  publishedBy: person,
  reason: z.string().nullable(),
  figures: releaseFiguresSchema.nullable(),
  stale: z.boolean(),
});
export type ReleaseSummary = z.infer<typeof releaseSummarySchema>;

/** `rollBackTo`: the release that served before the live one; null where there is none. `mayForce`: whether whoever asks may publish below the gate. */
export const releasesResponse = z.object({ edits: z.boolean(), releases: z.array(releaseSummarySchema), rollBackTo: z.number().int().nullable(), mayForce: z.boolean() });

export const releaseParams = z.strictObject({ number: z.string().regex(/^[1-9]\d{0,8}$/) });

/** One condition of the gate: what is asked for and what was measured. `value` null: it could not be measured, and counts as met. */
export const gateCheckSchema = z.object({
  name: z.enum(['accuracy', 'falseAccepts', 'conversations', 'worse']),
  required: z.number().nullable(),
  value: z.number().nullable(),
  passed: z.boolean(),
});
export type GateCheck = z.infer<typeof gateCheckSchema>;

/** A release with everything that was measured of it. `names`: intent → name, of its own content. */
export const releaseResponse = z.object({
  release: releaseSummarySchema,
  evaluation: evaluationSchema.nullable(),
  gate: z.array(gateCheckSchema),
  names: z.record(z.string(), z.string()),
  live: z.number().int().nullable(),
  mayForce: z.boolean(),
  edits: z.boolean(),
});
export type ReleaseDetails = z.infer<typeof releaseResponse>;

export const sentencesQuery = z.strictObject({ set: judgedSetSchema, expected: z.string().max(64).optional(), got: z.string().max(64).optional(), kind: z.enum(['all', 'wrong', 'emotion']).default('all') });
/** The first sentences of those asked for, and how many there are. */
export const sentencesResponse = z.object({ total: z.number().int(), sentences: z.array(judgedSentenceSchema) });

/** What has become of a sentence from one release to another. `wrong`: it was and is; `new`: the other one did not have it. */
export const comparedSchema = z.enum(['better', 'worse', 'unchanged', 'wrong', 'new']);
export type Compared = z.infer<typeof comparedSchema>;
export const comparisonQuery = z.strictObject({ with: releaseParams.shape.number, set: judgedSetSchema, change: comparedSchema, offset: z.string().regex(/^\d{1,6}$/).optional() });
export const comparedSentenceSchema = z.object({ now: judgedSentenceSchema, before: judgedSentenceSchema.nullable() });
export type ComparedSentence = z.infer<typeof comparedSentenceSchema>;
/** `counts`: sentences of each kind; `sentences`: those asked for, a page of them. `comparable`: whether both were measured on the same set. */
export const comparisonResponse = z.object({ comparable: z.boolean(), counts: z.record(comparedSchema, z.number().int()), sentences: z.array(comparedSentenceSchema) });
export type Comparison = z.infer<typeof comparisonResponse>;

/** A document of the draft that is otherwise in the live release. `examples`: of an intent, how many there were and are, and which way they changed. */
export const documentChangeSchema = z.object({
  kind: z.enum(['intent', 'dialog', 'figures', 'lexicons', 'understanding']),
  id: z.string(),
  name: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  examples: z.object({ before: z.number().int(), now: z.number().int(), added: z.number().int(), removed: z.number().int(), relabelled: z.number().int() }).nullable(),
  /** How many other parts (rules, replies, words …) differ. */
  parts: z.number().int(),
});
export type DocumentChange = z.infer<typeof documentChangeSchema>;

/** What the draft would change. `sameAs`: the release that holds exactly this already. `problems`: why it cannot be read. */
export const draftResponse = z.object({
  live: z.number().int().nullable(),
  sameAs: z.number().int().nullable(),
  documents: z.array(documentChangeSchema),
  problems: z.array(z.string()),
});
export type DraftChanges = z.infer<typeof draftResponse>;

export const findingSchema = z.object({ severity: z.enum(['error', 'warning', 'note']), kind: z.string(), where: z.array(z.string()), zh: z.string(), en: z.string(), texts: z.array(z.string()) });
export const findingsResponse = z.object({ findings: z.array(findingSchema) });
export type FindingOfDraft = z.infer<typeof findingSchema>;

export const trainRequest = z.strictObject({ note: z.string().trim().max(LIMITS.reasonLength).optional() });
/** Id of the job. */
export const startedResponse = z.object({ job: z.string() });

/** `reason`: why, where the release is below the gate. */
export const publishRequest = z.strictObject({ reason: z.string().trim().max(LIMITS.reasonLength).optional() });
export const rollBackRequest = z.strictObject({ to: z.number().int().positive().optional() });
export const servingResponse = z.object({ release: z.number().int() });

/** Makes a new intent of some examples of another one. */
export const splitIntentRequest = z.strictObject({
  rev: z.number().int().positive(),
  id: intentIdSchema,
  name: z.string().trim().min(1).max(20),
  domain: domainSchema,
  texts: z.array(z.string().min(1).max(500)).min(1).max(1_000),
});
