import { OUT_OF_SCOPE, type Meaning } from '../../contract/meaning.ts';
import type { Guess, SentenceReason, Worth } from '../../contract/studio/review.ts';
import type { GroupSums } from '../../storage/sentenceGroup.ts';

/** What happened afterwards says how wrong the bot may have been, however sure it was. */
const LEAST_DOUBT: Partial<Record<SentenceReason, number>> = { misunderstood: 0.95, unsolved: 0.7, handed_over: 0.7, clarified: 0.6, badly_rated: 0.6, returned: 0.6, unsure: 0.5, outside: 0.4 };
/** Nothing is so sure that a look at it teaches nothing. */
const DOUBT_MIN = 0.05;
/** The likeliest intent of what counts as outside was this likely at most, or it would have counted. */
const NEAR_INSIDE = 0.6;
/** After so long a sentence is worth half. */
const HALF_LIFE_MS = 30 * 86_400_000;
/** Two intents are close up to this difference of their probabilities. */
const CLOSE = 0.25;
/** A group that so many customers asked is common. */
const COMMON = 5;
const SURE = 0.7;
/** With fewer examples than this an intent has much to learn. */
const THIN = 60;

/** Whether the classifier was so unsure of an intent that a person had better look. */
export function isUnsure({ confidence, decidedBy }: Pick<Meaning, 'confidence' | 'decidedBy'>): boolean {
  return decidedBy === 'classifier' && confidence < SURE;
}

/** How unsure a meaning is, 0 to 1: the smaller the lead of the best intent, the more; what came of it counts as well. */
export function doubtOf(guess: Pick<Guess, 'intent' | 'confidence' | 'alternatives'>, reasons: readonly SentenceReason[]): number {
  const { best, second } = leaders(guess);
  const own = guess.intent === OUT_OF_SCOPE ? Math.min(1, best / NEAR_INSIDE) : 1 - (best - second);
  return Math.min(1, Math.max(DOUBT_MIN, own, ...reasons.map((reason) => LEAST_DOUBT[reason] ?? 0)));
}

/**
 * How much a label of a group teaches: doubt times how many asked it, halved each month since it was last said; as a logarithm with the month
 * added instead, so that it never has to be reckoned anew only because time has passed.
 */
export function valueOf({ open, frequency, doubt, lastSeen_ms }: GroupSums): number {
  return open === 0 ? 0 : Math.log2(Math.max(1, frequency)) + Math.log2(Math.max(DOUBT_MIN, doubt)) + lastSeen_ms / HALF_LIFE_MS;
}

/** Why a group is worth a label, for people; most telling first. `examplesOf`: how many examples an intent has. */
export function worthOf(frequency: number, guess: Guess, reasons: readonly SentenceReason[], examplesOf: (intent: string) => number): Worth[] {
  const { best, second, likeliest } = leaders(guess);
  const worth: Worth[] = [];
  if (frequency >= COMMON) worth.push('common');
  if (reasons.some((reason) => ['misunderstood', 'unsolved', 'handed_over', 'badly_rated', 'returned'].includes(reason))) worth.push('contradicted');
  else if (guess.intent === OUT_OF_SCOPE) worth.push('outside');
  else if (second > 0 && best - second <= CLOSE) worth.push('between');
  else worth.push(guess.confidence < SURE ? 'unsure' : 'sure');
  if (likeliest !== undefined && likeliest !== OUT_OF_SCOPE && examplesOf(likeliest) < THIN) worth.push('thin');
  return worth;
}

/** The two likeliest intents; of what counts as outside, those that it is closest to. */
function leaders({ intent, confidence, alternatives }: Pick<Guess, 'intent' | 'confidence' | 'alternatives'>): { best: number; second: number; likeliest: string | undefined } {
  const ranked = [...(intent === OUT_OF_SCOPE ? [] : [{ intent, confidence }]), ...alternatives].filter((one) => one.intent !== OUT_OF_SCOPE || intent !== OUT_OF_SCOPE);
  return { best: ranked[0]?.confidence ?? 0, second: ranked[1]?.confidence ?? 0, likeliest: ranked[0]?.intent };
}
