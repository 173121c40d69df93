import { z } from 'zod';
import { dialogDocumentSchema, nameSchema, replySchema } from '../content/dialog.ts';
import { intentIdSchema } from '../content/intent.ts';
import { figuresSchema } from '../content/figures.ts';
import { LIMITS } from '../../base/limits.ts';
import { meaningSchema } from '../meaning.ts';
import { cardSchema, optionSchema } from '../message.ts';

/** One topic of the draft in the list, with how much of each it has. */
export const dialogSummarySchema = z.object({ id: nameSchema, name: z.string(), rev: z.number().int(), rules: z.number().int(), replies: z.number().int(), forms: z.number().int() });
export type DialogSummary = z.infer<typeof dialogSummarySchema>;
export const dialogsResponse = z.object({ edits: z.boolean(), dialogs: z.array(dialogSummarySchema) });

export const dialogParams = z.strictObject({ dialog: nameSchema });
export const dialogResponse = z.object({ edits: z.boolean(), document: dialogDocumentSchema });
export const saveDialogRequest = z.strictObject({ document: dialogDocumentSchema });

/** A new topic that answers one intent with a text, in three variants; rules, cases and forms come later. */
export const createDialogRequest = z.strictObject({ id: nameSchema, name: z.string().trim().min(1).max(20), intent: intentIdSchema, texts: replySchema.shape.text });
export type NewDialog = z.infer<typeof createDialogRequest>;

/** What a topic that went would leave: `problems` of others that need something of it, and intents that nothing would answer. */
export const dialogUsesResponse = z.object({ problems: z.array(z.object({ zh: z.string(), en: z.string() })), unanswered: z.array(z.object({ id: z.string(), name: z.string() })) });
export type DialogUses = z.infer<typeof dialogUsesResponse>;
export const removeDialogRequest = z.strictObject({ rev: z.number().int().positive() });

/** What the doctor says of the draft with this document in its place. `place`: reply, rule or form that it is about, where there is one. */
export const dialogProblemSchema = z.object({ severity: z.enum(['error', 'warning', 'note']), place: z.string().nullable(), zh: z.string(), en: z.string(), texts: z.array(z.string()) });
export type DialogProblem = z.infer<typeof dialogProblemSchema>;
export const dialogProblemsResponse = z.object({ problems: z.array(dialogProblemSchema) });

/** Figures with where they are named: figure → names of replies. `rev` changes with every change of the file. */
export const figuresDocumentSchema = z.strictObject({ rev: z.string().min(1).max(64), figures: figuresSchema });
export type FiguresDocument = z.infer<typeof figuresDocumentSchema>;
export const figuresResponse = z.object({ edits: z.boolean(), document: figuresDocumentSchema, uses: z.record(z.string(), z.array(z.string())) });
export const saveFiguresRequest = z.strictObject({ document: figuresDocumentSchema });

/**
 * A conversation that lives on the admin's page only. `state`: what the answer before said, as it was; `null` to begin. Without `text` the chat is
 * opened. `document`: a topic as it is being written, instead of the saved one.
 */
export const previewRequest = z.strictObject({ state: z.string().max(LIMITS.requestBytes).nullable(), queued: z.boolean(), text: z.string().min(1).max(LIMITS.messageLength).optional(), document: dialogDocumentSchema.optional() });
/** `because`: why the bot answers so; `template` and `variant`: which reply of which dialog it is. `ended`: nothing can be written any more. `at`: what the desk's clock shows, `2026-11-24 10:00`. */
export const previewResponse = z.object({
  replies: z.array(z.object({ text: z.string(), template: z.string(), variant: z.number().int(), options: z.array(optionSchema).optional(), card: cardSchema.optional() })),
  state: z.string(),
  queued: z.boolean(),
  ended: z.boolean(),
  meaning: meaningSchema.nullable(),
  because: z.array(z.string()),
  at: z.string(),
});
export type PreviewAnswer = z.infer<typeof previewResponse>;
