import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { domainSchema, intentIdSchema } from '../content/intent.ts';
import { emotionSchema, rankedIntentSchema } from '../meaning.ts';

/**
 * Why a sentence waits for a person: it was understood as nothing of this desk (`outside`); the bot was not sure (`unsure`) or asked what was meant
 * (`clarified`); the customer said that it was not that (`misunderstood`); a person had to take over (`handed_over`); the answer did not solve it
 * (`unsolved`); the conversation was rated badly; the customer came back with the same matter (`returned`); it comes from an earlier log (`imported`).
 */
export const SENTENCE_REASONS = ['outside', 'unsure', 'clarified', 'misunderstood', 'handed_over', 'unsolved', 'badly_rated', 'returned', 'imported'] as const;
export const sentenceReasonSchema = z.enum(SENTENCE_REASONS);
export type SentenceReason = z.infer<typeof sentenceReasonSchema>;

/** Where sentences come from: conversations with this bot, or files that were imported. */
export const sentenceKindSchema = z.enum(['conversation', 'import']);
export type SentenceKind = z.infer<typeof sentenceKindSchema>;

/** `open`: waits for a label; `disputed`: two people differ; `labelled`: waits for the draft; `ignored`; `applied`: went into the draft, or need not. */
export const sentenceStateSchema = z.enum(['open', 'disputed', 'labelled', 'ignored', 'applied']);
export type SentenceState = z.infer<typeof sentenceStateSchema>;

/** What the release that served made of a sentence. */
export const guessSchema = z.object({
  release: z.number().int().nullable(),
  intent: z.string(),
  confidence: z.number(),
  alternatives: z.array(rankedIntentSchema),
  emotion: emotionSchema,
  reason: z.string(),
});
export type Guess = z.infer<typeof guessSchema>;

/** What two people said of a sentence; `intent` null: to be ignored. */
export const opinionSchema = z.object({ by: z.string(), intent: z.string().nullable(), emotion: emotionSchema });
export type Opinion = z.infer<typeof opinionSchema>;

export const sentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  kind: sentenceKindSchema,
  /** Of an import: the name of the file. */
  file: z.string().nullable(),
  /** How many customers said it, or how often it stands in imported files. */
  count: z.number().int(),
  reasons: z.array(sentenceReasonSchema),
  guess: guessSchema,
  /** What its customer later chose or confirmed that they had meant. A hint for people; nothing learns from it by itself. */
  hint: z.string().nullable(),
  lastSeen: z.string(),
  conversation: z.object({ id: z.string(), seq: z.number().int() }).nullable(),
  /** How alike it is to the first sentence of its group, 0 to 1. */
  likeness: z.number(),
  /** Only where people differ: who said what. */
  opinions: z.array(opinionSchema),
});
export type Sentence = z.infer<typeof sentenceSchema>;

/** What makes a group worth a label: said often; close between two intents; near what is outside; taken for the wrong thing; an intent with few examples. */
export const worthSchema = z.enum(['common', 'between', 'outside', 'contradicted', 'unsure', 'sure', 'thin']);
export type Worth = z.infer<typeof worthSchema>;

/** Sentences that are alike, the most frequent first. `choices`: the likeliest intents, likeliest first. `more`: alike ones that are not shown. */
export const sentenceGroupSchema = z.object({
  id: z.string(),
  frequency: z.number().int(),
  worth: z.array(worthSchema),
  choices: z.array(z.string()),
  sentences: z.array(sentenceSchema),
  more: z.number().int(),
});
export type SentenceGroup = z.infer<typeof sentenceGroupSchema>;

/** Which groups: those with a sentence of this state that has all of this. `days`: seen within so many days. */
export const sentenceFilterSchema = z.strictObject({
  state: z.enum(['open', 'disputed']).default('open'),
  reason: sentenceReasonSchema.optional(),
  kind: sentenceKindSchema.optional(),
  /** As the bot understood it. */
  intent: z.string().min(1).max(40).optional(),
  days: z.number().int().min(1).max(366).optional(),
  /** Words that it contains; marks, width and script do not matter. */
  words: z.string().trim().min(1).max(LIMITS.queueWords).optional(),
});
export type SentenceFilter = z.infer<typeof sentenceFilterSchema>;

const idSchema = z.string().min(1).max(64);

/** `held`: the groups that the page has already; they stay claimed. `passed`: those that are not wanted now. */
export const claimGroupsRequest = z.strictObject({
  filter: sentenceFilterSchema,
  count: z.number().int().min(0).max(LIMITS.groupsClaimed),
  held: z.array(idSchema).max(LIMITS.groupsHeld).default([]),
  passed: z.array(idSchema).max(LIMITS.groupsPassed).default([]),
});
export const claimGroupsResponse = z.object({ groups: z.array(sentenceGroupSchema) });

export const releaseGroupsRequest = z.strictObject({ groups: z.array(idSchema).max(LIMITS.groupsHeld) });

/** An intent that does not exist yet; it is created when its sentences go into the draft. */
export const plannedIntentSchema = z.strictObject({ id: intentIdSchema, name: z.string().trim().min(1).max(20), domain: domainSchema, description: z.string().trim().max(500).default('') });
export type PlannedIntent = z.infer<typeof plannedIntentSchema>;

/** `intent` null: to be ignored; with `planned`, the id of that. `emotion`: of all of them; without it each keeps what the bot heard in it. */
export const decideRequest = z.strictObject({
  group: idSchema,
  sentences: z.array(idSchema).min(1).max(LIMITS.sentencesDecided),
  intent: intentIdSchema.nullable(),
  emotion: emotionSchema.optional(),
  planned: plannedIntentSchema.optional(),
});
export type DecideRequest = z.infer<typeof decideRequest>;

/** What somebody decided, and of how many sentences. `disputed`: of how many of them somebody else had said something different. */
export const decisionSchema = z.object({
  id: z.string(),
  intent: z.string().nullable(),
  text: z.string(),
  count: z.number().int(),
  disputed: z.number().int(),
  by: z.string(),
  at: z.string(),
  /** Whether it can be taken back: by whoever made it, until it went into the draft. */
  undoable: z.boolean(),
});
export type Decision = z.infer<typeof decisionSchema>;
export const decisionResponse = z.object({ decision: decisionSchema });
export const decisionParams = z.strictObject({ decision: idSchema });
export const undoneResponse = z.object({ group: sentenceGroupSchema.nullable() });

export const sentenceParams = z.strictObject({ sentence: idSchema });
/** `whole`: the conversation from its beginning to the sentence and what was answered, instead of some lines around it. */
export const contextQuery = z.strictObject({ whole: z.literal('true').optional() });
/** The lines around a sentence, as the desk shows them, without private data. `isIt`: the sentence itself. */
export const contextResponse = z.object({
  conversationId: z.string().nullable(),
  lines: z.array(z.object({ seq: z.number().int(), from: z.enum(['customer', 'bot', 'agent', 'system']), text: z.string(), isIt: z.boolean() })),
});
export type SentenceContext = z.infer<typeof contextResponse>;

/**
 * How far the queue is. `left`: open sentences; `waiting`: labelled, for the draft; `disputed`. `mine`: how many sentences this person labelled
 * today. `pairs` and `agreed`: of how many sentences two people said something, and the same; `guessed` and `right`: of how many labels the bot
 * had an intent, and the same one. Both of the last 30 days.
 */
export const progressResponse = z.object({
  edits: z.boolean(),
  left: z.number().int(),
  waiting: z.number().int(),
  disputed: z.number().int(),
  mine: z.number().int(),
  today: z.array(z.object({ name: z.string(), count: z.number().int() })),
  looking: z.array(z.object({ name: z.string(), text: z.string() })),
  agreement: z.object({ pairs: z.number().int(), agreed: z.number().int(), guessed: z.number().int(), right: z.number().int() }),
  planned: z.array(plannedIntentSchema),
  recent: z.array(decisionSchema),
});
export type ReviewProgress = z.infer<typeof progressResponse>;

/**
 * What became of a labelled sentence: `added` to the examples; `tested`: to the fixed test set instead; `duplicate`, `near`: the intent has this example, or
 * nearly; `in_test`: the test set has it; `elsewhere`: another intent has it, which a person has to settle; `masked`: private data was taken out of it;
 * `full`: the intent has as many examples as it may; `gone`: there is no such intent any more.
 */
export const outcomeSchema = z.enum(['added', 'tested', 'duplicate', 'near', 'in_test', 'elsewhere', 'masked', 'full', 'gone']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** `notes`: what did not become an example, and beside which example it stands. `left`: how many labelled sentences still wait. */
export const draftResponse = z.object({
  added: z.number().int(),
  tested: z.number().int(),
  intents: z.array(z.object({ id: z.string(), added: z.number().int(), isNew: z.boolean() })),
  notes: z.array(z.object({ text: z.string(), intent: z.string(), outcome: outcomeSchema, like: z.object({ intent: z.string(), text: z.string() }).optional() })),
  left: z.number().int(),
});
export type DraftReport = z.infer<typeof draftResponse>;

/** `opinions`: how many people have to say the same before a label counts. `testPercent`: of the labels, so many become test sentences, not examples. */
export const reviewSettingSchema = z.strictObject({ opinions: z.union([z.literal(1), z.literal(2)]), testPercent: z.union([z.literal(0), z.literal(20)]) });
export type ReviewSetting = z.infer<typeof reviewSettingSchema>;
