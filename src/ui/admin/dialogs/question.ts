import type { DialogDocument, Form, Step } from '../../../contract/content/dialog.ts';
import { WAYS } from './outline.ts';

/**
 * One more thing that a form asks. `label`: what people call it; `texts`: the question in at least three variants, `again`: when the answer was none;
 * `choices`: what may be answered, empty: anything; `optional`: whether the customer may leave it open. It is asked before the step `before`.
 */
export type Question = { label: string; texts: string[]; again: string[]; choices: string[]; optional: boolean; before: string };

/** Longest answer in the customer's own words. */
const ANSWER_LENGTH = 120;

/** A topic in one of whose forms a question has been added; what the form records holds the answer, too. */
export function withQuestion(document: DialogDocument, formName: string, { label, texts, again, choices, optional, before }: Question): DialogDocument {
  const form = document.forms[formName]!;
  const name = freeName(document, form);
  const slot = `${document.id}_${name}`;
  const [reply, retry] = [`${document.id}.ask_${name}`, `${document.id}.again_${name}`];
  const step: Step = {
    type: 'ask', slot, reply, retry, renew: false, limit: 2, next: before,
    // Who does not say it is not kept from going on.
    ...(optional && { declined: before, giveUp: before }),
  };
  const told = (one: Step): Step => (one.type === 'record' ? { ...one, details: [...one.details, slot] } : one);
  const steps = Object.entries(form.steps).flatMap(([at, one]): [string, Step][] => {
    const led = told(redirected(one, before, name));
    return at === before ? [[name, step], [at, led]] : [[at, led]];
  });
  return {
    ...document,
    slots: {
      ...document.slots,
      [slot]: { label, entities: [], choices: choices.map((value) => ({ value, words: [value], asked: [] })), keep: 'form', ...(choices.length === 0 && { freeText: ANSWER_LENGTH }) },
    },
    replies: {
      ...document.replies,
      [reply]: { text: texts, cases: [], options: choices.slice(0, OPTIONS_MAX).map((choice) => ({ label: choice, text: choice })) },
      [retry]: { text: again, cases: [], options: choices.slice(0, OPTIONS_MAX).map((choice) => ({ label: choice, text: choice })) },
    },
    forms: { ...document.forms, [formName]: { ...form, start: form.start === before ? name : form.start, steps: Object.fromEntries(steps) } },
  };
}

/** Buttons that a reply may have. */
const OPTIONS_MAX = 6;

/** Without these a form asks or says less; without the others it would not do what it is for. */
const REMOVABLE: readonly Step['type'][] = ['ask', 'say', 'confirm'];

/** Whether a step can be taken out: it leads on to one other step. */
export function isRemovable(form: Form, name: string): boolean {
  const step = form.steps[name];
  return step !== undefined && REMOVABLE.includes(step.type) && 'next' in step && step.next !== name;
}

/** A form without a step: whatever led to it leads on to where it led. Slots and replies stay, as others may use them. */
export function withoutStep(form: Form, name: string): Form {
  const { next } = form.steps[name] as { next: string };
  const steps = Object.entries(form.steps).filter(([at]) => at !== name).map(([at, step]): [string, Step] => [at, redirected(step, name, next)]);
  return { ...form, start: form.start === name ? next : form.start, steps: Object.fromEntries(steps) };
}

/** A step with every way to `from` leading to `to`. */
function redirected(step: Step, from: string, to: string): Step {
  const ways = Object.fromEntries(WAYS.filter((way) => (step as Record<string, unknown>)[way] === from).map((way) => [way, to]));
  const cases = step.type === 'branch' ? { cases: step.cases.map((one) => (one.next === from ? { ...one, next: to } : one)) } : {};
  return { ...step, ...ways, ...cases } as Step;
}

/** Names of slots are shared by all topics, those of steps by a form; the topic's id goes before. */
function freeName(document: DialogDocument, form: Form): string {
  for (let number = 1; ; number += 1) {
    const name = `question_${number}`;
    const isTaken = Object.hasOwn(form.steps, name) || Object.hasOwn(document.slots, `${document.id}_${name}`) || Object.hasOwn(document.replies, `${document.id}.ask_${name}`);
    if (!isTaken) return name;
  }
}
