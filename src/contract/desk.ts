import { z } from 'zod';
import { LIMITS } from '../base/limits.ts';
import { handOverSchema } from './dialogState.ts';
import { emotionSchema, meaningSchema } from './meaning.ts';
import { conversationStateSchema, messageSchema, senderSchema } from './message.ts';
import type { ForbiddenFinding } from './content/forbidden.ts';
import { forbiddenReasonSchema, replacedEntriesSchema } from './desk/forbidden.ts';
import { membershipsSchema } from './desk/team.ts';
import { attentionSchema, filterShape, tagSchema } from './desk/work.ts';
import type { Offer } from './desk/routing.ts';
import { clientIdSchema } from './visitor.ts';

export const roleSchema = z.enum(['agent', 'supervisor', 'admin']);
export type Role = z.infer<typeof roleSchema>;

/** Somebody who works at the desk. */
export const personSchema = z.object({ id: z.string(), login: z.string(), name: z.string(), workerNumber: z.string(), role: roleSchema });
export type DeskPerson = z.infer<typeof personSchema>;

const loginSchema = z.string().min(2).max(LIMITS.nameLength).regex(/^[a-z0-9][a-z0-9._@-]*$/);
const passwordSchema = z.string().min(LIMITS.passwordLengthMin).max(LIMITS.passwordLengthMax);

/** `code`: of the authenticator, or a recovery code; needed where the account has a second factor. */
export const signInRequest = z.strictObject({
  login: z.string().min(1).max(LIMITS.nameLength),
  password: z.string().min(1).max(LIMITS.passwordLengthMax),
  code: z.string().min(1).max(LIMITS.nameLength).optional(),
});
export const signInResponse = z.object({ person: personSchema });

/** Whether a one-time link is still good, what it is for, and what it makes of its user. `name`: whose password a `reset` link sets. */
export const linkQuery = z.strictObject({ token: z.string().min(20).max(100) });
export const linkResponse = z.object({ kind: z.enum(['join', 'reset']), role: roleSchema, name: z.string().optional() });
export type Link = z.infer<typeof linkResponse>;

/** Stands inside sentences that we write to customers: nothing unseen in it that could turn or hide what stands beside it. */
const nameSchema = z.string().trim().min(1).max(LIMITS.nameLength).regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);

export const joinRequest = z.strictObject({
  token: z.string().min(20).max(100),
  login: loginSchema,
  name: nameSchema,
  workerNumber: z.string().regex(/^[0-9A-Za-z]{1,12}$/),
  password: passwordSchema,
});

export const inviteRequest = z.strictObject({ role: roleSchema, teams: membershipsSchema.default([]) });
/** `path` belongs behind the address under which people reach the server: `/desk#/join/<token>`. */
export const inviteResponse = z.object({ path: z.string(), expiresAt: z.string() });

/** The lists of the desk: waiting, mine, with anybody of the desk, with the bot and in need of a person's look, with the bot, ended. */
export const listSchema = z.enum(['queued', 'mine', 'served', 'attention', 'bot', 'closed']);
export type ListName = z.infer<typeof listSchema>;
/** `after`: where the next page begins, as `next` of the page before. */
export const listQuery = z.strictObject({ list: listSchema, after: z.string().max(100).optional(), ...filterShape });

/** One row of a list. Instants are ISO strings. `seq` grows with every message, so that a later row replaces an earlier one. */
export const rowSchema = z.object({
  id: z.string(),
  state: conversationStateSchema,
  seq: z.number().int(),
  customer: z.object({ name: z.string(), kind: z.enum(['anonymous', 'new', 'returning', 'vip']) }),
  agent: z.object({ id: z.string(), name: z.string(), workerNumber: z.string() }).optional(),
  /** Who takes part besides the agent, in the order in which they came. */
  colleagues: z.array(z.object({ id: z.string(), name: z.string(), workerNumber: z.string() })).optional(),
  /** To whom it is offered just now. */
  offeredTo: z.object({ id: z.string(), name: z.string(), workerNumber: z.string() }).optional(),
  /** The team that a colleague passed it on to. */
  teamId: z.string().optional(),
  /** Until when a person should have answered. */
  replyDueAt: z.string().optional(),
  emotion: emotionSchema,
  /** Why a person should look in while the bot serves. */
  attention: z.array(attentionSchema).optional(),
  tags: z.array(tagSchema).optional(),
  /** Why a person is wanted, if so. */
  reason: handOverSchema.shape.reason.optional(),
  skill: handOverSchema.shape.skill.optional(),
  /** While they wait: when they count as having come, which is earlier the more urgent it is. The queue is served in this order. */
  rankedAt: z.string().optional(),
  last: z.object({ from: senderSchema, text: z.string(), at: z.string(), by: z.object({ id: z.string(), name: z.string(), workerNumber: z.string() }).optional() }).optional(),
  openedAt: z.string(),
  queuedAt: z.string().optional(),
  updatedAt: z.string(),
});
export type ConversationRow = z.infer<typeof rowSchema>;
export type ListCounts = Record<ListName, number>;
/**
 * One page of a list. `next`: where the next one begins, `null` on the last. `total`: how many stand in the list, narrowed as it was asked for.
 * `counts`: how many stand in every list. `read`: how far whoever asks has read in these conversations.
 */
export const listResponse = z.object({
  conversations: z.array(rowSchema),
  next: z.string().nullable(),
  total: z.number().int(),
  counts: z.record(listSchema, z.number().int()),
  read: z.record(z.string(), z.number().int()),
});
export type ListAnswer = z.infer<typeof listResponse>;

/** A message as an agent sees it: with what the bot understood and why it answered so. */
export const deskMessageSchema = messageSchema.extend({
  /** The customer does not see it. */
  private: z.boolean().optional(),
  meaning: meaningSchema.optional(),
  explanation: z.object({ template: z.string(), variant: z.number().int(), reason: z.string(), release: z.number().int() }).optional(),
});
export type DeskMessage = z.infer<typeof deskMessageSchema>;

/** Everything that the conversation page needs at once. */
export const detailResponse = z.object({
  conversation: rowSchema.extend({
    page: z.string().optional(),
    /** How far the customer has read. */
    customerRead: z.number().int(),
    /** Whether a person has served it at any time. */
    served: z.boolean(),
    /** What the intents of the release that serves are called: id → name. */
    intentNames: z.record(z.string(), z.string()),
    /** The hand-over card; slots are named in words. */
    handOver: handOverSchema.omit({ slots: true, intent: true }).extend({
      intent: z.object({ id: z.string(), name: z.string() }).optional(),
      slots: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
      emotions: z.array(emotionSchema),
    }).optional(),
  }),
  messages: z.array(deskMessageSchema),
});
export type ConversationDetail = z.infer<typeof detailResponse>;
export const deskMessagesResponse = z.object({ messages: z.array(deskMessageSchema) });

/** `after`: the last line that the writer knew; refused as stale when a colleague has written to the customer since. */
export const answerRequest = z.strictObject({
  clientId: clientIdSchema,
  text: z.string().min(1).max(LIMITS.messageLength),
  after: z.number().int().nonnegative().optional(),
  reason: forbiddenReasonSchema.optional(),
  replaced: replacedEntriesSchema.optional(),
});
export const rowResponse = z.object({ conversation: rowSchema });

/** Lists that everybody sees; what a person serves stands in a list of their own. */
export const sharedListSchema = listSchema.exclude(['mine']);
export type SharedListName = z.infer<typeof sharedListSchema>;
export const LISTS_OF_ALL = sharedListSchema.options;

/**
 * Live push to the desk. `clock`: what time it is, once connected, by the clock that every instant here is reckoned by. `rows`: new or changed ones. Rows that may stand in another list than before come to every desk, others to those that show
 * a list in which they stand, to who serves them, and to who has them open. `counts`: the lengths of the lists that everybody sees have changed.
 * `messages`: new messages of the conversation that this client watches. `refresh`: something may have been missed; fetch again.
 */
export type DeskServerEvents = {
  clock: (at: string) => void;
  rows: (rows: ConversationRow[]) => void;
  counts: (counts: Record<SharedListName, number>) => void;
  messages: (conversationId: string, messages: DeskMessage[]) => void;
  /** The customer has read up to this line of the conversation that this client watches. */
  read: (conversationId: string, seq: number) => void;
  /** The customer is writing. `text`: what, so far, masked and cut; empty: not any more. */
  typing: (conversationId: string, text?: string) => void;
  /** What is offered to whoever is signed in here has changed. */
  offer: (offer: Offer | null) => void;
  /** An account, a team or a setting has changed; who shows them fetches them. */
  people: () => void;
  /** Somebody came, went, or takes conversations differently; who cares fetches it. */
  presence: (personId: string) => void;
  /** A ticket was recorded, or something happened to it; who cares fetches it. */
  ticket: (number: string) => void;
  /** Something on the wall may have changed, or a score; who shows it fetches it. */
  wall: () => void;
  reviews: () => void;
  refresh: () => void;
};
export type DeskClientEvents = {
  /** Which of the lists that everybody sees this client shows or keeps; until it says so, it is told of all. */
  watchLists: (request: { lists: SharedListName[] }, done: (answer: object) => void) => void;
  /** Receive messages of this conversation (and of no other); null stops. */
  watch: (request: { conversationId: string | null }) => void;
  typing: (request: { conversationId: string }) => void;
  /** Be told when the wall may have changed; supervisors only. */
  watchWall: (request: { watching: boolean }) => void;
  /** What in a text is not written to customers; a refusal is answered without `findings`. */
  checkText: (request: { text: string }, done: (answer: { findings?: ForbiddenFinding[] }) => void) => void;
};
