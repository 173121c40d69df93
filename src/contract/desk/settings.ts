import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { lookSchema, PLAIN_LOOK } from '../look.ts';
import { reviewSettingSchema } from '../studio/review.ts';
import { retentionSchema } from './customerData.ts';
import { qualityRulesSchema } from './quality.ts';

/** A time of day, HH:MM on the desk's clocks; `24:00` ends a day. */
const clockSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** A time in which people are at the desk, on one day: from `from` until just before `to`. */
export const spanSchema = z.strictObject({ from: clockSchema, to: clockSchema }).refine(({ from, to }) => from < to);
export type Span = z.infer<typeof spanSchema>;

/** The spans of one day, in order and apart from each other; none: closed all day. */
export const daySchema = z
  .array(spanSchema)
  .max(LIMITS.spansPerDay)
  .refine((spans) => spans.every(({ from }, index) => index === 0 || from >= (spans[index - 1] as Span).to));

/**
 * When people are at the desk. A day that stands in `days` counts as it says there; otherwise a public holiday as `holidays` says, a working
 * day that makes up for one as `makeUpDays` says (either `null`: as any such weekday), every other day as its weekday in `week`, Monday first.
 */
export const hoursSchema = z.strictObject({
  week: z.tuple([daySchema, daySchema, daySchema, daySchema, daySchema, daySchema, daySchema]),
  holidays: daySchema.nullable(),
  makeUpDays: daySchema.nullable(),
  days: z.array(z.strictObject({ date: z.iso.date(), spans: daySchema })).max(LIMITS.specialDays),
});
export type Hours = z.infer<typeof hoursSchema>;

/** `offer`: the desk offers each customer to an agent; `pick`: agents choose from the queue; `both`: it offers, and anybody may pick. */
export const routingSchema = z.strictObject({
  mode: z.enum(['offer', 'pick', 'both']),
  /** How long an offer stands before it goes to the next, seconds. */
  offer_s: z.number().int().min(5).max(300),
});

const waitSchema = z.number().int().min(10).max(86_400);

/** How soon a person answers, in seconds: for the first time after the hand-over, and each time afterwards; for a team otherwise where it says so. */
export const responseSchema = z.strictObject({
  first_s: waitSchema,
  next_s: waitSchema,
  teams: z.array(z.strictObject({ teamId: z.string().min(1).max(64), first_s: waitSchema, next_s: waitSchema })).max(LIMITS.teamsMax),
});
export type ResponseLimits = z.infer<typeof responseSchema>;

export const shadowSchema = z.strictObject({ release: z.number().int().positive().nullable(), share: z.number().min(0.01).max(1) });

const wantedShare = z.number().min(0).max(1).nullable();

/**
 * What a release has to reach before it may serve, each a share in [0, 1]; null: not asked for. `accuracy`: right intents of the test set, at
 * least; `falseAccepts`: sentences outside that are taken for an intent, at most; `conversations`: the written conversations pass; `worse`: sentences
 * of the test set that the live release understands and the new one does not, at most.
 */
export const gateSchema = z.strictObject({ accuracy: wantedShare, falseAccepts: wantedShare, conversations: z.boolean(), worse: wantedShare });
export type Gate = z.infer<typeof gateSchema>;

/**
 * What admins set for the whole desk, by name: its form, and what holds until somebody sets it. Stored as JSON; read through
 * `runtime.settings`. A name never changes its meaning.
 */
export const SETTINGS = {
  /** `null`: every day from figure `desk_opens` to `desk_closes`. */
  'desk.hours': { schema: hoursSchema.nullable(), initial: null },
  'desk.routing': { schema: routingSchema, initial: { mode: 'both', offer_s: 30 } },
  /** How many conversations an agent serves at once, where nothing else is set for them. */
  'desk.capacity': { schema: z.strictObject({ conversations: z.number().int().min(1).max(50) }), initial: { conversations: 5 } },
  /** Whether those who serve see what a customer is writing before it is sent. */
  'desk.typing': { schema: z.strictObject({ preview: z.boolean() }), initial: { preview: true } },
  /** Within how many seconds customers hear from a person. */
  'desk.response': { schema: responseSchema, initial: { first_s: 180, next_s: 120, teams: [] } },
  /** How long data is kept. */
  'data.retention': { schema: retentionSchema, initial: { conversations: null, tickets: null, files: null, sentences: null, audit: null, deliveries: 30 } },
  /** Which conversations supervisors are given to look at. */
  'quality.rules': { schema: qualityRulesSchema, initial: { samplePercent: 5, lowRating: 2, silence_s: 600 } },
  /** How labels of the review queue come to count. */
  'studio.review': { schema: reviewSettingSchema, initial: { opinions: 1, testPercent: 0 } },
  /** Which release listens beside the live one, and to what share of what customers say; none: null. */
  'studio.shadow': { schema: shadowSchema, initial: { release: null, share: 1 } },
  /** What a release has to reach before it may serve. */
  'studio.gate': { schema: gateSchema, initial: { accuracy: 0.85, falseAccepts: 0.2, conversations: true, worse: 0.03 } },
  /** How the widget looks on the sites that embed it. */
  'widget.look': { schema: lookSchema, initial: PLAIN_LOOK },
} as const satisfies Record<string, { schema: z.ZodType; initial: unknown }>;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<Name extends SettingName> = z.output<(typeof SETTINGS)[Name]['schema']>;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
export const settingNameSchema = z.enum(SETTING_NAMES as [SettingName, ...SettingName[]]);

/** Every setting with the number of its last change (0: never changed). `value` has the form that SETTINGS says. */
export const settingsResponse = z.object({ settings: z.array(z.object({ name: settingNameSchema, value: z.unknown(), rev: z.number().int() })) });
export type StoredSetting = z.infer<typeof settingsResponse>['settings'][number];

/** A change of what was read as number `rev`. */
export const changeSettingRequest = z.strictObject({ rev: z.number().int().min(0), value: z.unknown() });
