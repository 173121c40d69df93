import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';

/** Teams that the dialogs hand over to; their ids are the skills of a hand-over. They stay, whatever they are called. */
export const SKILL_TEAMS: readonly string[] = ['shop', 'account', 'drive', 'telecom'];

export const teamNameSchema = z.string().trim().min(1).max(LIMITS.nameLength);
/** A skill group. `needed`: the dialogs hand over to it. */
export const teamSchema = z.object({ id: z.string(), name: z.string(), needed: z.boolean() });
export type Team = z.infer<typeof teamSchema>;

/** What somebody can do in a team: 1 helps out, 2 knows it, 3 knows it best. */
export const membershipSchema = z.strictObject({ team: z.string().min(1).max(64), level: z.number().int().min(1).max(3) });
export type Membership = z.infer<typeof membershipSchema>;
export const membershipsSchema = z
  .array(membershipSchema)
  .max(LIMITS.teamsMax)
  .refine((memberships) => new Set(memberships.map(({ team }) => team)).size === memberships.length);

export const teamParams = z.strictObject({ team: z.string().min(1).max(64) });
export const teamRequest = z.strictObject({ name: teamNameSchema });
export const teamResponse = z.object({ team: teamSchema });
export const teamsResponse = z.object({ teams: z.array(teamSchema) });
