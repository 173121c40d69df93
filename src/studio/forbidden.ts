import type { ForbiddenPhrase } from '../contract/content/forbidden.ts';
import { normalise } from '../text/normalise.ts';

/** The phrases that stand in a text, outside their exceptions. */
export function forbiddenIn(text: string, forbidden: readonly ForbiddenPhrase[]): ForbiddenPhrase[] {
  const plain = normalise(text).text;
  return forbidden.filter(({ phrase, unless }) => unless.reduce((left, longer) => left.replaceAll(longer, ' '), plain).includes(phrase));
}
