import { OUT_OF_SCOPE, type Meaning, type RankedIntent } from '../contract/meaning.ts';
import { normaliseLogarithms } from './classify.ts';
import type { Opinion } from './opinion.ts';
import type { Reading } from './reading.ts';
import type { Verdict } from './rules.ts';
import { bestOf, type Threshold } from './threshold.ts';
import type { Trained } from './training.ts';

export type Decision = Pick<Meaning, 'intent' | 'confidence' | 'alternatives' | 'decidedBy'> & { because: readonly string[] };

const ALTERNATIVES = 4;
/** Alternatives less likely than this are noise. */
const LEAST = 0.01;
/** Of what rules decide, rules are right about this often; they are only written where they are reliable. */
const RULE_CONFIDENCE = 0.98;

/** Turns opinion and rules into an intent. Not sure enough, or nothing to go by (no letter, no number): out of scope. */
export function createDecision({ labels }: Trained, threshold: Threshold): (opinion: Opinion, verdict: Verdict, reading: Reading) => Decision {
  return (opinion, verdict, { head, extracted }) => {
    if (!/[\p{L}\p{N}]/u.test(head) && extracted.found.length === 0) return outside(1, [], ['没有文字']);
    const scores = weighed(opinion.scores, labels, verdict);
    const ranked = rank(scores, labels);
    if (verdict.decided) {
      const { intent, because } = verdict.decided;
      return { intent, confidence: RULE_CONFIDENCE, alternatives: without(ranked, intent), decidedBy: 'rule', because: [because] };
    }
    const best = ranked[0];
    if (best === undefined || opinion.vector.numbers.length === 0) return outside(threshold.right, ranked, ['没有见过这些字词']);
    if (best.intent !== OUT_OF_SCOPE && best.confidence < threshold.confidence) return outside(threshold.right, ranked, ['没有把握']);
    return { ...best, alternatives: without(ranked, best.intent), decidedBy: 'classifier', because: verdict.because };
  };
}

function outside(confidence: number, ranked: RankedIntent[], because: string[]): Decision {
  return { intent: OUT_OF_SCOPE, confidence, alternatives: without(ranked, OUT_OF_SCOPE), decidedBy: 'outside', because };
}

function weighed(scores: Float64Array, labels: readonly string[], { forbidden, weights }: Verdict): Float64Array {
  if (forbidden.size === 0 && weights.size === 0) return scores;
  return normaliseLogarithms(scores.map((score, label) => (forbidden.has(labels[label]!) ? -Infinity : score + (weights.get(labels[label]!) ?? 0))));
}

/** The likeliest intents, likeliest first. */
function rank(scores: Float64Array, labels: readonly string[]): RankedIntent[] {
  const left = Float64Array.from(scores);
  const ranked: RankedIntent[] = [];
  for (let place = 0; place <= ALTERNATIVES; place++) {
    const best = bestOf(left);
    const confidence = Math.exp(left[best] ?? -Infinity);
    if (!(confidence >= LEAST)) break;
    ranked.push({ intent: labels[best]!, confidence: Math.min(1, confidence) });
    left[best] = -Infinity;
  }
  return ranked;
}

function without(ranked: readonly RankedIntent[], intent: string): RankedIntent[] {
  return ranked.filter((other) => other.intent !== intent).slice(0, ALTERNATIVES);
}
