import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { intentIdSchema } from '../content/intent.ts';

/** One conversation of a file of conversation tests: its title and the line (from 1) at which it begins. */
export const scriptSummarySchema = z.object({ line: z.number().int(), title: z.string(), scenes: z.number().int(), lines: z.number().int() });
/** A line that cannot be read, and why (in Chinese, like the files). */
export const scriptProblemSchema = z.object({ line: z.number().int(), reason: z.string() });
export type ScriptProblem = z.infer<typeof scriptProblemSchema>;

/** `rev` changes with every change of the file. */
export const conversationFileSchema = z.object({ id: intentIdSchema, rev: z.string(), scripts: z.array(scriptSummarySchema), problems: z.array(scriptProblemSchema) });
export type ConversationFile = z.infer<typeof conversationFileSchema>;
export const conversationFilesResponse = z.object({ edits: z.boolean(), files: z.array(conversationFileSchema) });

export const conversationFileParams = z.strictObject({ file: intentIdSchema });
const textSchema = z.string().max(LIMITS.conversationFile);
export const conversationDocumentSchema = z.object({ rev: z.string(), content: z.string() });
export type ConversationDocument = z.infer<typeof conversationDocumentSchema>;
export const conversationDocumentResponse = z.object({ edits: z.boolean(), document: conversationDocumentSchema });
/** `rev` is `null` for a new file. */
export const saveConversationsRequest = z.strictObject({ rev: z.string().max(64).nullable(), content: textSchema });
export const removeConversationsRequest = z.strictObject({ rev: z.string().max(64) });

export const checkConversationsRequest = z.strictObject({ content: textSchema });
export const checkConversationsResponse = z.object({ scripts: z.array(scriptSummarySchema), problems: z.array(scriptProblemSchema) });
export type CheckedConversations = z.infer<typeof checkConversationsResponse>;

/** Plays one conversation of a file, all of a file, or all. */
export const runConversationsRequest = z.strictObject({ file: intentIdSchema.optional(), line: z.number().int().positive().optional() });
export const runConversationsResponse = z.object({ job: z.string() });

/** Where a conversation first goes otherwise: what was said, what was expected and what is so instead, what the bot said and why. */
export const firstDifferenceSchema = z.object({
  line: z.number().int(),
  text: z.string(),
  understood: z.string().nullable(),
  because: z.array(z.string()),
  replies: z.array(z.object({ template: z.string(), text: z.string() })),
  failures: z.array(z.object({ line: z.number().int(), expected: z.string(), got: z.string() })),
});
export const playedConversationSchema = z.object({
  file: z.string(), title: z.string(), scene: z.string(), line: z.number().int(), expectations: z.number().int(), failures: z.number().int(), first: firstDifferenceSchema.nullable(),
});
export type PlayedConversation = z.infer<typeof playedConversationSchema>;
/** What a job of kind `conversations` says. `revs`: file → revision that was played. `release`: whose model understood; the dialogs are the draft's. */
export const conversationsResultSchema = z.object({ release: z.number().int(), revs: z.record(z.string(), z.string()), passed: z.boolean(), results: z.array(playedConversationSchema) });
export type ConversationsResult = z.infer<typeof conversationsResultSchema>;
