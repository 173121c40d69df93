import { FORBIDDEN_KINDS, type ForbiddenKind } from '../../../contract/content/forbidden.ts';
import type { ForbiddenOutcome, ForbiddenStatistics } from '../../../contract/desk/forbidden.ts';

type Counts = ForbiddenStatistics['days'][number]['counts'];

/** How many of the outcomes there are, of one kind or of all. */
export function sumOf(counts: Counts, outcomes: readonly ForbiddenOutcome[], kind?: ForbiddenKind): number {
  return counts.reduce((sum, one) => sum + (outcomes.includes(one.outcome) && (kind === undefined || one.kind === kind) ? one.count : 0), 0);
}

/** The kinds that occur, the most frequent first. */
export function kindsIn(all: readonly Counts[]): ForbiddenKind[] {
  const total = (kind: ForbiddenKind): number => all.reduce((sum, counts) => sum + sumOf(counts, ['refused', 'sent'], kind), 0);
  return FORBIDDEN_KINDS.filter((kind) => total(kind) > 0).sort((a, b) => total(b) - total(a));
}

/** The day `days` before one, YYYY-MM-DD. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
