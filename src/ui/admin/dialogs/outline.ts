import type { Condition, DialogDocument, Rule, Step, Then } from '../../../contract/content/dialog.ts';

/** `names`: intent id → what people call it. `lists`: name of a word list → its words. `slots`: those of the topic, which are called by their labels. */
export type Translate = { t(key: string, values?: Record<string, unknown>): string; te(key: string): boolean; names?: ReadonlyMap<string, string>; lists?: Readonly<Record<string, readonly string[]>>; slots?: DialogDocument['slots'] };

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

export function partInWords(name: string, value: unknown, words: Translate): string {
  const { t, te, names, lists, slots } = words;
  const label = te(`dialogs.part.${name}`) ? t(`dialogs.part.${name}`) : (slots?.[name]?.label ?? name);
  if (typeof value === 'boolean') return value ? label : t('dialogs.not', { what: label });
  if (name === 'topic' && names !== undefined) return `${label} ${[value].flat().map((id) => names.get(String(id)) ?? String(id)).join(t('dialogs.or'))}`;
  if (name === 'words' || name === 'without') return `${label} ${[value].flat().map((list) => listInWords(String(list), lists?.[String(list)], t)).join(t('dialogs.or'))}`;
  return `${label} ${valueInWords(value, words)}`;
}

/** The first word of a list says more than its name. */
function listInWords(name: string, words: readonly string[] | undefined, t: Translate['t']): string {
  const first = words?.[0]?.replace(/^=/, '');
  return first === undefined ? name : t(words!.length > 1 ? 'dialogs.wordsLike' : 'dialogs.word', { word: first });
}

function valueInWords(value: unknown, words: Translate): string {
  const { t, te } = words;
  if (Array.isArray(value)) return value.map((one) => valueInWords(one, words)).join(t('dialogs.or'));
  if (typeof value === 'object' && value !== null) {
    const [[test, bound] = ['', '']] = Object.entries(value);
    return `${test === 'over' ? '>' : '≤'} ${String(bound)}`;
  }
  const text = String(value);
  const known = ['emotion', 'dialogs.customer', 'dialogs.value'].find((words) => te(`${words}.${text}`));
  return known === undefined ? text : t(`${known}.${text}`);
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

/** What a rule does, with one deed otherwise; `undefined`: without it. */
export function withDeed<Deed extends 'reply' | 'form' | 'handOver'>(then: Then, deed: Deed, value: Then[Deed] | undefined): Then {
  const { [deed]: _before, ...others } = then;
  return (value === undefined ? others : { ...others, [deed]: value }) as Then;
}

/** What a step is, and what it asks for. */
export function stepInWords(step: Step, slots: DialogDocument['slots'], t: Translate['t']): string {
  const asked = 'slot' in step && step.slot !== undefined ? (slots[step.slot]?.label ?? step.slot) : '';
  return [t(`step.${step.type}`), asked].filter((part) => part !== '').join(' ');
}
