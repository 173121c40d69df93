import { normalise, spanOnOriginal, type Normalised } from '../normalise.ts';

/**
 * A text without what was put between Chinese characters to hide a word: unit `i` of `text` is unit `places[i]` of the normalised text.
 * A line break stays, as `\n`, because it ends a clause.
 */
export type Compact = { text: string; normalised: Normalised; places: readonly number[] };

/** Marks that mean nothing between two Chinese characters. Commas and full stops do. */
const NOISE = new Set([...' *·.•_-~|/\\^`\'"=+#<>「」[](){}']);
/** A longer row is meant as a pause. */
const NOISE_MAX = 2;

export function compact(original: string): Compact {
  const normalised = normalise(original);
  const { text } = normalised;
  let kept = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfNoise(text, at);
    if (end === at) {
      kept += text[at]!;
      places.push(at);
      at += 1;
      continue;
    }
    const isBroken = breaksLine(normalised, at, end);
    const hides = !isBroken && end - at <= NOISE_MAX && isHan(text.charCodeAt(at - 1)) && isHan(text.charCodeAt(end));
    if (!hides) {
      kept += isBroken ? '\n' : text[at]!;
      places.push(at);
      for (let inner = at + 1; inner < end; inner++) {
        kept += text[inner]!;
        places.push(inner);
      }
    }
    at = end;
  }
  return { text: kept, normalised, places };
}

/** Where `[start, end)` of the compact text lies in the text as it was written. */
export function spanAsWritten({ normalised, places }: Compact, start: number, end: number): { start: number; end: number } {
  return spanOnOriginal(normalised, places[start] ?? normalised.text.length, (places[end - 1] ?? normalised.text.length - 1) + 1);
}

function isNoise(unit: string): boolean {
  return NOISE.has(unit) || /\p{M}/u.test(unit);
}

function endOfNoise(text: string, at: number): number {
  let end = at;
  while (end < text.length && isNoise(text[end]!)) end += 1;
  return end;
}

function breaksLine({ original, starts, ends }: Normalised, at: number, end: number): boolean {
  const newline = original.indexOf('\n', starts[at]);
  return newline >= 0 && newline < (ends[end - 1] ?? 0);
}

function isHan(code: number): boolean {
  return code >= 0x4e00 && code < 0xa000;
}
