import { toIso } from '../../base/clock.ts';
import { toCsv } from '../../base/csv.ts';
import { shownAt } from '../../base/day.ts';
import type { Language } from '../../base/errors.ts';
import { toXlsx } from '../../base/xlsx.ts';

export type ExportFormat = 'csv' | 'xlsx';
/** What stands in a cell; an instant is shown by the desk's clocks. */
type Value = string | number | { at_ms: number } | null;
/** `name`: for programs, in CSV files; `title`: for people, in workbooks. `width`: in characters; `format`: of numbers, as spreadsheets write it. */
type Column = { name: string; title: Record<Language, string>; width: number; format?: string };

/** Lines that leave the desk as a file, called `name` and its ending; `title`: what the sheet is called. */
export type Export = { name: string; title: Record<Language, string>; columns: readonly Column[]; rows: readonly (readonly Value[])[] };
export type ExportedFile = { name: string; type: string; content: string | Buffer };

/** CSV with names for programs, ISO instants; or a workbook in the words of a language. Neither runs what was written into a cell. */
export async function fileOf({ name, title, columns, rows }: Export, format: ExportFormat, language: Language, timeZone: string): Promise<ExportedFile> {
  if (format === 'csv') {
    const lines = rows.map((row) => row.map((value) => (isInstant(value) ? toIso(value.at_ms) : value)));
    return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', content: toCsv([columns.map((column) => column.name), ...lines]) };
  }
  const content = await toXlsx({
    name: title[language],
    columns: columns.map(({ title: words, width, format: shape }) => ({ title: words[language], width, ...(shape !== undefined && { format: shape }) })),
    rows: rows.map((row) => row.map((value) => (isInstant(value) ? new Date(shownAt(value.at_ms, timeZone)) : value))),
  });
  return { name: `${name}.xlsx`, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content };
}

function isInstant(value: Value): value is { at_ms: number } {
  return typeof value === 'object' && value !== null;
}
