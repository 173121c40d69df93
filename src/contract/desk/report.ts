import { z } from 'zod';
import { languageInQuery } from '../query.ts';

export const reportBySchema = z.enum(['day', 'intent', 'team', 'agent']);
export type ReportBy = z.infer<typeof reportBySchema>;

const idSchema = z.string().min(1).max(64);
const DAYS_MAX = 366;
const DAY_MS = 86_400_000;

const reportShape = { from: z.iso.date(), to: z.iso.date(), by: reportBySchema.default('day'), intent: idSchema.optional(), team: idSchema.optional(), agent: idSchema.optional() };
const isPeriod = ({ from, to }: { from: string; to: string }): boolean => from <= to && (Date.parse(to) - Date.parse(from)) / DAY_MS < DAYS_MAX;
const PERIOD_WORDS = 'from must not be after to, nor a year before it';

/** Days of the desk's time zone, both included, at most a year; one intent, team or agent only. `none`: those that have none. */
export const reportQuery = z.strictObject(reportShape).refine(isPeriod, PERIOD_WORDS);
export type ReportQuery = z.infer<typeof reportQuery>;
/** The same as a workbook, in the words of a language; a link cannot ask for one in its headers. */
export const reportFileQuery = z.strictObject({ ...reportShape, language: languageInQuery }).refine(isPeriod, PERIOD_WORDS);

const count = z.number().int();
/** A share from 0 to 1; `null` where there is nothing to take a share of. */
const share = z.number().min(0).max(1).nullable();
const duration_ms = z.number().nonnegative().nullable();

/** What is said of some conversations that have ended. Every name is explained in `docs/reports.md` and on the page. */
export const figuresSchema = z.object({
  conversations: count,
  contained: share,
  escalated: share,
  resolved: share,
  /** Conversations that `resolved` counts, and whether some of them ended less than seven days ago. */
  resolvable: count,
  resolvedIsPreliminary: z.boolean(),
  served: count,
  wait_ms: duration_ms,
  firstReply_ms: duration_ms,
  reply_ms: duration_ms,
  handling_ms: duration_ms,
  firstKept: share,
  repliesKept: share,
  ratings: count,
  satisfied: share,
  score: z.number().nullable(),
  recommends: count,
  /** Net Promoter Score, from -100 to 100. */
  nps: z.number().min(-100).max(100).nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

export const reportResponse = z.object({
  figures: figuresSchema,
  /** Of as many days just before. */
  before: figuresSchema,
  /** By day every day of the period, in order; otherwise the largest first. `key` is empty for those that belong to none. */
  groups: z.array(z.object({ key: z.string(), name: z.string().nullable(), figures: figuresSchema })),
  /** Why conversations went to a person. */
  reasons: z.array(z.object({ reason: z.string(), conversations: count })),
  /** Tickets with a due time that were done in these days, whatever else is chosen. */
  tickets: z.object({ done: count, kept: share }),
  /** Forbidden phrases that were found in what agents wrote in these days, whatever else is chosen. */
  forbidden: count,
  intents: z.array(z.object({ id: z.string(), name: z.string() })),
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
  agents: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Report = z.infer<typeof reportResponse>;

/** The desk at this moment, for a screen on the wall. Instants are ISO strings. */
export const wallResponse = z.object({
  at: z.string(),
  queue: z.object({ waiting: count, longestSince: z.string().nullable(), teams: z.array(z.object({ id: z.string(), waiting: count })) }),
  agents: z.array(z.object({ id: z.string(), name: z.string(), workerNumber: z.string(), status: z.enum(['online', 'busy', 'away', 'offline']), load: count, capacity: count })),
  running: z.object({ bot: count, agent: count, calm: count, upset: count, angry: count }),
  /** What is about to break a limit or has broken it, the most urgent first. `first`: nobody has answered yet. */
  limits: z.array(z.object({ kind: z.enum(['first', 'reply', 'ticket']), id: z.string(), name: z.string(), agent: z.string().nullable(), dueAt: z.string() })),
  limitsTotal: count,
  today: z.object({ begun: count, ended: count, contained: share, waitingNow: count, firstReply_ms: duration_ms, satisfied: share, ratings: count }),
});
export type Wall = z.infer<typeof wallResponse>;
