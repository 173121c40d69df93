import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Squared distance of colours that look the same. */
const ALIKE = 20;

/** The same picture with at most 256 colours, a third as large: pages have few, and what is left over goes to the nearest. */
export function smallPng(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [];
  // The most frequent first, and none that nobody could tell from one that is there: so that rare colours find room, too.
  for (const [pixel] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (palette.length < COLOURS && palette.every((other) => distance(other, pixel) > ALIKE)) palette.push(pixel);
  }
  const indexes = new Map(palette.map((pixel, index) => [pixel, index]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < pixels.length; at += 1) {
    let index = indexes.get(pixels[at]);
    if (index === undefined) indexes.set(pixels[at], (index = nearest(palette, pixels[at])));
    // Each row begins with its filter: none.
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = index;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((pixel) => [pixel >> 16, (pixel >> 8) & 255, pixel & 255]));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Pixels as 0xRRGGBB, row by row, of a picture as Chromium writes it: 8 bits, with or without opacity, not interlaced. */
function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const depth = png[25] === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const bytes = inflateSync(Buffer.concat(parts));
  const length = width * depth;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(length);
  for (let row = 0; row < height; row += 1) {
    const start = row * (length + 1);
    const line = unfiltered(bytes[start], bytes.subarray(start + 1, start + 1 + length), above, depth);
    for (let column = 0; column < width; column += 1) pixels[row * width + column] = (line[column * depth] << 16) | (line[column * depth + 1] << 8) | line[column * depth + 2];
    above = line;
  }
  return { width, height, pixels };
}

/** A row as it was before it was filtered: each byte says how it differs from what stands left, above, or both. */
function unfiltered(filter, bytes, above, depth) {
  const line = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const left = at < depth ? 0 : line[at - depth];
    const corner = at < depth ? 0 : above[at - depth];
    const guess = [0, left, above[at], (left + above[at]) >> 1, paeth(left, above[at], corner)][filter];
    line[at] = bytes[at] + guess;
  }
  return line;
}

function paeth(left, above, corner) {
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function nearest(palette, pixel) {
  let best = 0;
  for (let index = 1; index < palette.length; index += 1) if (distance(palette[index], pixel) < distance(palette[best], pixel)) best = index;
  return best;
}

function distance(a, b) {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The check sum of a chunk. Node.js has one of its own from 22 on. */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
