import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { JiedaError } from '../base/errors.ts';
import { MODEL_FORMAT } from './version.ts';

const ARRAYS = { i8: Int8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array } as const;
type Kind = keyof typeof ARRAYS;
export type PackedArray = Int8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

/** What a model file holds: plain data and named arrays of numbers. */
export type Pack = { header: unknown; arrays: Record<string, PackedArray> };

/** Largest model, inflated; a damaged or hostile file must not fill the memory. */
const INFLATED_BYTES = 256 * 2 ** 20;

const headSchema = z.strictObject({
  format: z.literal(MODEL_FORMAT),
  header: z.unknown(),
  arrays: z.array(z.strictObject({ name: z.string(), kind: z.enum(['i8', 'u16', 'u32', 'i32', 'f32']), length: z.number().int().nonnegative() })),
});

/** A better one takes seconds and saves a tenth. */
const LEVEL = 6;

const DIGEST_BYTES = 32;

/**
 * Layout: SHA-256 of the rest; the rest is deflated as a whole: length of the head in bytes (u32), head as JSON, then the arrays one
 * after another, little-endian, without gaps.
 * Equal packs give equal bytes: no times and no names of machines are in it.
 */
export function pack({ header, arrays }: Pack): Uint8Array {
  const entries = Object.entries(arrays);
  const head = Buffer.from(JSON.stringify({
    format: MODEL_FORMAT, header,
    arrays: entries.map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
  }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const bodies = entries.map(([, array]) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  const deflated = deflateSync(Buffer.concat([length, head, ...bodies]), { level: LEVEL });
  return new Uint8Array(Buffer.concat([digestOf(deflated), deflated]));
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/**
 * Reads what {@link pack} wrote. Only data: nothing in it is executed or looked up.
 * @throws JiedaError `release.damaged` for anything truncated, altered or of another format.
 */
export function unpack(bytes: Uint8Array): Pack {
  try {
    const deflated = bytes.subarray(DIGEST_BYTES);
    if (!digestOf(deflated).equals(bytes.subarray(0, DIGEST_BYTES))) throw new RangeError('the digest is another one');
    const inflated = inflateSync(deflated, { maxOutputLength: INFLATED_BYTES });
    const headEnd = 4 + inflated.readUInt32LE(0);
    const head = headSchema.parse(JSON.parse(inflated.toString('utf8', 4, headEnd)));
    const arrays: Record<string, PackedArray> = Object.create(null) as Record<string, PackedArray>;
    let at = headEnd;
    for (const { name, kind, length } of head.arrays) {
      const end = at + length * ARRAYS[kind].BYTES_PER_ELEMENT;
      if (end > inflated.length) throw new RangeError('the model ends early');
      // Copied, because the place in the file is not aligned.
      const copy = new Uint8Array(inflated.subarray(at, end));
      arrays[name] = new ARRAYS[kind](copy.buffer);
      at = end;
    }
    if (at !== inflated.length) throw new RangeError('the model is longer than it says');
    return { header: head.header, arrays };
  } catch (error) {
    throw new JiedaError('release.damaged', undefined, error);
  }
}

function kindOf(array: PackedArray): Kind {
  return (Object.keys(ARRAYS) as Kind[]).find((kind) => array instanceof ARRAYS[kind])!;
}
