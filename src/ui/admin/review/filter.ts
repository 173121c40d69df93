import type { LocationQuery } from 'vue-router';
import { LIMITS } from '../../../base/limits.ts';
import { sentenceFilterSchema, type SentenceFilter, type SentenceReason } from '../../../contract/studio/review.ts';
import type { Failure, Topic } from '../../../contract/studio/analytics.ts';

/** The filter that an address names; what has the wrong form counts as not there. */
export function filterOf(query: LocationQuery): SentenceFilter {
  const wanted = Object.fromEntries(Object.keys(sentenceFilterSchema.shape).flatMap((name) => (typeof query[name] === 'string' ? [[name, query[name]]] : [])));
  const parsed = sentenceFilterSchema.safeParse({ ...wanted, ...(wanted['days'] !== undefined && { days: Number(wanted['days']) }) });
  return parsed.success ? parsed.data : { state: 'open' };
}

/** A filter as the query of an address; what is usual is left out. */
export function queryOf({ state, days, ...rest }: SentenceFilter): Record<string, string> {
  const named = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...(state !== 'open' && { state }), ...Object.fromEntries(named), ...(days !== undefined && { days: String(days) }) };
}

const REASON_OF: Readonly<Record<Failure, SentenceReason>> = {
  outside: 'outside', clarified: 'clarified', misunderstood: 'misunderstood', unsure: 'unsure', handed_over: 'handed_over', low_rated: 'badly_rated', returned: 'returned',
};
const DAY_MS = 86_400_000;
const DAYS_MAX = 366;

/**
 * Where sentences that an analysis found wait in the queue. Those that were not understood are there without an intent. The queue knows days until
 * today only: from `from` (a date) on.
 */
export function queryOfFailure(failure: Failure, intent: string | null, from: string, now_ms: number): Record<string, string> {
  const days = Math.min(DAYS_MAX, Math.max(1, Math.ceil((now_ms - Date.parse(from)) / DAY_MS)));
  return queryOf({ state: 'open', reason: REASON_OF[failure], ...(intent !== null && failure !== 'outside' && { intent }), days });
}

/** Sentences in the queue that are about the same as a topic: those with its most telling word. */
export function queryOfTopic({ words, examples }: Topic): Record<string, string> {
  return queryOf({ state: 'open', words: (words[0] ?? examples[0] ?? '').slice(0, LIMITS.queueWords) });
}
