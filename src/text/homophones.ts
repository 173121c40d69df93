import { pinyin } from 'pinyin-pro';
import { createLongestMatch } from './longest.ts';

/** A word that was mistyped, as it stands in the text and as it is understood: 块递 for 快递. */
export type Mistyped = { written: string; meant: string };

/** A text with its mistyped words replaced. Of the same length, so that spans stay what they are. */
export type Corrected = { text: string; mistyped: readonly Mistyped[] };

export type Correction = (normalised: string) => Corrected;

/** Whether two characters in a row are known, from whatever was learned. Those that are were written on purpose. */
export type KnownPair = (first: number, second: number) => boolean;

/** Longer words are looked for by their parts. */
const WORD_MAX = 6;
/** The first unit of the common Chinese characters, and the one after the last. */
const HAN_BEGIN = 0x4e00;
const HAN_END = 0xa000;

/**
 * Finds words that were typed with another character of the same sound, tones aside, as input methods offer it: a row of characters which
 * holds a pair that is not known, sounds like one of `words` and differs from it in one character. What stands in a word of ours already
 * is left alone. `words`: normalised; those of other than two to six Chinese characters are left out.
 */
export function createCorrection(words: Iterable<string>, isKnown: KnownPair): Correction {
  const soundOf = createSounds();
  const own = [...new Set(words)].filter((word) => word.length >= 2 && word.length <= WORD_MAX && isHan(word));
  const matchOwn = createLongestMatch(own.map((word) => [word, true] as const));
  const bySound = new Map<string, string[]>();
  for (const word of own) {
    const sounds = soundOf(word);
    const alike = bySound.get(sounds);
    if (alike) alike.push(word);
    else bySound.set(sounds, [word]);
  }

  function meantBy(written: string, sounds: string): string | undefined {
    return bySound.get(sounds)?.find((word) => differences(word, written) === 1);
  }

  return (text) => {
    const unknown = unknownPairs(text, isKnown);
    if (own.length === 0 || unknown.length === 0) return { text, mistyped: [] };
    const taken = placesOf(text, matchOwn);
    const sounds = soundOf(text);
    const mistyped: Mistyped[] = [];
    let corrected = '';
    let copied = 0;
    for (const pair of unknown) {
      const place = placeAround(text, pair, Math.max(copied, pair + 2 - WORD_MAX), taken, (start, end) => meantBy(text.slice(start, end), sounds.slice(start, end)));
      if (!place) continue;
      corrected += text.slice(copied, place.start) + place.meant;
      mistyped.push({ written: text.slice(place.start, place.end), meant: place.meant });
      copied = place.end;
    }
    return { text: corrected + text.slice(copied), mistyped };
  };
}

/** The longest row that holds the pair at `pair`, of equally long ones the first, and what is meant by it. */
function placeAround(
  text: string, pair: number, first: number, taken: Uint8Array, meantBy: (start: number, end: number) => string | undefined,
): { start: number; end: number; meant: string } | undefined {
  if (pair < first) return undefined;
  for (let length = WORD_MAX; length >= 2; length--) {
    for (let start = Math.max(first, pair + 2 - length); start <= pair; start++) {
      const end = start + length;
      if (end > text.length || taken.subarray(start, end).includes(1)) continue;
      const meant = meantBy(start, end);
      if (meant !== undefined) return { start, end, meant };
    }
  }
  return undefined;
}

/** Where two Chinese characters follow each other that are not known together. */
function unknownPairs(text: string, isKnown: KnownPair): number[] {
  const pairs: number[] = [];
  for (let at = 1; at < text.length; at++) {
    const first = text.charCodeAt(at - 1);
    const second = text.charCodeAt(at);
    if (isHanUnit(first) && isHanUnit(second) && !isKnown(first, second)) pairs.push(at - 1);
  }
  return pairs;
}

/** 1 for every unit that stands in a word of ours. */
function placesOf(text: string, matchOwn: ReturnType<typeof createLongestMatch<boolean>>): Uint8Array {
  const taken = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const found = matchOwn(text, at);
    if (found) taken.fill(1, at, at + found.word.length);
  }
  return taken;
}

function differences(one: string, other: string): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count += 1;
  return count;
}

function isHanUnit(code: number): boolean {
  return code >= HAN_BEGIN && code < HAN_END;
}

function isHan(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isHanUnit(text.charCodeAt(at))) return false;
  return true;
}

/** Writes a text as its sounds, a unit for each unit. A character is looked up when it is first met, and sounds as it does alone. */
export function createSounds(): (text: string) => string {
  const numbers = new Map<string, number>();
  const sounds = new Uint16Array(HAN_END - HAN_BEGIN);
  return (text) => {
    let written = '';
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (!isHanUnit(code)) {
        written += text[at]!;
        continue;
      }
      const known = sounds[code - HAN_BEGIN]!;
      if (known !== 0) written += String.fromCharCode(known);
      else {
        const sound = pinyin(text[at]!, { toneType: 'none' });
        const number = numbers.get(sound) ?? HAN_BEGIN + numbers.size;
        numbers.set(sound, number);
        sounds[code - HAN_BEGIN] = number;
        written += String.fromCharCode(number);
      }
    }
    return written;
  };
}
