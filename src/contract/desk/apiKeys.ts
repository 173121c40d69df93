import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { meaningSchema } from '../meaning.ts';

/** What the key of a program may open; which routes that are says `src/server/policy.ts`. A name never changes its meaning. */
export const SCOPES = ['understand', 'reports:read', 'conversations:read', 'content:read', 'content:write', 'releases:publish'] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** How every key begins, so that scanners for leaked secrets recognise it. */
export const API_KEY_PREFIX = 'jk_';

const idSchema = z.string().min(1).max(64).regex(/^[\w-]+$/);
export const apiKeyParams = z.strictObject({ key: idSchema });

/** `expiresInDays` null: it never runs out by itself. */
export const newApiKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.nameLength),
  scopes: z.array(scopeSchema).min(1).max(SCOPES.length).transform((scopes) => [...new Set(scopes)]),
  expiresInDays: z.number().int().min(1).max(LIMITS.apiKeyDays).nullable(),
});
export type NewApiKey = z.infer<typeof newApiKeyRequest>;

/** A key as admins see it; `prefix`: its first letters. Instants are ISO strings. */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  expiresAt: z.string().nullable(),
  usedAt: z.string().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeysResponse = z.object({ keys: z.array(apiKeySchema) });
/** `secret` is shown this once. */
export const newApiKeyResponse = z.object({ key: apiKeySchema, secret: z.string() });

/** A text as a customer writes it. */
export const understandTextRequest = z.strictObject({ text: z.string().min(1).max(LIMITS.messageLength) });
/** What `jieda classify --json` prints: `private` tells where private data stands. */
export const understandTextResponse = meaningSchema.omit({ decidedBy: true }).partial({ parts: true });
