import { stringify } from 'yaml';
import { toCsv } from '../../base/csv.ts';
import { dayOf } from '../../base/day.ts';
import { LIMITS } from '../../base/limits.ts';
import { toXlsx } from '../../base/xlsx.ts';
import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { ExportQuery } from '../../contract/studio/exchange.ts';
import { audit } from '../../storage/audit.ts';
import type { Storage } from '../../storage/driver.ts';
import { listLabelledAfter } from '../../storage/sentenceExport.ts';
import { formatDocument } from '../../storage/documentFormat.ts';
import type { Author, Studio } from '../studio.ts';
import { OURS, OURS_VERSION } from './read/ours.ts';

/** Sentences read at a time. */
const SENTENCES = 1_000;

export type ExportFile = { name: string; type: string; content: string | Buffer };

const TYPES = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  rasa: 'application/yaml; charset=utf-8',
} as const;
const EXTENSIONS = { json: 'json', csv: 'csv', xlsx: 'xlsx', rasa: 'yml' } as const;
/** What the columns are called, which an import knows, and how wide they are. */
const COLUMNS = [{ title: 'intent', width: 24 }, { title: 'name', width: 16 }, { title: 'text', width: 60 }, { title: 'emotion', width: 10 }];

/**
 * The content draft as a file, with a line in the audit log. JSON holds whole documents, so that importing it again changes nothing; tables and
 * Rasa's YAML hold the examples of the intents.
 */
export async function exportContent({ draft, storage, clock, timeZone }: Studio, by: Author, { what, format }: ExportQuery): Promise<ExportFile> {
  const { intents, dialogs } = await draft.readAll();
  const content = what === 'sentences' ? await sentencesOf(storage, format, intents) : await contentOf(format, intents, what === 'content' ? dialogs : []);
  const at_ms = clock.now_ms();
  await storage.transaction((database) => audit(database, { at_ms, by: by.id, action: 'export.made', on: 'content', from: by.address, details: { what, format } }));
  return { name: `jieda-${what}-${dayOf(at_ms, timeZone)}.${EXTENSIONS[format]}`, type: TYPES[format], content };
}

async function contentOf(format: ExportQuery['format'], intents: IntentDocument[], dialogs: DialogDocument[]): Promise<string | Buffer> {
  if (format === 'json') return formatDocument({ format: OURS, version: OURS_VERSION, intents, dialogs });
  if (format === 'rasa') return toRasa(intents);
  const rows = intents.flatMap(({ id, name, examples }) => examples.map(({ text, emotion }) => [id, name, text, emotion]));
  return format === 'csv' ? toCsv([COLUMNS.map(({ title }) => title), ...rows]) : toXlsx({ name: 'intents', columns: COLUMNS, rows });
}

async function sentencesOf({ read }: Storage, format: ExportQuery['format'], intents: readonly IntentDocument[]): Promise<string | Buffer> {
  const names = new Map(intents.map(({ id, name }) => [id, name]));
  const rows: (string | number)[][] = [];
  let after = '';
  for (;;) {
    const page = await listLabelledAfter(read, after, SENTENCES);
    rows.push(...page.map(({ text, intent, emotion, count }) => [intent, names.get(intent) ?? '', text, emotion, count]));
    if (page.length < SENTENCES || rows.length >= LIMITS.importRows) break;
    after = page.at(-1)!.id;
  }
  const columns = [...COLUMNS, { title: 'times', width: 8 }];
  return format === 'csv' ? toCsv([columns.map(({ title }) => title), ...rows]) : toXlsx({ name: 'sentences', columns, rows });
}

/** Training data of Rasa 3. Brackets that would be read as the mark of an entity are written full-width. */
function toRasa(intents: readonly IntentDocument[]): string {
  const plain = (text: string): string => text.replaceAll('[', '［').replaceAll(']', '］').replaceAll(/\s+/g, ' ');
  const nlu = intents.filter(({ examples }) => examples.length > 0).map(({ id, examples }) => ({ intent: id, examples: examples.map(({ text }) => `- ${plain(text)}\n`).join('') }));
  return stringify({ version: '3.1', nlu }, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
}
