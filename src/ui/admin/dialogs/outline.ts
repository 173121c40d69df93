import type { Condition, Rule, Step } from '../../../contract/content/dialog.ts';

export type Translate = { t(key: string, values?: Record<string, unknown>): string; te(key: string): boolean };

/** A condition as a line that people read: every part that is given, values in words where there are any. Empty where it always holds. */
export function conditionInWords(when: Condition, words: Translate): string {
  return partsOf(when).map(({ name, value }) => partInWords(name, value, words)).join(words.t('sign.comma'));
}

export type ConditionPart = { name: string; value: unknown; ofSlots: boolean };

/** The parts of a condition one by one; tests of slots and facts each. */
export function partsOf(when: Condition): ConditionPart[] {
  return Object.entries(when).flatMap(([name, value]: [string, unknown]): ConditionPart[] => {
    if (name === 'slots') return Object.entries(value as object).map(([slot, test]: [string, unknown]) => ({ name: slot, value: test, ofSlots: true }));
    return value === undefined ? [] : [{ name, value, ofSlots: false }];
  });
}

export function partInWords(name: string, value: unknown, { t, te }: Translate): string {
  const label = te(`dialogs.part.${name}`) ? t(`dialogs.part.${name}`) : name;
  if (typeof value === 'boolean') return value ? label : t('dialogs.not', { what: label });
  return `${label} ${valueInWords(value, { t, te })}`;
}

function valueInWords(value: unknown, words: Translate): string {
  const { t, te } = words;
  if (Array.isArray(value)) return value.map((one) => valueInWords(one, words)).join(t('dialogs.or'));
  if (typeof value === 'object' && value !== null) {
    const [[test, bound] = ['', '']] = Object.entries(value);
    return `${test === 'over' ? '>' : '≤'} ${String(bound)}`;
  }
  const text = String(value);
  return te(`emotion.${text}`) ? t(`emotion.${text}`) : te(`dialogs.customer.${text}`) ? t(`dialogs.customer.${text}`) : text;
}

/** A copy of a condition without one of its parts. */
export function withoutPart(when: Condition, name: string, ofSlots: boolean): Condition {
  const without = (record: object): object => Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
  if (!ofSlots) return without(when) as Condition;
  const { slots = {}, ...others } = when;
  const left = without(slots) as NonNullable<Condition['slots']>;
  return Object.keys(left).length === 0 ? others : { ...others, slots: left };
}

/** The ways out of a step that are fields of it. */
export const WAYS = ['next', 'solved', 'still', 'giveUp', 'declined', 'found', 'notFound', 'failed', 'else'] as const;

/** Where a step leads, each way with its name. */
export function waysOf(step: Step, words: Translate): { way: string; to: string }[] {
  const record = step as Record<string, unknown>;
  const cases = 'cases' in step ? step.cases.map(({ when, next }) => ({ way: conditionInWords(when, words), to: next })) : [];
  return [...cases, ...WAYS.flatMap((way) => (typeof record[way] === 'string' ? [{ way: words.t(`dialogs.way.${way}`), to: record[way] }] : []))];
}

/** The replies that a step may say: field of the step → name of the reply. */
export function repliesOf(step: Step): { field: string; reply: string }[] {
  const record = step as Record<string, unknown>;
  return ['reply', 'saying', 'again', 'retry', 'wrong', 'trying'].flatMap((field) => (typeof record[field] === 'string' ? [{ field, reply: record[field] }] : []));
}

/** The replies that a rule says. */
export function repliesOfRule({ then }: Rule): string[] {
  return [...[then.reply ?? []].flat(), ...(then.handOver ? [then.handOver.reply] : [])];
}
