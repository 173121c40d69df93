import type { Rule } from '../../contract/content/dialog.ts';
import { partsOf } from '../condition.ts';
import { checkCondition, checkIntent, checkReply, checkSlot, type Compiling } from './names.ts';

export function checkRules(compiling: Compiling): void {
  for (const { rule, where } of compiling.rules) {
    const { intents, when, then } = rule;
    checkIntent(compiling, where, intents.filter((intent) => intent !== '*'));
    checkCondition(compiling, where, when);
    checkReply(compiling, where, then.reply);
    checkReply(compiling, where, then.handOver?.reply);
    checkSlot(compiling, where, then.forget);
    checkIntent(compiling, where, then.topic);
    if (then.route !== undefined && when.queued !== true) compiling.problems.push(`${where}: only who is queued can be sent to another team`);
    if (then.form !== undefined && !compiling.forms.has(then.form)) compiling.problems.push(`${where}: unknown form “${then.form}”`);
    if (intents.includes('*') && partsOf(when) === 0) compiling.problems.push(`${where}: answers everything; give it a condition`);
    if (then.leaveQueue && when.queued !== true) compiling.problems.push(`${where}: only who is queued can leave the queue`);
    if (then.handOver && when.queued === true) compiling.problems.push(`${where}: who is queued cannot be handed over again`);
  }
}

/** Intent → its rules and those for any intent: `first` ones, then the most special, otherwise as written. */
export function sortRules(rules: Compiling['rules']): Map<string, Rule[]> {
  const intents = new Set(rules.flatMap(({ rule }) => rule.intents));
  intents.add('*');
  const sorted = new Map<string, Rule[]>();
  for (const intent of intents) {
    const own = rules.map(({ rule }) => rule).filter((rule) => rule.intents.includes(intent) || rule.intents.includes('*'));
    // sort() keeps the order of equals.
    sorted.set(intent, own.sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || partsOf(b.when) - partsOf(a.when)));
  }
  return sorted;
}
