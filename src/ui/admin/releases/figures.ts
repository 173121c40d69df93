import type { Measure } from '../../../contract/studio/evaluation.ts';
import { OUT_OF_SCOPE } from '../../../contract/meaning.ts';

/** A share as people read it; a dash for a share of nothing. */
export function percent(share: number | null | undefined, digits = 1): string {
  return share == null ? '—' : `${(share * 100).toFixed(digits)}%`;
}

/** The name of an intent; `outside` names what this desk does not answer. */
export function nameOf(names: Readonly<Record<string, string>>, id: string, outside: string): string {
  return names[id] ?? (id === OUT_OF_SCOPE ? outside : id);
}

/** The wrong pairs of a confusion matrix, the most frequent first. */
export function wrongPairs({ confusion }: Measure): Measure['confusion'] {
  return confusion.filter(({ expected, got }) => expected !== got).sort((a, b) => b.texts - a.texts || (a.expected + a.got < b.expected + b.got ? -1 : 1));
}
