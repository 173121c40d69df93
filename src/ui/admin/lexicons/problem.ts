import type { CheckedLexicon, LexiconProblem } from '../../../contract/studio/lexicons.ts';
import { entityName } from './entityName.ts';

export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A finding in words. `names`: intent → display name. */
export function problemInWords({ kind, place, other, texts }: LexiconProblem, names: ReadonlyMap<string, string>, t: Translate, te: (key: string) => boolean): string {
  const nameOf = (id: string | undefined): string => (id === undefined ? '' : (names.get(id) ?? id));
  if (kind === 'apart') return t('lexicon.problem.apart', { place, own: nameOf(other), others: nameOf(texts[0]) });
  return [t(`lexicon.problem.${kind}`, { place, other: otherInWords(kind, other ?? '', t, te) }), ...texts].join(' ');
}

/** A feeling by its name; of a thing (`type · normal form`) the type by its name. */
function otherInWords(kind: LexiconProblem['kind'], other: string, t: Translate, te: (key: string) => boolean): string {
  if (kind === 'feels' || te(`emotion.${other}`)) return t(`emotion.${other}`);
  const [type = '', form] = other.split(' · ');
  return form === undefined ? other : `${entityName(type, t, te)} · ${form}`;
}

/** Findings by the word that they are about. */
export function byPlace(checked: CheckedLexicon | null): Map<string, LexiconProblem[]> {
  const found = new Map<string, LexiconProblem[]>();
  for (const problem of checked?.problems ?? []) found.set(problem.place, [...(found.get(problem.place) ?? []), problem]);
  return found;
}

/** The words of a line that somebody pasted or typed: separated by spaces, commas or 、. Latin phrases keep their spaces where other separators stand. */
export function wordsIn(line: string): string[] {
  const separator = /[,，、;；\t|]/.test(line) ? /[,，、;；\t|]/ : /\s+/;
  return [...new Set(line.split(separator).map((word) => word.trim()).filter((word) => word !== ''))];
}
