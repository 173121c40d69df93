import { z } from 'zod';
import { intentIdSchema } from './intent.ts';
import { emotionSchema } from '../meaning.ts';
import { ticketKindSchema } from '../ticket.ts';
import { optionSchema } from '../message.ts';
import { handOverReasonSchema, handOverSchema, slotValueSchema } from '../dialogState.ts';

/** Names of slots, figures, word lists, steps and forms: lower-case words joined by `_`, never a name of Object.prototype. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
  .max(40)
  .refine((name) => !(name in Object.prototype), 'reserved name');

/** Names of replies: `topic.name`. */
export const replyNameSchema = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/).max(80);

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/**
 * A test of one slot or fact. `true`: it is known (and not false); `false`: it is not; a text, a number or a list: it is
 * one of these; `over` and `upTo` compare a number with a figure (sizes are compared in bytes) or with a number.
 */
export const slotTestSchema = z.union([
  z.boolean(),
  z.string(),
  z.number(),
  z.array(z.union([z.string(), z.number()])).min(1),
  z.strictObject({ over: z.union([nameSchema, z.number()]) }),
  z.strictObject({ upTo: z.union([nameSchema, z.number()]) }),
]);
export type SlotTest = z.infer<typeof slotTestSchema>;

/** When something applies: every part that is given must hold. */
export const conditionSchema = z.strictObject({
  emotion: oneOrMore(emotionSchema).optional(),
  customer: oneOrMore(z.enum(['anonymous', 'new', 'returning', 'vip'])).optional(),
  /** The customer waits for a person. */
  queued: z.boolean().optional(),
  /** The question that the bot's last line left open. */
  asked: oneOrMore(nameSchema).optional(),
  /** The topic before this message. */
  topic: oneOrMore(intentIdSchema).optional(),
  /** The message has a phrase of one of these word lists. */
  words: oneOrMore(nameSchema).optional(),
  /** The message has no phrase of any of these word lists. */
  without: oneOrMore(nameSchema).optional(),
  /** The message itself gives these slots. */
  gives: oneOrMore(nameSchema).optional(),
  /** The conversation has a ticket of one of these kinds. */
  ticket: oneOrMore(ticketKindSchema).optional(),
  /** The customer said that the matter is solved, and nothing has come up since. */
  solved: z.boolean().optional(),
  /** The rating was asked for already. */
  rated: z.boolean().optional(),
  /** The customer was angry the last time they wrote, and is not now. */
  calmed: z.boolean().optional(),
  /** This conversation goes on from an earlier one. */
  continued: z.boolean().optional(),
  slots: z.record(nameSchema, slotTestSchema).optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

/**
 * What the bot can learn from a message. `entities`: types of entities that fill it. `choices`: the values it may have, with
 * phrases that mean them (`asked`: only when the bot has asked). `digits` and `freeText` only count when the bot has asked, too: a run of
 * so many digits; any text up to this length.
 */
export const slotSchema = z.strictObject({
  label: z.string().min(1).max(20),
  entities: z.array(z.string()).default([]),
  choices: z
    .array(z.strictObject({ value: z.string().min(1), words: z.array(z.string().min(1)).default([]), asked: z.array(z.string().min(1)).default([]) }))
    .default([]),
  digits: z.tuple([z.number().int().positive(), z.number().int().positive()]).optional(),
  freeText: z.number().int().positive().max(500).optional(),
  /** Word list with which digits count although the bot has not asked. */
  namedBy: nameSchema.optional(),
  /** Word list that makes a text count although the bot has not asked: the clauses from the first one on that has a phrase of it. */
  capturedBy: nameSchema.optional(),
  /** Intents whose messages tell it as a whole, unless they are as short as a bare wish ("我要提建议"). */
  toldBy: oneOrMore(intentIdSchema).optional(),
  /** Word list of what customers call it when they correct it ("地址写错了"). */
  called: nameSchema.optional(),
  /** How long it is remembered: for the conversation or only in the form that runs. */
  keep: z.enum(['conversation', 'form']).default('conversation'),
  /** Word list without which it is no statement about the customer: then it serves this question only, unless the bot has asked. */
  claimedBy: nameSchema.optional(),
  /** The words of the customer are kept, not the normal form of what they name ("袜子", not "运动袜"). */
  asSaid: z.literal(true).optional(),
  /** Slot that takes the value which this one had before. */
  before: nameSchema.optional(),
  /** Field of the known customer that fills it from the start. */
  customer: z.literal('driveLevel').optional(),
});
export type Slot = z.infer<typeof slotSchema>;

const textSchema = z.string().min(1).max(300);

/** A quick reply inside a reply: an option, the name of a shared one, or either with a condition. */
const replyOptionSchema = z.union([nameSchema, optionSchema, z.strictObject({ option: nameSchema, when: conditionSchema })]);

/**
 * A reply. `text` has at least three variants; none is used twice running. The first of `cases` that holds takes their
 * place. Texts may name slots, facts and figures: `{{order_number}}`, `{{order_expected_at|day}}`, `{{figure:return_days}}`;
 * `[[…]]` is left out where a name in it is unknown.
 */
export const replySchema = z.strictObject({
  text: z.array(textSchema).min(3),
  cases: z.array(z.strictObject({ when: conditionSchema, text: z.array(textSchema).min(2) })).default([]),
  options: z.array(replyOptionSchema).max(6).default([]),
  /** The question that this reply leaves open (`solved`, `more`, `person`, …). */
  asks: nameSchema.optional(),
  /** `order`: the order just looked up; `ticket`: the ticket just recorded or looked up; `rating`: asks how satisfied the customer is. */
  card: z.enum(['order', 'ticket', 'rating']).optional(),
  /** What an agent reads that the bot did by this. */
  tried: z.string().max(80).optional(),
});
export type ReplyDefinition = z.infer<typeof replySchema>;

const handOverTarget = { reason: handOverReasonSchema, skill: handOverSchema.shape.skill.optional() };
const step = nameSchema;
const limit = z.number().int().min(1).max(5).default(2);

/** What is added to a ticket; `urgent` marks it so, `withdraw` takes it back, `contact` is the slot with a new contact. */
const noteSchema = z.strictObject({ text: textSchema, urgent: z.literal(true).optional(), withdraw: z.literal(true).optional(), contact: nameSchema.optional() });

/** A step of a form; a form waits for the customer at `ask`, `confirm` and `check`, for the shop at `lookUp`. */
export const stepSchema = z.discriminatedUnion('type', [
  /**
   * Asks for a slot unless it is known. `again`: the bare question, after something else was answered; `wrong`: a number of the wrong
   * length was given. `renew`: asks in any case, for another value. `marks`: word list that makes a message the answer to a free-text
   * question, whatever its intent. `solved`: where to go when the customer says that the matter is settled. `giveUp`: where to go after the
   * limit; without it a person takes over. `declined`: where to go when the customer does not want to tell.
   */
  z.strictObject({
    type: z.literal('ask'), slot: nameSchema, reply: replyNameSchema, again: replyNameSchema.optional(), retry: replyNameSchema,
    wrong: replyNameSchema.optional(), marks: nameSchema.optional(), renew: z.boolean().default(false), skipWhen: conditionSchema.optional(),
    limit, next: step, solved: step.optional(), giveUp: step.optional(), declined: step.optional(),
  }),
  /**
   * Restates what was learnt and has the customer confirm it. A correction is taken over and everything restated. `wrong`: asks what is wrong;
   * `retry`: asks for a yes or no. A no says what is wrong, or leads to `declined` where nothing is to be corrected.
   */
  z.strictObject({
    type: z.literal('confirm'), reply: replyNameSchema, retry: replyNameSchema, wrong: replyNameSchema.optional(), limit, next: step,
    declined: step.optional(), giveUp: step.optional(),
  }),
  /** Remembers a value, so that later steps know that they have been here. */
  z.strictObject({ type: z.literal('set'), slot: nameSchema, value: slotValueSchema, next: step }),
  /** Asks the shop for the order in `slot`. `saying` is said meanwhile. */
  z.strictObject({ type: z.literal('lookUp'), slot: nameSchema, saying: replyNameSchema, found: step, notFound: step, failed: step }),
  z.strictObject({ type: z.literal('say'), reply: replyNameSchema, next: step }),
  /**
   * Records a ticket. `content`, `reason` and `wish` are texts like those of replies; `contact` is the slot that holds it; `details` the slots
   * that people see with their labels. Afterwards `ticket_number`, `ticket_name` and `ticket_due` are known.
   */
  z.strictObject({
    type: z.literal('record'), kind: ticketKindSchema, content: textSchema, reason: textSchema.optional(), wish: textSchema.optional(),
    contact: nameSchema.optional(), details: z.array(nameSchema).default([]), urgentWhen: conditionSchema.optional(), next: step,
  }),
  /**
   * Looks for a ticket of this customer: the one whose number is in `slot`, or else the newest of these kinds that is not done, or the newest.
   * Then `ticket_number`, `ticket_kind`, `ticket_state`, `ticket_content`, `ticket_due`, `ticket_progress` and `ticket_result` are known.
   */
  z.strictObject({ type: z.literal('findTicket'), slot: nameSchema, kinds: z.array(ticketKindSchema).default([]), found: step, notFound: step }),
  /** Adds to the ticket that was just found. */
  z.strictObject({ type: z.literal('note'), ...noteSchema.shape, next: step }),
  z.strictObject({ type: z.literal('branch'), cases: z.array(z.strictObject({ when: conditionSchema, next: step })).min(1), else: step }),
  /**
   * Has the customer try something, and asks whether it helped. `retry`: the question again; `trying`: while they try; `stillWords`: a word
   * list that here means "it did not help"; `tried`: what an agent reads afterwards.
   */
  z.strictObject({
    type: z.literal('check'), reply: replyNameSchema, retry: replyNameSchema, trying: replyNameSchema, stillWords: nameSchema.optional(),
    tried: z.string().min(1).max(80), skipWhen: conditionSchema.optional(), limit, solved: step, still: step, giveUp: step.optional(),
  }),
  z.strictObject({ type: z.literal('handOver'), ...handOverTarget, reply: replyNameSchema }),
  /** `leaveQueue`: who waits for a person need not any more. */
  z.strictObject({ type: z.literal('end'), reply: replyNameSchema.optional(), leaveQueue: z.literal(true).optional() }),
]);
export type Step = z.infer<typeof stepSchema>;

/**
 * A form. `version` grows whenever its steps change, so that conversations in the old one notice. `name` is what a customer calls it. Without
 * `topic` the topic stays what it was.
 */
export const formSchema = z.strictObject({
  name: z.string().min(1).max(12),
  version: z.number().int().positive(),
  topic: intentIdSchema.optional(),
  start: step,
  steps: z.record(nameSchema, stepSchema),
});
export type Form = z.infer<typeof formSchema>;

/** What a rule does. Without `aside`, a running form is suspended; with it, the form asks its question again afterwards. */
export const thenSchema = z
  .strictObject({
    reply: oneOrMore(replyNameSchema).optional(),
    form: nameSchema.optional(),
    handOver: z.strictObject({ ...handOverTarget, reply: replyNameSchema }).optional(),
    leaveQueue: z.literal(true).optional(),
    /** Who waits for a person waits for this team from now on. */
    route: handOverSchema.shape.skill.optional(),
    /** What the message is about, where the words say it better than the classifier. */
    topic: intentIdSchema.optional(),
    /** A running form gives way, however sure the classifier is; it is set aside. */
    interrupts: z.literal(true).optional(),
    /** Go on with the form that was suspended last; `drop`: forget the running form and all suspended ones. */
    resume: z.literal(true).optional(),
    drop: z.literal(true).optional(),
    aside: z.literal(true).optional(),
    /** Slots that this question shall not take from memory. */
    forget: z.array(nameSchema).default([]),
    close: z.literal(true).optional(),
    /** The customer says that the matter is solved. */
    solved: z.literal(true).optional(),
    /** Adds this to the newest ticket of the conversation. */
    note: noteSchema.optional(),
  })
  .refine((then) => then.reply || then.form || then.handOver || then.resume, 'a rule must answer: reply, form, handOver or resume');
export type Then = z.infer<typeof thenSchema>;

/**
 * If the message has one of the intents (`*`: any) and `when` holds, then. Of several that apply, one that is `first` wins, then the one
 * with most conditions, then the upper one.
 */
export const ruleSchema = z.strictObject({
  first: z.literal(true).optional(),
  intents: z.array(z.union([intentIdSchema, z.literal('*')])).min(1),
  when: conditionSchema.default({}),
  then: thenSchema,
});
export type Rule = z.infer<typeof ruleSchema>;

/** A text for each situation: the first whose condition holds and whose names are all known. */
const lineSchema = z.strictObject({ when: conditionSchema.default({}), text: textSchema });

/** One file of `dialogs/`: a topic. Names are shared by all files, so that a topic can use the slots, words and replies of another. */
export const dialogDocumentSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1).max(20),
  rev: z.number().int().positive(),
  slots: z.record(nameSchema, slotSchema).default({}),
  /** Lists of phrases; `=…` means the whole message, without punctuation. */
  words: z.record(nameSchema, z.array(z.string().min(1).max(30)).min(1)).default({}),
  options: z.record(nameSchema, optionSchema).default({}),
  /** Pieces of sentences that replies use like facts: `{{salutation}}`. */
  phrases: z.record(nameSchema, z.array(lineSchema).min(1)).default({}),
  rules: z.array(ruleSchema).default([]),
  replies: z.record(replyNameSchema, replySchema).default({}),
  forms: z.record(nameSchema, formSchema).default({}),
  /** Intent (or `*` for any topic) → how an agent restates the problem. */
  problems: z.record(z.string(), z.array(lineSchema).min(1)).default({}),
});
export type DialogDocument = z.infer<typeof dialogDocumentSchema>;
