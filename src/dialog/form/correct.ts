import type { Form, Step } from '../../contract/content/dialog.ts';
import type { SlotValue } from '../../contract/dialogState.ts';
import { saysWords } from '../condition.ts';
import { correctedText } from '../gist.ts';
import { say } from '../say.ts';
import type { Turn } from '../turn.ts';
import { repeatQuestion } from './answer.ts';
import { goTo, runningStep } from './run.ts';

/**
 * Takes over what the customer corrects of what they told the running form before ("电话不对，换成…"): with the new value, or by asking for it again.
 * Where everything was just restated, a new value needs no word of correction. @returns whether there was a correction.
 */
export function correct(turn: Turn): boolean {
  const at = runningStep(turn);
  if (at === null || (at.step.type !== 'ask' && at.step.type !== 'confirm')) return false;
  const says = saysWords(turn, 'correction');
  if (!says && at.step.type !== 'confirm') return false;
  const awaited = at.step.type === 'ask' ? at.step.slot : null;
  const slots = askedSlots(at.form).filter((name) => name !== awaited);
  const changed = slots.filter((name) => isNewValue(turn, name));
  const values = new Map(changed.map((name) => [name, turn.given.get(name)!]));
  const called = says ? slots.find((name) => !values.has(name) && isCalled(turn, name)) : undefined;
  if (called !== undefined && values.size === 0) {
    const text = turn.content.slots.get(called)?.freeText === undefined ? null : correctedText(turn);
    if (text === null) return askFor(turn, at.form, called);
    values.set(called, text);
  }
  if (values.size === 0) return false;
  return take(turn, values);
}

/** The slots that a form asks for, in the order of its steps. */
export function askedSlots({ steps }: Form): string[] {
  return [...new Set(Object.values(steps).flatMap((step) => (step.type === 'ask' ? [step.slot] : [])))];
}

function isNewValue({ given, state }: Turn, name: string): boolean {
  return given.has(name) && given.get(name) !== state.form?.slots[name];
}

function isCalled(turn: Turn, name: string): boolean {
  const words = turn.content.slots.get(name)?.called;
  return words !== undefined && saysWords(turn, words);
}

function take(turn: Turn, values: ReadonlyMap<string, SlotValue>): boolean {
  const { state, content, facts } = turn;
  const form = state.form!;
  const labels = [...values.keys()].map((name) => content.slots.get(name)?.label ?? name).join('、');
  for (const [name, value] of values) {
    form.slots[name] = value;
    if (content.slots.get(name)?.keep === 'conversation') state.slots[name] = value;
  }
  turn.because.push(`更正${labels}`);
  state.misunderstood = 0;
  facts.set('corrected', labels);
  say(turn, 'desk.corrected');
  // Another order has to be looked up.
  const steps = Object.entries(content.forms.get(form.form)?.steps ?? {});
  const lookUp = steps.find(([, step]) => step.type === 'lookUp' && values.has(step.slot));
  if (lookUp !== undefined) goTo(turn, lookUp[0]);
  else repeatQuestion(turn);
  return true;
}

/** Goes back to the question for a slot; what is known of the later ones is not asked again. */
function askFor(turn: Turn, form: Form, slot: string): boolean {
  const found = Object.entries(form.steps).find((entry): entry is [string, Extract<Step, { type: 'ask' }>] => entry[1].type === 'ask' && entry[1].slot === slot);
  if (found === undefined || turn.state.form === null) return false;
  const [name, step] = found;
  turn.state.form.step = name;
  turn.state.form.tries = 0;
  turn.because.push(`更正${turn.content.slots.get(slot)?.label ?? slot}，再问一遍`);
  say(turn, step.again ?? step.reply);
  return true;
}
