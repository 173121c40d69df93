import type { Step } from '../../contract/content/dialog.ts';
import { saysWords } from '../condition.ts';
import { belongs } from './belongs.ts';
import { gist } from '../gist.ts';
import { numbersIn } from '../listen.ts';
import { say } from '../say.ts';
import { noteTried, valuesOf, type Turn } from '../turn.ts';
import { goTo, retry, run, runningStep } from './run.ts';

type Ask = Extract<Step, { type: 'ask' }>;
type Check = Extract<Step, { type: 'check' }>;

/** Lets the running form take the value that it waits for out of the message. @returns whether it was there. */
export function takeGiven(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  if (step?.type === 'lookUp') return renewLookUp(turn, step);
  return step?.type === 'ask' && turn.given.has(step.slot) && advance(turn, step.next, `给出${labelOf(turn, step.slot)}`);
}

/** Lets the running form take the message's words as its answer: it helped, it did not, wait a moment. @returns whether they were one. */
export function takeWords(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  if (step?.type === 'check') return answerCheck(turn, step);
  if (step?.type !== 'ask') return false;
  if (step.solved !== undefined && isSolved(turn)) return solved(turn, step.solved, '说解决了');
  if (step.declined !== undefined && (saysWords(turn, 'decline') || turn.meaning?.intent === 'deny')) return advance(turn, step.declined, `不想说${labelOf(turn, step.slot)}`);
  return saysWords(turn, 'trying') && take(turn, 'desk.take_time');
}

/** Whether the message, in more than a bare yes or no, tells how the check went that is open. */
export function reportsResult(turn: Turn): boolean {
  const intent = turn.meaning?.intent;
  return runningStep(turn)?.step.type === 'check' && intent !== 'affirm' && intent !== 'deny' && (saysWords(turn, 'still') || saysWords(turn, 'solved'));
}

/** Whether the message has words with which customers answer a check. */
export function soundsLikeAnswer(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  return step?.type === 'check' && ['still', 'solved', 'trying', ...(step.stillWords === undefined ? [] : [step.stillWords])].some((name) => saysWords(turn, name));
}

/** A free-text question takes any text that means nothing else. @returns whether it was taken. */
export function takeFreeText(turn: Turn): boolean {
  const at = runningStep(turn);
  if (at?.step.type !== 'ask' || turn.meaning === null || hasSecrets(turn)) return false;
  const length = turn.content.slots.get(at.step.slot)?.freeText;
  if (length === undefined) return false;
  const text = gist(turn);
  // "It still does not work" tells nothing new: go on without the answer.
  if (!isMarked(turn) && saysWords(turn, 'still')) return advance(turn, at.step.next, '没有可补充的');
  if (text === '') return false;
  turn.given.set(at.step.slot, text.slice(0, length));
  turn.takenAs = at.form.topic ?? null;
  return advance(turn, at.step.next, `给出${labelOf(turn, at.step.slot)}`);
}

/** Whether the message is marked as the answer to the free-text question that is open ("the page says …"), whatever its intent. */
export function isMarked(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  return step?.type === 'ask' && step.marks !== undefined && !hasSecrets(turn) && saysWords(turn, step.marks);
}

function hasSecrets({ meaning }: Turn): boolean {
  return meaning !== null && meaning.private.some(({ type }) => type !== 'phone');
}

function answerCheck(turn: Turn, step: Check): boolean {
  const intent = turn.meaning?.intent;
  const still = (because: string) => {
    noteTried(turn, step.tried);
    return advance(turn, step.still, because);
  };
  if (saysWords(turn, 'still') || (step.stillWords !== undefined && saysWords(turn, step.stillWords))) return still('说没有用');
  if (saysWords(turn, 'solved')) return solved(turn, step.solved, '说解决了');
  if (saysWords(turn, 'trying')) return take(turn, step.trying);
  if (intent === 'affirm') return solved(turn, step.solved, '肯定');
  if (intent === 'deny' || intent === runningStep(turn)?.form.topic) return still(`${intent === 'deny' ? '否定' : '仍是同一问题'}，视为没有用`);
  return false;
}

function solved(turn: Turn, next: string, because: string): boolean {
  turn.state.solved = true;
  turn.takenAs = 'affirm';
  return advance(turn, next, because);
}

function isSolved(turn: Turn): boolean {
  return saysWords(turn, 'solved') && !saysWords(turn, 'still');
}

/** Another number while the shop is being asked: ask for that one. */
function renewLookUp(turn: Turn, step: Extract<Step, { type: 'lookUp' }>): boolean {
  const given = turn.given.get(step.slot);
  if (given === undefined || given === turn.state.form?.slots[step.slot]) return false;
  keepGiven(turn);
  run(turn);
  return true;
}

function take(turn: Turn, reply: string): boolean {
  turn.because.push('客户正在试');
  say(turn, reply);
  return true;
}

function advance(turn: Turn, next: string, because: string): boolean {
  keepGiven(turn);
  turn.because.push(`回答：${because}`);
  goTo(turn, next);
  return true;
}

function labelOf({ content }: Turn, slot: string): string {
  return content.slots.get(slot)?.label ?? slot;
}

/** What the message gives belongs to the running form from now on; a later answer corrects an earlier one. */
export function keepGiven({ state, given, content }: Turn): void {
  if (state.form !== null) for (const [name, value] of given) if (belongs(content, state.form.form, name)) state.form.slots[name] = value;
}

/** The open question once more, because the message did not answer it. */
export function askAgain(turn: Turn): void {
  const step = runningStep(turn)?.step;
  if (step?.type === 'lookUp') say(turn, 'desk.still_looking');
  else if (step?.type === 'check' || step?.type === 'confirm') retry(turn, step.retry);
  else if (step?.type === 'ask') retry(turn, step.wrong !== undefined && hasWrongNumber(turn, step) ? step.wrong : step.retry);
}

function hasWrongNumber(turn: Turn, step: Ask): boolean {
  const slot = turn.content.slots.get(step.slot);
  if (slot?.digits === undefined || turn.meaning === null) return false;
  const [min, max] = slot.digits;
  return numbersIn(turn.meaning, slot).some(({ length }) => length < min || length > max);
}

/** The open question, without counting a try: something else has just been answered. */
export function repeatQuestion(turn: Turn): void {
  const step = runningStep(turn)?.step;
  if (step?.type === 'ask') say(turn, step.again ?? step.reply);
  else if (step?.type === 'check') say(turn, step.retry);
  else if (step?.type === 'confirm') say(turn, step.reply);
  else if (step?.type === 'lookUp') say(turn, 'desk.still_looking');
  else run(turn);
}

/** The slot or name that the form's texts use for what they wait for; `null` when nothing is asked. */
export function awaited(turn: Turn): string | null {
  const step = runningStep(turn)?.step;
  return step?.type === 'ask' ? step.slot : null;
}

/** Whether the message gives what a form asks for. */
export function givesAwaited(turn: Turn, form: { form: string; step: string }): boolean {
  const step = turn.content.forms.get(form.form)?.steps[form.step];
  return step?.type === 'ask' && turn.given.has(step.slot) && valuesOf(turn)(step.slot) !== null;
}
