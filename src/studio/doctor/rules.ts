import { JiedaError } from '../../base/errors.ts';
import type { IntentDocument, UnderstandingRule } from '../../contract/content/intent.ts';
import { createPatterns } from '../../text/patterns.ts';
import { createRules, readByRules } from '../../text/rules.ts';
import { finding, type Finding } from './finding.ts';

type Owned = UnderstandingRule & { intent: string };

/** Compares the rules of understanding with the examples: do they ever fire, and do they say what the labels say? */
export function examineRules(intents: readonly IntentDocument[]): Finding[] {
  const rules = intents.flatMap(({ id, rules }) => rules.map((rule): Owned => ({ ...rule, intent: id })));
  const broken = rules.flatMap(brokenPattern);
  if (broken.length > 0) return broken;
  const match = createPatterns(rules.map(({ pattern }) => pattern));
  const judge = createRules(intents);
  const fired = new Set<number>();
  const against: Finding[] = [];
  for (const { id, examples } of intents) {
    for (const { text } of examples) {
      const head = readByRules(text);
      const matched = match(head);
      for (const index of matched) fired.add(index);
      const { decided, forbidden } = judge(head);
      if (decided !== null && decided.intent !== id) against.push(finding('rule_against_example', [decided.intent, id], {
        zh: `有规则把它判为 ${decided.intent}（${decided.because}），它却是 ${id} 的例句`, en: `a rule decides for ${decided.intent} (${decided.because}), the example is of ${id}`,
      }, [text]));
      if (forbidden.has(id)) against.push(finding('rule_against_example', [id], {
        zh: `有规则说它不是 ${id}（${reasonOf(rules, matched, id)}），它却是 ${id} 的例句`, en: `a rule forbids ${id} (${reasonOf(rules, matched, id)}), the example is of it`,
      }, [text]));
    }
  }
  return [...against, ...rules.flatMap((rule, index) => (fired.has(index) ? [] : [finding('rule_silent', [rule.intent], { zh: `没有例句符合 ${rule.pattern}（${rule.because}）`, en: `no example matches ${rule.pattern} (${rule.because})` })]))];
}

function brokenPattern({ pattern, intent }: Owned): Finding[] {
  try {
    createPatterns([pattern]);
    return [];
  } catch (error) {
    if (!(error instanceof JiedaError)) throw error;
    return [finding('invalid', [intent], { zh: `${pattern} 不是 RE2 正则`, en: `${pattern} is no RE2 pattern` })];
  }
}

function reasonOf(rules: readonly Owned[], matched: readonly number[], intent: string): string {
  return matched.map((index) => rules[index]!).filter((rule) => rule.intent === intent && rule.effect === 'forbid').map(({ because }) => because).join(', ');
}
