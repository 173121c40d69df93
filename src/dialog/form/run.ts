import type { Form, Step } from '../../contract/content/dialog.ts';
import type { RunningForm, SlotValue } from '../../contract/dialogState.ts';
import { holds } from '../condition.ts';
import { STEPS_PER_TURN } from '../engine.ts';
import { handOver } from '../handOver.ts';
import { say } from '../say.ts';
import { addNote, find, record } from '../ticket.ts';
import { noteTried, valuesOf, type Turn } from '../turn.ts';
import { belongs } from './belongs.ts';

/** Starts a form from its first step; what the conversation knows already is not asked again. A topic that the message itself named stays. */
export function startForm(turn: Turn, name: string): void {
  const form = turn.content.forms.get(name);
  if (form === undefined) return;
  turn.state.form = { form: name, version: form.version, step: form.start, slots: givenTo(turn, name), tries: 0 };
  if (form.topic !== undefined && !namesTopic(turn)) turn.state.topic = form.topic;
  turn.because.push(`表单“${form.name}”`);
  run(turn);
}

/** What the message gives, as far as it belongs to the form. */
export function givenTo({ given, content }: Turn, form: string): RunningForm['slots'] {
  return Object.fromEntries([...given].filter(([slot]) => belongs(content, form, slot)));
}

function namesTopic({ meaning, content, state }: Turn): boolean {
  return meaning !== null && meaning.intent === state.topic && content.intents.has(meaning.intent);
}

/** Goes to another step of the running form, and on from there. */
export function goTo(turn: Turn, step: string): void {
  const { form } = turn.state;
  if (form === null) return;
  form.step = step;
  form.tries = 0;
  run(turn);
}

/** The form that runs, as the content defines it, with its step; `null` when none runs or the content has it no more. */
export function runningStep({ state, content }: Turn): { running: RunningForm; form: Form; step: Step } | null {
  const running = state.form;
  const form = running === null ? undefined : content.forms.get(running.form);
  const step = running !== null && form !== undefined && Object.hasOwn(form.steps, running.step) ? form.steps[running.step] : undefined;
  return running === null || form === undefined || step === undefined ? null : { running, form, step };
}

/** Takes steps until one waits for the customer or the shop, or the form ends. */
export function run(turn: Turn): void {
  for (let taken = 0; taken < STEPS_PER_TURN; taken++) {
    const at = runningStep(turn);
    if (at === null) return;
    turn.because.push(`步骤 ${at.running.step}`);
    const next = take(turn, at.step, at.running);
    if (next === null) return;
    at.running.step = next;
    at.running.tries = 0;
  }
  giveUp(turn);
}

/** Takes one step. @returns where to go on at once; `null` when the form waits or has ended. */
function take(turn: Turn, step: Step, running: RunningForm): string | null {
  switch (step.type) {
    case 'ask':
      if (step.skipWhen !== undefined && holds(step.skipWhen, turn)) return step.next;
      if (!step.renew && valuesOf(turn)(step.slot) !== null) return step.next;
      say(turn, step.reply);
      return null;
    case 'check':
      if (step.skipWhen !== undefined && holds(step.skipWhen, turn)) {
        noteTried(turn, step.tried);
        return step.still;
      }
      say(turn, step.reply);
      return null;
    case 'say':
      say(turn, step.reply);
      return step.next;
    case 'confirm':
      say(turn, step.reply);
      return null;
    case 'set':
      set(turn, step, running);
      return step.next;
    case 'branch':
      return step.cases.find(({ when }) => holds(when, turn))?.next ?? step.else;
    case 'lookUp':
      return lookUp(turn, step, running);
    case 'record':
      record(turn, step);
      return step.next;
    case 'note':
      addNote(turn, step);
      return step.next;
    case 'findTicket':
      return find(turn, step);
    case 'handOver':
      end(turn);
      handOver(turn, step);
      return null;
    case 'end':
      end(turn);
      if (step.leaveQueue && turn.queued) turn.leaveQueue = true;
      if (step.reply !== undefined) say(turn, step.reply);
      return null;
  }
}

function set({ state, content }: Turn, { slot, value }: Extract<Step, { type: 'set' }>, running: RunningForm): void {
  running.slots[slot] = value;
  if (content.slots.get(slot)?.keep === 'conversation') state.slots[slot] = value;
}

function lookUp(turn: Turn, step: Extract<Step, { type: 'lookUp' }>, running: RunningForm): string | null {
  const value: SlotValue | null = valuesOf(turn)(step.slot);
  if (value === null) return step.notFound;
  running.slots[step.slot] = value;
  turn.lookUp = { orderNumber: String(value) };
  say(turn, step.saying);
  return null;
}

/** The form is done; what it learnt for the conversation has been remembered as it came. */
function end(turn: Turn): void {
  const { form } = turn.state;
  if (form === null) return;
  // The last replies may still name what the form knew.
  for (const [name, value] of Object.entries(form.slots)) turn.given.set(name, value);
  turn.state.form = null;
}

/** Counts a failed answer to the current step, and says what is wrong; after the limit a person takes over. */
export function retry(turn: Turn, reply: string): void {
  const at = runningStep(turn);
  if (at === null || (at.step.type !== 'ask' && at.step.type !== 'check' && at.step.type !== 'confirm')) return;
  at.running.tries += 1;
  turn.because.push(`步骤 ${at.running.step} 没有得到答案，第 ${at.running.tries} 次，最多 ${at.step.limit} 次`);
  if (at.running.tries < at.step.limit) say(turn, reply);
  else if (at.step.giveUp !== undefined) goTo(turn, at.step.giveUp);
  else giveUp(turn);
}

function giveUp(turn: Turn): void {
  end(turn);
  handOver(turn, { reason: 'unsolved', reply: 'desk.give_up' });
}
