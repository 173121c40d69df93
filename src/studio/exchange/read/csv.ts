import { parse, type CsvError } from 'csv-parse';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';
import { decode, encodingOf, type Encoding } from './encoding.ts';
import { withinTable } from './table.ts';

/** Bytes that can be read more than once, a piece at a time. */
export type Bytes = () => AsyncIterable<Buffer> | Iterable<Buffer>;

const PIECE_BYTES = 65_536;

/** Bytes in memory, a piece at a time, and between two of them whoever else waits gets their turn. */
export async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

const DELIMITERS = [',', '\t', ';', '|'];
const RECORD_LENGTH = LIMITS.importCellLength * 4;

/**
 * The rows of a CSV file, as they come: commas, tabs, semicolons or bars between cells, whichever its first line has most of. Cells are text,
 * whatever they look like.
 * @throws JiedaError `import.damaged` with `line`, `import.too_large` with `what` (`rows`, `columns`, `cell`).
 */
export async function* csvRows(bytes: Bytes): AsyncGenerator<{ line: number; cells: string[]; encoding: Encoding }> {
  const encoding = await encodingOf(bytes());
  const delimiter = await delimiterOf(bytes, encoding);
  const parser = parse({ delimiter, info: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_LENGTH });
  const text = Readable.from(decode(bytes(), encoding));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let count = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      count += 1;
      withinTable(record, count);
      yield { line: info.lines, cells: record, encoding };
    }
  } catch (error) {
    throw isCsvError(error) ? inWords(error) : error;
  } finally {
    text.destroy();
    parser.destroy();
  }
}

async function delimiterOf(bytes: Bytes, encoding: Encoding): Promise<string> {
  let head = '';
  for await (const piece of decode(bytes(), encoding)) {
    head += piece;
    if (/[\r\n]/.test(head.trimStart()) || head.length > RECORD_LENGTH) break;
  }
  const line = head.trimStart().split(/[\r\n]/)[0]!.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

function inWords(error: CsvError): JiedaError {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new JiedaError('import.too_large', { what: 'cell', max: LIMITS.importCellLength, line: error['lines'] as number }, error);
  return new JiedaError('import.damaged', { reason: 'csv', line: error['lines'] as number }, error);
}
