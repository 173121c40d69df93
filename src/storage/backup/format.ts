import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { JiedaError } from '../../base/errors.ts';

/** A later program may write more; what it writes then has a higher number. */
export const BACKUP_VERSION = 1;

/** First line: what it is, of which engine, with which migrations applied, and when (ISO). */
const headerSchema = z.object({ jieda: z.literal('backup'), version: z.number().int().positive(), engine: z.enum(['sqlite', 'postgres']), migrations: z.array(z.string()), at: z.string() });
/** Begins a table; its rows follow, a list of values each, in the order of the columns. */
const tableSchema = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
/** A file of the content folder. */
const fileSchema = z.union([z.strictObject({ file: z.string(), text: z.string() }), z.strictObject({ file: z.string(), base64: z.string() })]);
/** Last line: what came before it, counted, and the SHA-256 of all of it. */
const endSchema = z.strictObject({ end: z.literal(true), rows: z.record(z.string(), z.number().int()), files: z.number().int(), sha256: z.string() });
const rowSchema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), z.strictObject({ base64: z.string() })]));

export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupEnd = z.infer<typeof endSchema>;
export type BackupFile = { file: string; content: Buffer };
/** A value of a row, as both engines take it. */
export type BackupValue = string | number | boolean | null | Buffer;
/** One line of a backup, read. */
export type BackupLine = { type: 'table'; table: string; columns: string[] } | { type: 'row'; values: BackupValue[] } | { type: 'file'; file: BackupFile };

/** A value as a line holds it. */
export function toStored(value: unknown): unknown {
  // libsql hands out an ArrayBuffer, pg a Buffer.
  return typeof value === 'object' && value !== null ? { base64: Buffer.from(value as ArrayBuffer).toString('base64') } : value;
}

export function fileLine({ file, content }: BackupFile): object {
  const text = content.toString('utf8');
  return Buffer.from(text, 'utf8').equals(content) ? { file, text } : { file, base64: content.toString('base64') };
}

/** Lines as bytes, with a running checksum. */
export function lineWriter(): { line(value: unknown): string; sha256(): string } {
  const hash = createHash('sha256');
  return {
    line(value) {
      const line = `${JSON.stringify(value)}\n`;
      hash.update(line);
      return line;
    },
    sha256: () => hash.copy().digest('hex'),
  };
}

/**
 * Reads a backup from beginning to end. `header` is told before anything else. Whoever wants to know that it is whole reads it to its end.
 * @returns the last line, which has been compared with everything before it.
 * @throws JiedaError `backup.damaged`, `backup.newer`, and whatever `header` and `each` throw.
 */
export async function readBackup(path: string, header: (header: BackupHeader) => Promise<void> | void, each: (line: BackupLine) => Promise<void> | void): Promise<BackupEnd> {
  const hash = createHash('sha256');
  const counts: BackupEnd = { end: true, rows: {}, files: 0, sha256: '' };
  let table: string | null = null;
  let first = true;
  let end: BackupEnd | null = null;
  for await (const line of linesOf(path)) {
    if (end !== null) throw new JiedaError('backup.damaged', { reason: 'more after the end' });
    const value = parse(line);
    if (first) {
      await header(headerIn(value));
      first = false;
    } else {
      end = endIn(value, counts, hash);
      if (end !== null) continue;
      const read = lineIn(value);
      if (read.type === 'table') {
        table = read.table;
        counts.rows[table] = 0;
      } else if (read.type === 'file') counts.files += 1;
      else if (table === null) throw new JiedaError('backup.damaged', { reason: 'a row without a table' });
      else counts.rows[table]! += 1;
      await each(read);
    }
    hash.update(line).update('\n');
  }
  if (end === null) throw new JiedaError('backup.damaged', { reason: 'the end is missing' });
  return end;
}

function headerIn(value: unknown): BackupHeader {
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success) throw new JiedaError('backup.damaged', { reason: 'no backup' });
  if (parsed.data.version > BACKUP_VERSION) throw new JiedaError('backup.newer', { version: parsed.data.version });
  return parsed.data;
}

/** The last line, if this is it. @throws JiedaError `backup.damaged` where it tells of other things than were read. */
function endIn(value: unknown, counts: BackupEnd, hash: Hash): BackupEnd | null {
  const parsed = endSchema.safeParse(value);
  if (!parsed.success) return null;
  const read = JSON.stringify({ ...counts, sha256: hash.copy().digest('hex') });
  if (JSON.stringify(parsed.data) !== read) throw new JiedaError('backup.damaged', { reason: 'checksum' });
  return parsed.data;
}

function lineIn(value: unknown): BackupLine {
  const row = rowSchema.safeParse(value);
  if (row.success) return { type: 'row', values: row.data.map((one) => (typeof one === 'object' && one !== null ? Buffer.from(one.base64, 'base64') : one)) };
  const table = tableSchema.safeParse(value);
  if (table.success) return { type: 'table', ...table.data };
  const file = fileSchema.safeParse(value);
  if (!file.success) throw new JiedaError('backup.damaged', { reason: 'a line of no known kind' });
  return { type: 'file', file: { file: file.data.file, content: 'text' in file.data ? Buffer.from(file.data.text, 'utf8') : Buffer.from(file.data.base64, 'base64') } };
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (error) {
    throw new JiedaError('backup.damaged', { reason: 'a line is no JSON' }, error);
  }
}

/** Split at line feeds only: JSON may hold every other character that ends lines elsewhere. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let pieces: Buffer[] = [];
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
        yield Buffer.concat([...pieces, piece.subarray(from, at)]);
        pieces = [];
        from = at + 1;
      }
      if (from < piece.length) pieces.push(piece.subarray(from));
    }
    if (pieces.length > 0) yield Buffer.concat(pieces);
  } catch (error) {
    throw /^(Z_|ERR_ZLIB)/.test(String((error as NodeJS.ErrnoException).code)) ? new JiedaError('backup.damaged', { reason: 'gzip' }, error) : error;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}
