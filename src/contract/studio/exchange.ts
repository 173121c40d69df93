import { z } from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { intentIdSchema } from '../content/intent.ts';
import { emotionSchema } from '../meaning.ts';

/** The formats that are read. `jieda` is what we write ourselves. */
export const importFormatSchema = z.enum(['csv', 'xlsx', 'jieda', 'rasa', 'botpress', 'dialogflow']);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** What a file holds that is not imported, with how often: slots of Rasa, answers of Botpress, phrases in other languages … */
export const importNoteSchema = z.object({
  kind: z.enum(['annotations', 'synonyms', 'lookups', 'regexes', 'entities', 'answers', 'fallbacks', 'languages', 'noLabel', 'formulas']),
  count: z.number().int(),
});
export type ImportNote = z.infer<typeof importNoteSchema>;

/**
 * What a line would be. `new` and `near` (nearly an example there is) can be taken, `contradiction` (the same words stand under another intent)
 * and `private` only if they are asked for; `duplicate`, `repeated`, `tooLong` and `reserved` (an intent that cannot be called so) never are;
 * `undecided` waits for what becomes of its intent, and `leftOut` belongs to an intent that is left out.
 */
export const importVerdictSchema = z.enum(['new', 'near', 'contradiction', 'private', 'duplicate', 'repeated', 'tooLong', 'reserved', 'undecided', 'leftOut']);
export type ImportVerdict = z.infer<typeof importVerdictSchema>;

/** `at`: line of the file, or its place in another form. `intent`: as the file names it; `target`: the intent of the draft that it goes into. */
export const importLineSchema = z.object({
  at: z.string(),
  intent: z.string(),
  target: z.string().nullable(),
  text: z.string(),
  emotion: emotionSchema,
  verdict: importVerdictSchema,
  taken: z.boolean(),
  like: z.object({ intent: z.string(), text: z.string(), likeness: z.number() }).optional(),
});
export type ImportLine = z.infer<typeof importLineSchema>;

/** What becomes of an intent of the file: it is created under an id, put into one there is, or left out. */
export const intentChoiceSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('create'), id: intentIdSchema, name: z.string().min(1).max(20) }),
  z.strictObject({ as: z.literal('map'), id: intentIdSchema }),
  z.strictObject({ as: z.literal('skip') }),
]);
export type IntentChoice = z.infer<typeof intentChoiceSchema>;

/** Which column holds what, from 0; `header`: the first row names the columns. */
export const columnsSchema = z.strictObject({
  header: z.boolean(),
  text: z.number().int().min(0).max(LIMITS.importColumns).nullable(),
  intent: z.number().int().min(0).max(LIMITS.importColumns).nullable(),
  emotion: z.number().int().min(0).max(LIMITS.importColumns).nullable(),
});
export type Columns = z.infer<typeof columnsSchema>;

/** What somebody decides about an import. `intents`: for those of the file that are not in the draft, by the file's name of each. */
export const importChoicesSchema = z.strictObject({
  columns: columnsSchema.optional(),
  intents: z.array(z.tuple([z.string().max(500), intentChoiceSchema])).max(1_000).default([]),
  near: z.enum(['take', 'skip']).default('take'),
  contradictions: z.enum(['take', 'skip']).default('skip'),
  private: z.enum(['mask', 'skip']).default('mask'),
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

/** An intent that the file names: how many lines it has, and which of the draft it is. Where it is none, `choice` says what becomes of it. */
export const importedIntentSchema = z.object({
  name: z.string(),
  lines: z.number().int(),
  known: z.string().nullable(),
  choice: intentChoiceSchema.nullable(),
  /** Under which id it would be created; null where none can be made of the name. */
  id: z.string().nullable(),
});
export type ImportedIntent = z.infer<typeof importedIntentSchema>;

/** A document that is put in the place of one there is, or beside them; `same` ones are left alone. */
export const importedDocumentSchema = z.object({
  kind: z.enum(['intent', 'dialog']),
  id: z.string(),
  name: z.string(),
  change: z.enum(['same', 'changed', 'new']),
  added: z.number().int(),
  removed: z.number().int(),
});
export type ImportedDocument = z.infer<typeof importedDocumentSchema>;

/** An import before it is carried out. `verdicts` counts lines; `taken` is how many of them would be imported. */
export const importReportSchema = z.object({
  file: z.string(),
  format: importFormatSchema,
  columns: z.object({ titles: z.array(z.string()), samples: z.array(z.array(z.string())), chosen: columnsSchema }).nullable(),
  intents: z.array(importedIntentSchema),
  documents: z.array(importedDocumentSchema),
  notes: z.array(importNoteSchema),
  verdicts: z.record(importVerdictSchema, z.number().int()),
  lines: z.number().int(),
  taken: z.number().int(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** What an import did. */
export const importResultSchema = z.object({
  taken: z.number().int(),
  masked: z.number().int(),
  documents: z.array(z.object({ kind: z.enum(['intent', 'dialog']), id: z.string(), name: z.string(), created: z.boolean(), added: z.number().int() })),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** Which column of a chat log holds what, from 0. Without a column of speakers every line is a customer's. */
export const logColumnsSchema = z.strictObject({
  header: z.boolean(),
  text: z.number().int().min(0).max(LIMITS.importColumns).nullable(),
  speaker: z.number().int().min(0).max(LIMITS.importColumns).nullable(),
});
export type LogColumns = z.infer<typeof logColumnsSchema>;

/** A chat log before it is imported. `customers`: the speakers whose lines are taken; `sentences`: how many lines those are. */
export const logReportSchema = z.object({
  file: z.string(),
  titles: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  columns: logColumnsSchema,
  speakers: z.array(z.object({ name: z.string(), lines: z.number().int() })),
  customers: z.array(z.string()).nullable(),
  rows: z.number().int(),
  sentences: z.number().int(),
});
export type LogReport = z.infer<typeof logReportSchema>;

export const logChoicesSchema = z.strictObject({ columns: logColumnsSchema.optional(), customers: z.array(z.string().max(LIMITS.importCellLength)).max(1_000).optional() });
export type LogChoices = z.infer<typeof logChoicesSchema>;

export const importKindSchema = z.enum(['intents', 'log']);
export const newImportQuery = z.strictObject({ kind: importKindSchema, file: z.string().min(1).max(LIMITS.fileNameLength) });
export const importBytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0, 'the bytes of a file');
export const importParams = z.strictObject({ import: z.string().min(1).max(64) });
/** An import that waits for what is decided: one of the two, by its kind. */
export const importResponse = z.object({ import: z.string(), report: importReportSchema.nullable(), choices: importChoicesSchema.nullable(), log: logReportSchema.nullable() });
export type WaitingImport = z.infer<typeof importResponse>;
export const importLinesQuery = z.strictObject({ verdict: importVerdictSchema.optional(), intent: z.string().max(500).optional(), from: z.string().regex(/^\d{1,6}$/).default('0') });
export const importLinesResponse = z.object({ lines: z.array(importLineSchema), total: z.number().int() });
export const importChoicesRequest = z.strictObject({ intents: importChoicesSchema.optional(), log: logChoicesSchema.optional() });
export const importStartedResponse = z.object({ job: z.string() });
/** What reading a file came to: the import that waits. */
export const importReadSchema = z.object({ import: z.string() });

/** `intents` with their examples, `content`: intents and dialogs, `sentences` of customers that people gave a label. Formats that cannot hold it are refused. */
export const exportQuery = z.strictObject({ what: z.enum(['intents', 'content', 'sentences']).default('intents'), format: z.enum(['json', 'csv', 'xlsx', 'rasa']).default('json') })
  .refine(({ what, format }) => what === 'intents' || (what === 'content' ? format === 'json' : format === 'csv' || format === 'xlsx'), 'format');
export type ExportQuery = z.infer<typeof exportQuery>;
