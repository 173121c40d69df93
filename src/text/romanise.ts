import { pinyin } from 'pinyin-pro';

/** A text in Latin letters: the syllables of its Chinese characters without tones, and every run of Latin letters and digits, in lower case. */
export function romanise(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .flatMap((piece) => piece.normalize('NFKD').toLowerCase().split(/[^a-z0-9]+/))
    .filter((piece) => piece !== '');
}
