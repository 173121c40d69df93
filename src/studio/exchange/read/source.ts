import type { DialogDocument } from '../../../contract/content/dialog.ts';
import type { IntentDocument } from '../../../contract/content/intent.ts';
import type { Emotion } from '../../../contract/meaning.ts';
import type { ImportNote } from '../../../contract/studio/exchange.ts';

/** A sentence of a file. `at`: its line, or its place in another form; `intent`: as the file names it; `emotion` is null where it says none. */
export type ReadLine = { at: string; intent: string; text: string; emotion: Emotion | null };

/** Rows of a table, each with the line of the file where it ends. What its columns mean is decided later. */
export type TableSource = { format: 'csv' | 'xlsx'; rows: { line: number; cells: string[] }[] };
/** Sentences of another system. */
export type LineSource = { format: 'rasa' | 'botpress' | 'dialogflow'; lines: ReadLine[]; notes: ImportNote[] };
/** Whole documents, as we export them. */
export type DocumentSource = { format: 'jieda'; intents: IntentDocument[]; dialogs: DialogDocument[] };

/** What was read of a file, before anything is known of the draft that it goes into. */
export type Source = TableSource | LineSource | DocumentSource;

/** Notes in a fixed order, without those that count nothing. */
export function notesOf(counts: Partial<Record<ImportNote['kind'], number>>): ImportNote[] {
  return Object.entries(counts).filter(([, count]) => count > 0).map(([kind, count]) => ({ kind: kind as ImportNote['kind'], count }));
}
