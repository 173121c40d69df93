/** What a picture is, judged by its bytes alone; edges in px. */
export type Picture = { type: 'image/png' | 'image/jpeg' | 'image/webp'; width: number; height: number };

/**
 * A complete PNG, JPEG or WebP file and nothing besides: its parts follow one another from the first byte to the last, so that what is
 * hung on behind the picture (an archive, a page) makes it none. `null` for everything else.
 */
export function pictureOf(content: Uint8Array): Picture | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return asPng(bytes) ?? asJpeg(bytes) ?? asWebp(bytes);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Chunks of length, name, data and checksum, from IHDR to IEND. */
function asPng(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 8).equals(PNG) || bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (name === 'IDAT') hasData = true;
    if (name !== 'IEND') continue;
    const isWhole = hasData && at + 12 === bytes.length && bytes.readUInt32BE(at) === 0;
    return isWhole ? sized('image/png', bytes.readUInt32BE(16), bytes.readUInt32BE(20)) : null;
  }
  return null;
}

/** Frames whose header says how large the picture is: all of SOF but tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segments of marker and length up to the first scan; the last two bytes end the picture. */
function asJpeg(bytes: Buffer): Picture | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return null;
  let frame: Picture | null = null;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] as number;
    if (marker === 0xda) return frame !== null && bytes.indexOf(END, at) === bytes.length - 2 ? frame : null;
    if (isFrame(marker)) frame = sized('image/jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
  }
  return null;
}

/** Within a scan 0xff is always followed by 0x00 or a restart, so that the first of these is the end. */
const END = Buffer.from([0xff, 0xd9]);

/** One RIFF file as long as it says, whose first chunk tells the size. */
function asWebp(bytes: Buffer): Picture | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  const length = bytes.readUInt32LE(4) + 8;
  if (length !== bytes.length) return null;
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return sized('image/webp', bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
  if (chunk === 'VP8L' && bytes[20] === 0x2f) {
    const packed = bytes.readUInt32LE(21);
    return sized('image/webp', (packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  const isKeyFrame = chunk === 'VP8 ' && bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a;
  return isKeyFrame ? sized('image/webp', bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff) : null;
}

function sized(type: Picture['type'], width: number, height: number): Picture | null {
  return width > 0 && height > 0 ? { type, width, height } : null;
}
