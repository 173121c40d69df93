import { z } from 'zod';
import { LIMITS } from '../base/limits.ts';
import { clientIdSchema, conversationIdSchema } from './visitor.ts';

/** How a file is sent: its bytes are the body, what it is called stands in the address. */
export const sendFileQuery = z.strictObject({ clientId: clientIdSchema, name: z.string().min(1).max(LIMITS.fileNameLength) });
export const fileBytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'application/octet-stream');
export const fileParams = z.strictObject({ id: conversationIdSchema, key: z.string().min(1).max(100).regex(/^[\w-]+$/) });
