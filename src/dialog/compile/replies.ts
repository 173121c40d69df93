import type { Condition, ReplyDefinition } from '../../contract/content/dialog.ts';
import { compileTemplate, type Template } from '../template.ts';
import { checkCondition, checkIntent, isKnownName, type Compiling } from './names.ts';

export type CompiledOption = { label: Template; text: Template; when: Condition };

/**
 * A reply ready to be said. `variants` holds all texts: the first `plain` of them for any situation, then those of each case (`[from, to)`).
 */
export type CompiledReply = {
  variants: readonly Template[];
  plain: number;
  cases: readonly { when: Condition; from: number; to: number }[];
  options: readonly CompiledOption[];
  asks: string | null;
  card: ReplyDefinition['card'] | null;
  tried: string | null;
};

export type CompiledLine = { when: Condition; text: Template };

/** Compiles all replies. No text may stand twice, so that no two replies in a row can read the same. */
export function compileReplies(compiling: Compiling): Map<string, CompiledReply> {
  const seen = new Map<string, string>();
  const compiled = new Map<string, CompiledReply>();
  for (const [name, definition] of compiling.replies) {
    for (const text of textsOf(definition)) {
      if (seen.has(text)) compiling.problems.push(`reply “${name}”: “${text}” also stands in “${seen.get(text)}”`);
      seen.set(text, name);
    }
    compiled.set(name, compileReply(compiling, name, definition));
  }
  return compiled;
}

function textsOf(reply: ReplyDefinition): string[] {
  return [...reply.text, ...reply.cases.flatMap((one) => one.text)];
}

function compileReply(compiling: Compiling, name: string, definition: ReplyDefinition): CompiledReply {
  const where = `reply “${name}”`;
  let from = definition.text.length;
  const cases = definition.cases.map(({ when, text }) => {
    checkCondition(compiling, where, when);
    const one = { when, from, to: from + text.length };
    from = one.to;
    return one;
  });
  return {
    variants: textsOf(definition).map((text) => template(compiling, where, text)),
    plain: definition.text.length,
    cases,
    options: definition.options.flatMap((option) => compileOption(compiling, where, option)),
    asks: definition.asks ?? null,
    card: definition.card ?? null,
    tried: definition.tried ?? null,
  };
}

function compileOption(compiling: Compiling, where: string, given: ReplyDefinition['options'][number]): CompiledOption[] {
  const when = typeof given === 'object' && 'when' in given ? given.when : {};
  const named = typeof given === 'string' ? given : 'option' in given ? given.option : null;
  const option = named === null ? (given as { label: string; text: string }) : compiling.options.get(named);
  if (option === undefined) {
    compiling.problems.push(`${where}: unknown option “${named}”`);
    return [];
  }
  checkCondition(compiling, where, when);
  return [{ label: template(compiling, where, option.label), text: template(compiling, where, option.text), when }];
}

/** Compiles phrases, or how agents are told what a conversation is about. A phrase names no phrases. */
export function compileLines(compiling: Compiling, kind: 'phrase' | 'problem', lines: Compiling['phrases']): Map<string, CompiledLine[]> {
  const compiled = new Map<string, CompiledLine[]>();
  for (const [name, situations] of lines) {
    const where = `${kind} “${name}”`;
    if (kind === 'problem' && name !== '*') checkIntent(compiling, where, name);
    for (const { when } of situations) checkCondition(compiling, where, when);
    const isKnown = (other: string) => isKnownName(compiling, other) && !(kind === 'phrase' && compiling.phrases.has(other));
    compiled.set(name, situations.map(({ when, text }) => ({ when, text: template(compiling, where, text, isKnown) })));
  }
  return compiled;
}

/** Compiles the texts that tickets are written with: those of `record` steps and the notes of rules. */
export function compileTicketTexts(compiling: Compiling): Map<string, Template> {
  const compiled = new Map<string, Template>();
  const add = (where: string, text: string | undefined) => text !== undefined && compiled.set(text, template(compiling, where, text));
  for (const [name, form] of compiling.forms) {
    for (const step of Object.values(form.steps)) {
      if (step.type === 'note') add(`form “${name}”`, step.text);
      if (step.type === 'record') for (const text of [step.content, step.reason, step.wish]) add(`form “${name}”`, text);
    }
  }
  for (const { rule, where } of compiling.rules) add(where, rule.then.note?.text);
  return compiled;
}

function template(compiling: Compiling, where: string, text: string, isKnown = (name: string) => isKnownName(compiling, name)): Template {
  const problems: string[] = [];
  const compiled = compileTemplate(text, compiling.figures, isKnown, problems);
  compiling.problems.push(...problems.map((problem) => `${where}: ${problem}`));
  return compiled;
}
