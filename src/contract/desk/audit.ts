import { z } from 'zod';
import { languageInQuery, wholeNumberInQuery } from '../query.ts';

/** Everything that leaves a line in the audit log. A code never changes its meaning; new ones are added at the end of their group. */
export const AUDIT_ACTIONS = [
  'session.signed_in',
  'session.refused',
  'session.signed_out',
  'session.ended',
  'account.invited',
  'account.joined',
  'account.changed',
  'account.disabled',
  'account.enabled',
  'account.password_changed',
  'account.reset_link',
  'account.password_reset',
  'account.totp_on',
  'account.totp_off',
  'account.totp_reset',
  'account.recovery_codes',
  'team.added',
  'team.changed',
  'team.removed',
  'setting.changed',
  'look.picture_added',
  'private.revealed',
  'conversation.taken_over',
  'conversation.whispered',
  'ticket.approved',
  'content.changed',
  'content.imported',
  'release.published',
  'release.rolled_back',
  'release.removed',
  'release.handed_over',
  'job.started',
  'job.cancelled',
  'export.made',
  'key.made',
  'key.revoked',
  'webhook.added',
  'webhook.changed',
  'webhook.removed',
  'webhook.secret_renewed',
  'webhook.paused',
  'webhook.sent_again',
  'data.deleted',
  'customer.exported',
  'customer.erased',
] as const;

export const auditActionSchema = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** What an audit line is asked for by. `before`: only lines before this number, so that the next page goes on from the last. */
export const auditQuery = z.strictObject({
  action: auditActionSchema.optional(),
  actor: z.string().min(1).max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: wholeNumberInQuery.optional(),
});
/** The same as a workbook, in the words of a language. */
export const auditFileQuery = auditQuery.extend({ language: languageInQuery });
export type AuditQuery = z.infer<typeof auditQuery>;

/** Who did what to what, when, and from where. Names are those of today. */
export const auditLineSchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({ id: z.string(), name: z.string(), workerNumber: z.string() }).nullable(),
  /** The program that did it with its key. */
  key: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The line was written by a command of the machine itself. */
  byCommand: z.boolean(),
  /** It happened by itself, when its time had come. */
  byClock: z.boolean(),
  action: auditActionSchema,
  subject: z.string().nullable(),
  /** The subject's name where it is a person, a team or a key. */
  subjectName: z.string().nullable(),
  address: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditLine = z.infer<typeof auditLineSchema>;

export const auditResponse = z.object({ lines: z.array(auditLineSchema), more: z.boolean() });
