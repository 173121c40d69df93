import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';

/** What somebody can set: takes conversations; is there, but takes none; is not at the desk. */
export const presenceStatusSchema = z.enum(['online', 'busy', 'away']);
export type PresenceStatus = z.infer<typeof presenceStatusSchema>;
/** And what colleagues see: `offline` is whose desk has been closed, or unreachable, for three minutes. */
export const presenceStateSchema = z.enum(['online', 'busy', 'away', 'offline']);
export type PresenceState = z.infer<typeof presenceStateSchema>;

/** `status` is what its person chose; `idle`: nobody has touched the desk for a while, or somebody does again. */
export const presenceRequest = z.union([z.strictObject({ status: presenceStatusSchema }), z.strictObject({ idle: z.boolean() })]);

/** Own state. `reason`: who set it: the person, or the desk (`idle`, `missed`: two offers were not answered). */
export const ownPresenceResponse = z.object({
  presence: z.object({ status: presenceStateSchema, reason: z.enum(['chosen', 'idle', 'missed']), load: z.number().int(), capacity: z.number().int() }),
});
export type OwnPresence = z.infer<typeof ownPresenceResponse>['presence'];

export const capacitySchema = z.number().int().min(1).max(50);
/** `null`: as many as the setting of the desk says. */
export const capacityRequest = z.strictObject({ capacity: capacitySchema.nullable() });

/**
 * A colleague as others see them: presence, how many conversations of how many, and teams (ids). `ownCapacity`: set for them alone; `null`
 * where the setting of the desk holds.
 */
export const colleagueSchema = z.object({
  id: z.string(),
  name: z.string(),
  workerNumber: z.string(),
  status: presenceStateSchema,
  load: z.number().int(),
  capacity: z.number().int(),
  ownCapacity: z.number().int().nullable(),
  teams: z.array(z.string()),
});
export type Colleague = z.infer<typeof colleagueSchema>;
/** `teams`: every team, and how many of it take conversations now. */
export const colleaguesResponse = z.object({
  colleagues: z.array(colleagueSchema),
  teams: z.array(z.object({ id: z.string(), name: z.string(), online: z.number().int() })),
});
export type TeamAtWork = z.infer<typeof colleaguesResponse>['teams'][number];

const noteSchema = z.string().trim().max(LIMITS.noteLength).default('');
const idSchema = z.string().min(1).max(64);
/** To whom a conversation is passed on: a colleague, or a team. */
export const transferRequest = z.union([z.strictObject({ personId: idSchema, note: noteSchema }), z.strictObject({ teamId: idSchema, note: noteSchema })]);
export type TransferRequest = z.infer<typeof transferRequest>;
export const inviteColleagueRequest = z.strictObject({ personId: idSchema });
export const whisperRequest = z.strictObject({ clientId: z.string().min(1).max(LIMITS.clientIdLength).regex(/^[\x21-\x7e]+$/), text: z.string().trim().min(1).max(LIMITS.noteLength) });

/**
 * A conversation that is offered to whoever asks. `left_ms`: how long the offer still stands, of `of_ms`; reckoned by the server, so that
 * the clock of the browser does not matter. `from` passed it on to them, with `note`.
 */
export const offerSchema = z.object({
  conversationId: z.string(),
  customer: z.object({ name: z.string(), kind: z.enum(['anonymous', 'new', 'returning', 'vip']) }),
  emotion: z.enum(['calm', 'upset', 'angry']),
  reason: z.string().optional(),
  problem: z.string().optional(),
  team: z.string().optional(),
  queuedAt: z.string().optional(),
  returning: z.boolean(),
  note: z.string().optional(),
  from: z.string().optional(),
  left_ms: z.number().int(),
  of_ms: z.number().int(),
});
export type Offer = z.infer<typeof offerSchema>;
export const offerResponse = z.object({ offer: offerSchema.nullable() });
