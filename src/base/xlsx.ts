import writeExcelFile from 'write-excel-file/node';

/** What stands in a cell; a date is shown as the clock that it reads in UTC. */
export type Cell = string | number | Date | null;
/** `width`: in characters. `format`: as spreadsheets write it, such as `0.0%`. */
export type Column = { title: string; width: number; format?: string };
export type Sheet = { name: string; columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

/** What XML cannot hold and is left out; a file with one of them does not open. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
/** The longest text that a cell takes. */
const TEXT_MAX = 32_767;

/**
 * A sheet as an XLSX file: a head that stays in sight, numbers as numbers, texts as texts. Every text is typed as one, so that what begins
 * like a formula is only read, never run.
 */
export async function toXlsx({ name, columns, rows }: Sheet): Promise<Buffer> {
  const head = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => row.map((value, index) => cell(value, columns[index]?.format)));
  return writeExcelFile([head, ...body], { sheet: name, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }).toBuffer();
}

function cell(value: Cell, format: string | undefined) {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { value, type: Number, ...(format !== undefined && { format }) };
  if (value instanceof Date) return { value, type: Date, format: format ?? 'yyyy-mm-dd hh:mm:ss' };
  return { value: value.replace(UNWRITABLE, '').slice(0, TEXT_MAX), type: String };
}
