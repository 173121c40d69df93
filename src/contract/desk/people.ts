import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { joinRequest, personSchema, roleSchema } from '../desk.ts';
import { membershipsSchema, teamSchema } from './team.ts';

export const personParams = z.strictObject({ id: z.string().min(1).max(64) });
const secretSchema = z.string().min(1).max(LIMITS.passwordLengthMax);

/** What an admin may do only if another one has granted it. `publish_below_gate`: let a release serve that the gate refuses. */
export const personRightSchema = z.enum(['publish_below_gate']);
export type PersonRight = z.infer<typeof personRightSchema>;

/** Somebody with an account, as admins see them. */
export const accountSchema = personSchema.extend({
  disabled: z.boolean(),
  online: z.boolean(),
  teams: membershipsSchema,
  /** Signs in with a second factor. */
  secondFactor: z.boolean(),
  rights: z.array(personRightSchema),
});
export type Account = z.infer<typeof accountSchema>;
export const accountsResponse = z.object({ persons: z.array(accountSchema), teams: z.array(teamSchema) });
export const accountResponse = z.object({ person: accountSchema });

export const changeAccountRequest = z.strictObject({
  name: joinRequest.shape.name,
  workerNumber: joinRequest.shape.workerNumber,
  role: roleSchema,
  teams: membershipsSchema,
  /** Absent: as they are. */
  rights: z.array(personRightSchema).max(personRightSchema.options.length).optional(),
});
export type AccountChange = z.infer<typeof changeAccountRequest>;

/** `path` belongs behind the address under which people reach the server. */
export const resetLinkResponse = z.object({ path: z.string(), expiresAt: z.string() });
export const resetPasswordRequest = z.strictObject({ token: z.string().min(20).max(100), password: joinRequest.shape.password });

/** What somebody sees of their own account. */
export const meResponse = z.object({
  person: personSchema,
  teams: z.array(teamSchema.extend({ level: z.number().int() })),
  secondFactor: z.boolean(),
  recoveryCodesLeft: z.number().int(),
});
export type Me = z.infer<typeof meResponse>;
export const changeMeRequest = z.strictObject({ name: joinRequest.shape.name });
export const changePasswordRequest = z.strictObject({ current: secretSchema, password: joinRequest.shape.password });
export const withPasswordRequest = z.strictObject({ password: secretSchema });

/** A second factor that is not confirmed yet: the secret as text, and the address that a QR code shows. */
export const totpResponse = z.object({ secret: z.string(), address: z.string() });
export const confirmTotpRequest = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
/** Shown this once; each opens the account once in place of a code. */
export const recoveryCodesResponse = z.object({ recoveryCodes: z.array(z.string()) });

/** A browser that is signed in. */
export const sessionSchema = z.object({ id: z.string(), current: z.boolean(), device: z.string(), address: z.string(), since: z.string(), seen: z.string() });
export type OwnSession = z.infer<typeof sessionSchema>;
export const sessionsResponse = z.object({ sessions: z.array(sessionSchema) });
