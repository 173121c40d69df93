import { deflateRawSync, crc32 } from 'node:zlib';

/** What the headers of an entry say; whatever a test does not choose is true. */
export type ArchiveEntry = { name: string | Buffer; content: Buffer | string; declared?: number; attributes?: number; flags?: number; stored?: boolean; localSize?: number };

/** A zip archive as its maker wants it, also one that lies. */
export function zip(entries: readonly ArchiveEntry[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared, attributes = 0, flags = 0x0800, stored = false, localSize } of entries) {
    const title = Buffer.isBuffer(name) ? name : Buffer.from(name, 'utf8');
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain);
    const fields = (size: number): Buffer => {
      const bytes = Buffer.alloc(26);
      bytes.writeUInt16LE(20, 0);
      bytes.writeUInt16LE(flags, 2);
      bytes.writeUInt16LE(stored ? 0 : 8, 4);
      bytes.writeUInt32LE(crc32(plain), 10);
      bytes.writeUInt32LE(packed.length, 14);
      bytes.writeUInt32LE(size, 18);
      bytes.writeUInt16LE(title.length, 22);
      return bytes;
    };
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields(localSize ?? plain.length), title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(attributes >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), fields(declared ?? plain.length), place, title);
    pieces.push(local);
    offset += local.length;
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The smallest workbook whose first sheet is this XML. */
export function workbook(sheetData: string, more: readonly ArchiveEntry[] = []): Buffer {
  return zip(workbookEntries(sheetData).concat(more));
}

export function workbookEntries(sheetData: string): ArchiveEntry[] {
  return [
    { name: '[Content_Types].xml', content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', content: `${XML}<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `${XML}<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>` },
    { name: 'xl/worksheets/sheet1.xml', content: `${XML}<worksheet><sheetData>${sheetData}</sheetData></worksheet>` },
  ];
}
