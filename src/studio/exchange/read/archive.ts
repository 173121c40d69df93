import { crc32 } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';

/** Smaller archives may be packed as tightly as they like. */
const RATIO_FROM_BYTES = 1_048_576;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

type Listed = { name: string; entry: Entry };

/**
 * The files of a zip archive whose names are wanted. Everything that the directory of the archive says is checked before the first byte is
 * unpacked, and counted again while unpacking, so that what it says falsely is found out, too. Nothing is ever written to a disk.
 * @throws JiedaError `import.archive_unsafe` with `reason` (`name`, `link`, `encrypted`), `import.too_large` with `what` (`entries`, `unpacked`,
 *   `ratio`) and `max`, `import.damaged`.
 */
export async function unpack(bytes: Buffer, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  const archive = await open(bytes);
  const listed = (await list(archive)).filter(({ name }) => !name.endsWith('/'));
  checkSizes(listed, bytes.length);
  const files = new Map<string, Buffer>();
  let unpacked = 0;
  for (const { name, entry } of listed.filter((one) => wanted(one.name))) {
    const content = await inflate(archive, entry, LIMITS.archiveBytes - unpacked);
    unpacked += content.length;
    files.set(name, content);
  }
  return files;
}

/** Whether bytes begin like a zip archive. */
export function isArchive(bytes: Buffer): boolean {
  return bytes.length > 3 && bytes.readUInt32LE(0) === 0x04034b50;
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are read as bytes, so that the check below is the only one that decides about them.
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }, (error, archive) => {
      if (error) reject(damaged(error));
      else resolve(archive);
    });
  });
}

function list(archive: ZipFile): Promise<Listed[]> {
  if (archive.entryCount > LIMITS.archiveEntries) throw new JiedaError('import.too_large', { what: 'entries', max: LIMITS.archiveEntries });
  return new Promise((resolve, reject) => {
    const listed: Listed[] = [];
    const names = new Set<string>();
    archive.on('error', (error) => reject(damaged(error)));
    archive.on('end', () => resolve(listed));
    archive.on('entry', (entry: Entry) => {
      try {
        const name = nameOf(entry);
        if (names.has(name)) throw new JiedaError('import.archive_unsafe', { reason: 'name', name });
        names.add(name);
        listed.push({ name, entry });
        archive.readEntry();
      } catch (error) {
        reject(error as Error);
      }
    });
    archive.readEntry();
  });
}

/** @throws JiedaError `import.archive_unsafe` for a name that leads out of the archive, a link, and what is encrypted. */
function nameOf(entry: Entry): string {
  const name = (entry.fileName as unknown as Buffer).toString('utf8');
  const refuse = (reason: string): never => {
    throw new JiedaError('import.archive_unsafe', { reason, name: name.slice(0, LIMITS.fileNameLength) });
  };
  // eslint-disable-next-line no-control-regex -- names with control characters are what is looked for
  if (name === '' || /[\u0000-\u001f\\]/.test(name) || /^(\/|[a-z]:)/i.test(name) || name.split('/').includes('..')) refuse('name');
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) refuse('link');
  if ((entry.generalPurposeBitFlag & 1) !== 0) refuse('encrypted');
  return name;
}

function checkSizes(listed: readonly Listed[], packed: number): void {
  const declared = listed.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (declared > LIMITS.archiveBytes) throw new JiedaError('import.too_large', { what: 'unpacked', max: LIMITS.archiveBytes });
  if (declared > RATIO_FROM_BYTES && declared > packed * LIMITS.archiveRatio) throw new JiedaError('import.too_large', { what: 'ratio', max: LIMITS.archiveRatio });
}

function inflate(archive: ZipFile, entry: Entry, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => {
      if (error) return reject(damaged(error));
      const pieces: Buffer[] = [];
      let length = 0;
      stream.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > bytesMax) stream.destroy(new JiedaError('import.too_large', { what: 'unpacked', max: LIMITS.archiveBytes }));
        else pieces.push(piece);
      });
      stream.on('error', (problem: Error) => reject(problem instanceof JiedaError ? problem : damaged(problem)));
      stream.on('end', () => resolve(Buffer.concat(pieces, length)));
    });
  });
}

function damaged(error: Error): JiedaError {
  return new JiedaError('import.damaged', { reason: 'archive' }, error);
}

/**
 * An archive of these files, without compression: what was checked is handed to libraries in this form, so that they read the same bytes as
 * we did, whatever else the original holds between its entries or says in its second set of headers.
 */
export function pack(files: ReadonlyMap<string, Buffer>): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name, 'utf8');
    const fields = sizes(content, title.length);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, title, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, place, title);
    pieces.push(local);
    offset += local.length;
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

/** What both headers of a stored file say alike: version 2.0, names in UTF-8, checksum, sizes. */
function sizes(content: Buffer, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}
