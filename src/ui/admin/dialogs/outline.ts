import type { Condition, Step } from '../../../contract/content/dialog.ts';

/** A condition as a line that people read: every part that is given, in the names of the document. Empty where it always holds. */
export function conditionInWords(when: Condition): string {
  return Object.entries(when)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = ${valueInWords(value)}`)
    .join(' · ');
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(' | ');
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, inner]) => `${name}: ${valueInWords(inner)}`).join(', ');
  return String(value);
}

const WAYS = ['next', 'solved', 'still', 'giveUp', 'declined', 'found', 'notFound', 'failed', 'else'] as const;

/** Where a step leads, each way with its name. */
export function waysOf(step: Step): { way: string; to: string }[] {
  const record = step as Record<string, unknown>;
  const cases = 'cases' in step ? step.cases.map(({ when, next }) => ({ way: conditionInWords(when), to: next })) : [];
  return [...cases, ...WAYS.flatMap((way) => (typeof record[way] === 'string' ? [{ way, to: record[way] }] : []))];
}

/** What a step is about: the slot that it fills or reads, and the reply that it says. */
export function aboutStep(step: Step): string {
  const record = step as Record<string, unknown>;
  return ['slot', 'reply', 'saying', 'kind', 'reason'].flatMap((name) => (typeof record[name] === 'string' ? [record[name]] : [])).join(' · ');
}
