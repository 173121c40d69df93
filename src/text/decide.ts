import type { Caution } from '../contract/content/caution.ts';
import { OUT_OF_SCOPE, type Meaning, type RankedIntent } from '../contract/meaning.ts';
import { normaliseLogarithms } from './classify.ts';
import type { Opinion } from './opinion.ts';
import type { Verdict } from './rules.ts';
import type { Threshold } from './threshold.ts';

export type Decision = Pick<Meaning, 'intent' | 'confidence' | 'alternatives' | 'decidedBy'> & { because: readonly string[] };

/** What there is to go by: no letter and no number at all (`nothing`), no feature that training has seen (`unknown`), or something. */
export type Basis = 'nothing' | 'unknown' | 'known';

const ALTERNATIVES = 4;
/** Alternatives less likely than this are noise. */
const LEAST = 0.01;
/** How many times as bad an answer to a question that is not ours is as a question back. */
const WORSE: Readonly<Record<Caution, number>> = { bold: 1, normal: 1.3, careful: 3 };
/** Of what rules decide, rules are right about this often; they are only written where they are reliable. */
const RULE_CONFIDENCE = 0.98;

/** Turns opinion and rules into an intent. Not sure enough, or nothing to go by: out of scope. */
export function createDecision(labels: readonly string[], threshold: Threshold, caution: Caution = 'normal'): (opinion: Pick<Opinion, 'scores' | 'sureness'>, verdict: Verdict, basis: Basis) => Decision {
  return ({ scores, sureness }, verdict, basis) => {
    if (basis === 'nothing') return outside(1, [], '没有文字');
    const ranked = rank(weighed(scores, labels, verdict), labels);
    if (verdict.decided) {
      const { intent, because } = verdict.decided;
      return { intent, confidence: RULE_CONFIDENCE, alternatives: without(ranked, intent), decidedBy: 'rule', because: [because] };
    }
    const best = cautious(ranked, WORSE[caution]);
    if (best === undefined || basis === 'unknown') return outside(threshold.right, ranked, '没有见过这些字词');
    const sure = Math.exp((sureness[labels.indexOf(best.intent)] ?? -Infinity) + (verdict.weights.get(best.intent) ?? 0));
    if (best.intent !== OUT_OF_SCOPE && sure < threshold.sureness) return outside(threshold.right, ranked, '没有把握');
    return { ...best, alternatives: without(ranked, best.intent), decidedBy: 'classifier', because: verdict.because };
  };
}

/** The likeliest intent, or outside where that is nearly as likely. */
function cautious(ranked: readonly RankedIntent[], worse: number): RankedIntent | undefined {
  const outside = ranked.find(({ intent }) => intent === OUT_OF_SCOPE);
  const best = ranked[0];
  return outside && best && outside.confidence * worse >= best.confidence ? outside : best;
}

function outside(confidence: number, ranked: RankedIntent[], because: string): Decision {
  return { intent: OUT_OF_SCOPE, confidence, alternatives: without(ranked, OUT_OF_SCOPE), decidedBy: 'outside', because: [because] };
}

function weighed(scores: Float64Array, labels: readonly string[], { forbidden, weights }: Verdict): Float64Array {
  if (forbidden.size === 0 && weights.size === 0) return scores;
  return normaliseLogarithms(scores.map((score, label) => (forbidden.has(labels[label]!) ? -Infinity : score + (weights.get(labels[label]!) ?? 0))));
}

/** The likeliest intents, likeliest first. */
function rank(scores: Float64Array, labels: readonly string[]): RankedIntent[] {
  const ranked: RankedIntent[] = [];
  const least = Math.log(LEAST);
  for (let label = 0; label < scores.length; label++) {
    if (!(scores[label]! >= least)) continue;
    ranked.push({ intent: labels[label]!, confidence: Math.min(1, Math.exp(scores[label]!)) });
  }
  return ranked.sort((a, b) => b.confidence - a.confidence);
}

function without(ranked: readonly RankedIntent[], intent: string): RankedIntent[] {
  return ranked.filter((other) => other.intent !== intent).slice(0, ALTERNATIVES);
}
