import { Converter } from 'opencc-js/cn2t';
import { pinyin } from 'pinyin-pro';
import { seededRandom } from '../../../dist/base/random.js';

/** A character that fewer of the texts have is not what somebody types by mistake. */
const COMMON = 5;

const convert = Converter({ from: 'cn', to: 't' });

/** The text in traditional characters, as OpenCC writes them. */
export function toTraditional(text) {
  return convert(text);
}

export function withoutPunctuation(text) {
  return text.replace(/\p{P}/gu, '');
}

/**
 * Replaces one Chinese character of a text by another one that sounds like it but for the tone, as an input method offers it.
 * `texts`: where the characters that people use are taken from. A text without such a character stays as it is.
 */
export function createMistyping(texts, seed) {
  const random = seededRandom(seed);
  const homophones = homophonesIn(texts);
  return (text) => {
    const characters = [...text];
    const places = characters.flatMap((character, place) => (othersOf(homophones, character).length > 0 ? [place] : []));
    if (places.length === 0) return text;
    const place = places[random(places.length)];
    const others = othersOf(homophones, characters[place]);
    return characters.with(place, others[random(others.length)]).join('');
  };
}

function othersOf(homophones, character) {
  return (homophones.get(soundOf(character)) ?? []).filter((other) => other !== character);
}

function homophonesIn(texts) {
  const counts = new Map();
  for (const text of texts) for (const character of text) if (/\p{Script=Han}/u.test(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  const homophones = new Map();
  for (const [character, count] of counts) {
    if (count < COMMON) continue;
    homophones.set(soundOf(character), [...(homophones.get(soundOf(character)) ?? []), character]);
  }
  return homophones;
}

function soundOf(character) {
  return /\p{Script=Han}/u.test(character) ? pinyin(character, { toneType: 'none' }) : '';
}
