import { isInsideWord } from './letters.ts';
import { createLongestMatch } from './longest.ts';
import { normalise } from './normalise.ts';

/** A name of something known: `[start, end)` on the normalised text, its entity type and normal form. */
export type Named = { type: string; value: string; start: number; end: number };

/** Type → normal form → names. */
export type Names = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Finds known names, from left to right the longest at each place. A Latin name or a number is a name only as a whole word. */
export function createGazetteer(names: Names): (normalised: string) => Named[] {
  const match = createLongestMatch(namesOf(names).map(({ name, type, value }) => [name, { type, value }] as const));
  return (text) => {
    const found: Named[] = [];
    for (let at = 0; at < text.length; ) {
      const name = match(text, at);
      const end = at + (name?.word.length ?? 1);
      if (name && !isInsideWord(text, at) && !isInsideWord(text, end)) {
        found.push({ ...name.value, start: at, end });
        at = end;
      } else at += 1;
    }
    return found;
  };
}

/** Every name of the gazetteer, normalised, with its normal form, which is a name itself. */
export function namesOf(names: Names): { type: string; value: string; name: string }[] {
  return Object.entries(names).flatMap(([type, forms]) =>
    Object.entries(forms).flatMap(([value, variants]) => [value, ...variants].map((name) => ({ type, value, name: normalise(name).text }))),
  );
}
