import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node';
import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';
import { pack, unpack } from './archive.ts';
import { withinTable } from './table.ts';

const ATTRIBUTES = /^(?:\s+[\w:.-]+=(?:"[^"<>&]*"|'[^'<>&]*'))*\s*\/?$/;
const ADDRESS = /\s(?:[\w.-]+:)?r=["']([A-Z]{0,3})(\d{1,7})["']/g;

/**
 * The rows of the first sheet of a workbook, as text. Of a formula its last result is read, and never reckoned again.
 * @throws JiedaError `import.damaged`, and whatever {@link unpack} and {@link withinTable} refuse.
 */
export async function sheetRows(bytes: Buffer): Promise<string[][]> {
  const files = await unpack(bytes, (name) => name.endsWith('.xml') || name.endsWith('.rels'));
  for (const content of files.values()) checkMarkup(content.toString('utf8'));
  const rows = (await readFirst(pack(files))).map((row) => row.map(toText));
  for (const [index, cells] of rows.entries()) withinTable(cells, index + 1);
  return rows;
}

async function readFirst(workbook: Buffer): Promise<unknown[][]> {
  try {
    return (await readSheet(workbook, 1, { trim: false })) as unknown[][];
  } catch (error) {
    const reason = error instanceof InvalidSpreadsheetError || error instanceof InvalidInputError ? error.message : 'workbook';
    throw new JiedaError('import.damaged', { reason: reason.slice(0, LIMITS.reasonLength) }, error);
  }
}

/**
 * The library fills every row up to the last column and every gap between rows, so that one cell with a far address would take all memory. Every
 * tag of a row or cell is looked at as the library will read it; what is written so oddly that we might disagree is refused.
 */
function checkMarkup(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new JiedaError('import.damaged', { reason: 'doctype' });
  let rows = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const name = /^<([^\s/>]+)/.exec(xml.slice(at, at + 40))?.[1] ?? '';
    const local = name.slice(name.indexOf(':') + 1);
    if (local !== 'row' && local !== 'c') continue;
    const end = xml.indexOf('>', at);
    const attributes = xml.slice(at + 1 + name.length, end);
    if (end < 0 || !ATTRIBUTES.test(attributes)) throw new JiedaError('import.damaged', { reason: 'markup' });
    if (local === 'row') rows += 1;
    if (rows > LIMITS.importRows) throw new JiedaError('import.too_large', { what: 'rows', max: LIMITS.importRows });
    if (/[\s:]r=/.test(attributes)) checkAddress(attributes);
  }
}

function checkAddress(attributes: string): void {
  let found = 0;
  for (const [, letters, digits] of attributes.matchAll(ADDRESS)) {
    found += 1;
    const column = [...letters!].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
    if (column > LIMITS.importColumns) throw new JiedaError('import.too_large', { what: 'columns', max: LIMITS.importColumns });
    if (Number(digits) > LIMITS.importRows) throw new JiedaError('import.too_large', { what: 'rows', max: LIMITS.importRows });
  }
  if (found !== 1) throw new JiedaError('import.damaged', { reason: 'markup' });
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return String(value as string | number | boolean);
}
