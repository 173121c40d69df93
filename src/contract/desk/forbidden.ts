import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { forbiddenEntryIdSchema, forbiddenEntrySchema, forbiddenFindingSchema, forbiddenKindSchema, forbiddenSeveritySchema } from '../content/forbidden.ts';

/** What became of it: the message was refused, was sent with it, or its writer took the replacement first. */
export const FORBIDDEN_OUTCOMES = ['refused', 'sent', 'replaced'] as const;
export const forbiddenOutcomeSchema = z.enum(FORBIDDEN_OUTCOMES);
export type ForbiddenOutcome = z.infer<typeof forbiddenOutcomeSchema>;

/** Why an agent sends it all the same, and which entries were replaced before. */
export const forbiddenReasonSchema = z.string().trim().min(2).max(LIMITS.reasonLength);
export const replacedEntriesSchema = z.array(forbiddenEntryIdSchema).max(LIMITS.replacedEntries);

export const checkForbiddenRequest = z.strictObject({ text: z.string().max(LIMITS.messageLength) });
export const checkForbiddenResponse = z.object({ findings: z.array(forbiddenFindingSchema) });

/** Tries an entry that is not saved yet; without one, everything that holds. */
export const tryForbiddenRequest = checkForbiddenRequest.extend({ entry: forbiddenEntrySchema.optional() });

/** `origin`: as it came with the program, changed here, or written here. `rev` 0: never changed. */
export const listedForbiddenSchema = z.object({ entry: forbiddenEntrySchema, origin: z.enum(['shipped', 'changed', 'own']), off: z.boolean(), rev: z.number().int().min(0) });
export type ListedForbidden = z.infer<typeof listedForbiddenSchema>;
export const forbiddenListResponse = z.object({ entries: z.array(listedForbiddenSchema) });

/** Saves an entry as it should be; `entry: null` goes back to the one that came with the program. `rev`: the number that was read. */
export const saveForbiddenRequest = z.strictObject({ rev: z.number().int().min(0), entry: forbiddenEntrySchema.nullable(), off: z.boolean() });
export const saveForbiddenResponse = listedForbiddenSchema;
export const forbiddenEntryParams = z.strictObject({ entry: forbiddenEntryIdSchema });

/** Both days count. */
export const forbiddenStatisticsQuery = z
  .strictObject({ from: z.iso.date(), to: z.iso.date(), person: z.string().min(1).max(64).optional(), kind: forbiddenKindSchema.optional() })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= LIMITS.statisticsDays * 86_400_000);
export type ForbiddenStatisticsQuery = z.infer<typeof forbiddenStatisticsQuery>;

const count = z.object({ kind: forbiddenKindSchema, outcome: forbiddenOutcomeSchema, count: z.number().int() });
const worker = z.object({ id: z.string(), name: z.string(), workerNumber: z.string() });
export const forbiddenStatisticsResponse = z.object({
  agents: z.array(z.object({ agent: worker, counts: z.array(count) })),
  days: z.array(z.object({ day: z.string(), counts: z.array(count) })),
  /** The newest first, without what was replaced. */
  examples: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      agent: worker,
      conversationId: z.string(),
      kind: forbiddenKindSchema,
      severity: forbiddenSeveritySchema,
      outcome: forbiddenOutcomeSchema,
      found: z.string(),
      excerpt: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ForbiddenStatistics = z.infer<typeof forbiddenStatisticsResponse>;
