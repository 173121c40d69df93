import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';

/** @throws JiedaError `import.too_large` for a row that is one too many, has too many cells, or one that is too long. */
export function withinTable(cells: readonly string[], row: number): void {
  if (row > LIMITS.importRows) throw new JiedaError('import.too_large', { what: 'rows', max: LIMITS.importRows });
  if (cells.length > LIMITS.importColumns) throw new JiedaError('import.too_large', { what: 'columns', max: LIMITS.importColumns, line: row });
  if (cells.some(({ length }) => length > LIMITS.importCellLength)) throw new JiedaError('import.too_large', { what: 'cell', max: LIMITS.importCellLength, line: row });
}
