import { JiedaError } from '../../../base/errors.ts';

/** The encodings that spreadsheets and chat systems of our customers write. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const SAMPLE_BYTES = 4_096;

/**
 * Which encoding bytes are in: what their mark says, then UTF-16 by its zeros, then UTF-8 if all of them are, and otherwise GB18030, which holds
 * GBK and GB2312. Reads everything once, a piece at a time.
 */
export async function encodingOf(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const piece of pieces) {
      const marked = first ? markOf(piece) : undefined;
      if (marked !== undefined) return marked;
      first = false;
      utf8.decode(piece, { stream: true });
    }
    utf8.decode();
    return 'utf-8';
  } catch (error) {
    if (isInvalid(error)) return 'gb18030';
    throw error;
  }
}

function markOf(piece: Buffer): Encoding | undefined {
  const [one, two, three] = piece;
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  if (one === 0xef && two === 0xbb && three === 0xbf) return 'utf-8';
  const sample = piece.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]! += 1;
  // Line ends, commas and digits have a zero as their high byte in UTF-16, few Chinese characters have one as their low byte, and no text has any
  // in the other encodings.
  if (zeros[0] === zeros[1]) return undefined;
  return zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be';
}

function isInvalid(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** Text, a piece at a time. @throws JiedaError `import.damaged` where bytes are no text of that encoding. */
export async function* decode(pieces: AsyncIterable<Buffer> | Iterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of pieces) yield decodePiece(decoder, piece);
  yield decodePiece(decoder);
}

function decodePiece(decoder: InstanceType<typeof TextDecoder>, piece?: Buffer): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    throw new JiedaError('import.damaged', { reason: 'encoding' }, error);
  }
}

/** All of a text at once. @throws JiedaError `import.damaged`. */
export async function decodeAll(bytes: Buffer): Promise<{ text: string; encoding: Encoding }> {
  const encoding = await encodingOf([bytes]);
  let text = '';
  for await (const piece of decode([bytes], encoding)) text += piece;
  return { text, encoding };
}
