import type { CheckedLexicon, LexiconProblem } from '../../../contract/studio/lexicons.ts';

export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A finding in words. `names`: intent → display name. */
export function problemInWords({ kind, place, other, texts }: LexiconProblem, names: ReadonlyMap<string, string>, t: Translate): string {
  const nameOf = (id: string | undefined): string => (id === undefined ? '' : (names.get(id) ?? id));
  if (kind === 'apart') return t('lexicon.problem.apart', { place, own: nameOf(other), others: nameOf(texts[0]) });
  const feeling = kind === 'feels' && other !== undefined ? t(`emotion.${other}`) : (other ?? '');
  return [t(`lexicon.problem.${kind}`, { place, other: feeling }), ...texts].join(' ');
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
