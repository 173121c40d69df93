import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { importChoicesSchema, importVerdictSchema, type Columns, type ImportChoices, type ImportLine, type ImportReport, type ImportResult } from '../../contract/studio/exchange.ts';
import type { DocumentChange } from '../../storage/content.ts';
import { audit } from '../../storage/audit.ts';
import { createPatterns } from '../../text/patterns.ts';
import { maskForLog } from '../../text/privacy.ts';
import { saveTogether } from '../content/save.ts';
import type { Author, Studio } from '../studio.ts';
import { compareDocuments } from './documents.ts';
import { examineLines, importedIntents, withLines, type Work } from './examine.ts';
import { isReserved } from './intentId.ts';
import { guessColumns, linesOfTable } from './read/columns.ts';
import type { Source, TableSource } from './read/source.ts';

/** A file that was read, and what it is called. */
export type Intake = { file: string; source: Source };
/** An import before it is carried out: its report, its lines, and what would be saved. */
export type Prepared = { report: ImportReport; lines: ImportLine[]; changes: DocumentChange[]; masked: number };

const EXAMPLES_MAX = 5_000;
/** Rows shown of a table whose columns are chosen. */
const SAMPLE_ROWS = 3;
const SAMPLE_LENGTH = 60;

/** No choice made yet. */
export const NO_CHOICES: ImportChoices = importChoicesSchema.parse({});

/**
 * What carrying out an import would do to the draft as it is now, changing nothing.
 * @throws JiedaError `import.column_missing` with `titles`, `import.empty`, `import.too_large` with `what: 'lines'`.
 */
export async function prepare(draft: ReleaseContent, { file, source }: Intake, choices: ImportChoices, work: Work = {}): Promise<Prepared> {
  const nothing = { file, format: source.format, columns: null, intents: [], documents: [], notes: [], verdicts: countVerdicts([]), lines: 0, taken: 0 };
  if (source.format === 'jieda') {
    const { documents, changes, masked } = compareDocuments(source, draft);
    return { report: { ...nothing, documents }, lines: [], changes, masked };
  }
  const columns = 'rows' in source ? columnsOf(source, draft, choices) : null;
  const { lines: all, notes } = 'rows' in source ? linesOfTable(source, columns!.chosen) : source;
  const read = all.filter(({ text, intent }) => text.trim() !== '' && intent !== '');
  if (columns !== null && (columns.chosen.text === null || columns.chosen.intent === null)) return { report: { ...nothing, columns, notes }, lines: [], changes: [], masked: 0 };
  if (read.length === 0) throw new JiedaError('import.empty');
  if (read.length > LIMITS.importLines) throw new JiedaError('import.too_large', { what: 'lines', max: LIMITS.importLines });
  const intents = importedIntents(read, draft, choices);
  const lines = await examineLines(read, draft, intents, choices, work);
  const changes = withLines(lines, draft, intents).map((document) => ({ kind: 'intent' as const, document }));
  const taken = lines.filter((line) => line.taken).length;
  const masked = lines.filter((line) => line.taken && line.verdict === 'private').length;
  return { report: { ...nothing, columns, intents, notes, verdicts: countVerdicts(lines), lines: lines.length, taken }, lines, changes, masked };
}

function columnsOf(source: TableSource, { intents }: ReleaseContent, choices: ImportChoices): { titles: string[]; samples: string[][]; chosen: Columns } {
  const names = new Set(intents.flatMap(({ id, name }) => [id, name]));
  const chosen = choices.columns ?? guessColumns(source, (name) => names.has(name));
  const width = Math.max(0, ...source.rows.slice(0, 20).map(({ cells }) => cells.length));
  const titles = Array.from({ length: width }, (_none, column) => (chosen.header ? (source.rows[0]?.cells[column] ?? '').slice(0, SAMPLE_LENGTH) : ''));
  const samples = source.rows.slice(chosen.header ? 1 : 0).slice(0, SAMPLE_ROWS).map(({ cells }) => titles.map((_title, column) => maskForLog(cells[column] ?? '').slice(0, SAMPLE_LENGTH)));
  return { titles, samples, chosen };
}

function countVerdicts(lines: readonly ImportLine[]): ImportReport['verdicts'] {
  const counts = Object.fromEntries(importVerdictSchema.options.map((verdict) => [verdict, 0])) as ImportReport['verdicts'];
  for (const { verdict } of lines) counts[verdict] += 1;
  return counts;
}

/**
 * Carries an import out, all or nothing: every document goes the way of the editor's, with its revision, its history and its line in the audit log.
 * @throws JiedaError `import.choice_missing` with `intents`, `import.column_missing`, `import.too_large` with `what: 'examples'` and `intent`,
 *   `content.conflict` where somebody saves one of the documents meanwhile, `content.invalid`, `content.read_only`; nothing is changed then.
 */
export async function carryOut(studio: Studio, by: Author, intake: Intake, choices: ImportChoices, work: Work = {}): Promise<ImportResult> {
  const draft = await studio.draft.readAll();
  const { report, changes, masked } = await prepare(draft, intake, choices, work);
  const { columns, intents } = report;
  if (columns !== null && (columns.chosen.text === null || columns.chosen.intent === null)) throw new JiedaError('import.column_missing', { titles: columns.titles });
  const open = intents.filter(({ known, choice, name }) => known === null && choice === null && !isReserved(name));
  if (open.length > 0) throw new JiedaError('import.choice_missing', { intents: open.map(({ name }) => name) });
  for (const { kind, document } of changes) {
    if (kind !== 'intent') continue;
    if (document.examples.length > EXAMPLES_MAX) throw new JiedaError('import.too_large', { what: 'examples', max: EXAMPLES_MAX, intent: document.id });
    createPatterns(document.rules.map(({ pattern }) => pattern));
  }
  const existing = { intent: new Map(draft.intents.map((one) => [one.id, one.examples.length])), dialog: new Map(draft.dialogs.map((one) => [one.id, 0])) };
  const taken = report.taken + report.documents.reduce((sum, { added }) => sum + added, 0);
  if (changes.length > 0) {
    await saveTogether(studio, by, changes, (database, at_ms) => audit(database, { at_ms, by: by.id, action: 'content.imported', on: null, from: by.address, details: { file: intake.file, format: report.format, documents: changes.length, examples: taken } }), work.signal);
  }
  return {
    taken,
    masked,
    documents: changes.map(({ kind, document }) => {
      const before = existing[kind].get(document.id);
      const added = kind === 'intent' ? (report.documents.find((one) => one.kind === kind && one.id === document.id)?.added ?? document.examples.length - (before ?? 0)) : 0;
      return { kind, id: document.id, name: document.name, created: before === undefined, added };
    }),
  };
}
