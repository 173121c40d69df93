import type { IntentDocument } from '../contract/content/intent.ts';
import { normalise } from './normalise.ts';
import { createPatterns } from './patterns.ts';
import { findPrivate, mask } from './privacy.ts';

/** What the rules say about one text. `weights`: intent → what is added to its log-odds. */
export type Verdict = {
  decided: { intent: string; because: string } | null;
  forbidden: ReadonlySet<string>;
  weights: ReadonlyMap<string, number>;
  because: readonly string[];
};

export type Rules = (normalised: string) => Verdict;

const SILENT: Verdict = { decided: null, forbidden: new Set(), weights: new Map(), because: [] };

/** What a rule that would decide adds to its intent when another one decides differently. */
const DISPUTED_WEIGHT = 2;

/**
 * The rules of all intents. Where rules decide for two intents, none decides: each weighs for its own.
 * @throws JiedaError `content.invalid` for a pattern that RE2 does not know.
 */
export function createRules(intents: readonly IntentDocument[]): Rules {
  const rules = intents.flatMap(({ id, rules }) => rules.map((rule) => ({ ...rule, intent: id })));
  const match = createPatterns(rules.map(({ pattern }) => pattern));
  return (text) => {
    const matched = match(text).map((index) => rules[index]!);
    if (matched.length === 0) return SILENT;
    const forbidden = new Set(matched.filter(({ effect }) => effect === 'forbid').map(({ intent }) => intent));
    const deciding = matched.filter(({ effect, intent }) => effect === 'decide' && !forbidden.has(intent));
    const agreed = deciding.every(({ intent }) => intent === deciding[0]!.intent) ? deciding[0] : undefined;
    const weights = new Map<string, number>();
    for (const { effect, intent } of matched) {
      const weight = typeof effect === 'object' ? effect.weigh : effect === 'decide' && !agreed ? DISPUTED_WEIGHT : 0;
      weights.set(intent, (weights.get(intent) ?? 0) + weight);
    }
    return {
      decided: agreed ? { intent: agreed.intent, because: agreed.because } : null,
      forbidden, weights, because: matched.map(({ because }) => because),
    };
  };
}

/** What rules see of a text: normalised, with private data masked, as understanding does it. */
export function readByRules(text: string): string {
  const plain = normalise(text).text;
  return mask(plain, findPrivate(plain));
}
