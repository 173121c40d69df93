import type { Expectation } from './script.ts';
import type { Check } from './outcome.ts';
import { MATTER_CHECKS } from './check/matter.ts';
import { OUTCOME_CHECKS } from './check/outcome.ts';
import { WORDS_CHECKS } from './check/words.ts';

/** A form that an expectation may have, and the check that it stands for. Making the check throws an Error for a name that does not exist. */
export type CheckForm = readonly [pattern: RegExp, make: (...groups: string[]) => Check];

const FORMS: readonly CheckForm[] = [...MATTER_CHECKS, ...WORDS_CHECKS, ...OUTCOME_CHECKS];

/**
 * Reads what follows `期望：`, items separated by `；`. `only`: the scenes in which they count.
 * @throws Error naming the item that is none.
 */
export function parseExpectations(line: number, text: string, only: string | null): Expectation[] {
  return splitItems(text).map((item) => ({ line, text: item, only, check: checkOf(item) }));
}

function checkOf(item: string): Check {
  for (const [pattern, make] of FORMS) {
    const match = pattern.exec(item);
    if (match) return make(...match.slice(1).map((group) => group ?? ''));
  }
  throw new Error(`看不懂的期望“${item}”`);
}

/** A semicolon between quotation marks belongs to what is quoted. */
function splitItems(text: string): string[] {
  const items = text.match(/(?:“[^”]*”|[^；;“])+/g) ?? [];
  const trimmed = items.map((item) => item.trim()).filter((item) => item !== '');
  if (trimmed.length === 0) throw new Error('“期望：”后面没有内容');
  return trimmed;
}
