import { z } from 'zod';
import { ticketKindSchema, ticketNumberSchema } from './ticket.ts';

export const slotValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type SlotValue = z.infer<typeof slotValueSchema>;

/** A form that runs. `tries` counts the failed answers to the current step. */
export const runningFormSchema = z.object({
  form: z.string(),
  version: z.number().int().positive(),
  step: z.string(),
  slots: z.record(z.string(), slotValueSchema),
  tries: z.number().int().nonnegative(),
});
export type RunningForm = z.infer<typeof runningFormSchema>;

/** Why a conversation goes to a person; the desk shows it in words. */
export const handOverReasonSchema = z.enum(['asked', 'angry', 'misunderstood', 'unsolved', 'complaint', 'out_of_scope', 'fault']);
export type HandOverReason = z.infer<typeof handOverReasonSchema>;

/** What an agent has to know at a glance. Texts are Chinese, private data masked. */
export const handOverSchema = z.object({
  reason: handOverReasonSchema,
  /** The problem in one sentence, as an agent would restate it. */
  problem: z.string(),
  intent: z.string().nullable(),
  emotion: z.enum(['calm', 'upset', 'angry']),
  /** The team that should take it. */
  skill: z.enum(['shop', 'account', 'drive', 'telecom', 'common']),
  /** What the bot tried, oldest first. */
  tried: z.array(z.string()),
  slots: z.record(z.string(), slotValueSchema),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** Everything that the dialog remembers between two messages of one conversation; plain data, stored with it. */
export const dialogStateSchema = z.object({
  form: runningFormSchema.nullable(),
  /** Forms that were left for another topic, newest last; the bot offers to come back to them. */
  suspended: z.array(runningFormSchema),
  /** What the conversation knows, whichever form asked for it (`order_number`, `user_level`, …). */
  slots: z.record(z.string(), slotValueSchema),
  /** Intent of the last topic, so that a short follow-up finds it. */
  topic: z.string().nullable(),
  /** Misunderstandings in a row. */
  misunderstood: z.number().int().nonnegative(),
  /** The variant last used of each reply, so that none is repeated twice running. */
  lastVariants: z.record(z.string(), z.number().int().nonnegative()),
  /** What the bot tried, in words for an agent, oldest first. */
  tried: z.array(z.string()),
  greeted: z.boolean(),
  /** The question that the bot's last line left open (`solved`, `more`, `person`, `resume`), so that a bare yes or no is understood. */
  asked: z.string().nullable().default(null),
  /** What the customer last said about a matter (no yes, no, thanks), shortened and masked, for agents. */
  quote: z.string().nullable().default(null),
  /** The bot has offered to come back to the newest suspended form; it does not offer twice. */
  offered: z.boolean().default(false),
  /** The emotion of each customer message, oldest first. */
  emotions: z.array(z.enum(['calm', 'upset', 'angry'])),
  /** The tickets of this conversation and of those that it continues, oldest first. */
  tickets: z.array(z.object({ number: ticketNumberSchema, kind: ticketKindSchema })).default([]),
  /** The customer said that the matter is solved, and nothing has come up since; only then a rating is asked for. */
  solved: z.boolean().default(false),
  /** The rating was asked for. */
  ratingAsked: z.boolean().default(false),
  /** The bot has asked whether the customer is still there, and heard nothing since. */
  silenceAsked: z.boolean().default(false),
  /** When the customer was warned of abuse, ms since the epoch. */
  warnedAt_ms: z.number().int().nullable().default(null),
  /** Goes on from an earlier conversation, and the customer has not written in this one yet. */
  continued: z.boolean().default(false),
  /** What the bot thought the customer meant and asked them to confirm: the intent, the words and what they gave. */
  guess: z.object({ intent: z.string(), text: z.string(), slots: z.record(z.string(), slotValueSchema) }).nullable().default(null),
  /** Intents that the customer was asked about already, so that no question of this kind comes twice. */
  clarified: z.array(z.string()).default([]),
  /** Intents that the customer said they did not mean. */
  refused: z.array(z.string()).default([]),
  /** The texts of the buttons under the bot's last line, so that "the second one" is understood. */
  choices: z.array(z.string()).default([]),
  /** What agents read while the customer waits for them. */
  waiting: handOverSchema.nullable().default(null),
});
export type DialogState = z.infer<typeof dialogStateSchema>;

export const INITIAL_DIALOG_STATE: DialogState = {
  form: null,
  suspended: [],
  slots: {},
  topic: null,
  misunderstood: 0,
  lastVariants: {},
  tried: [],
  greeted: false,
  asked: null,
  quote: null,
  offered: false,
  emotions: [],
  tickets: [],
  solved: false,
  ratingAsked: false,
  silenceAsked: false,
  warnedAt_ms: null,
  continued: false,
  guess: null,
  clarified: [],
  refused: [],
  choices: [],
  waiting: null,
};
